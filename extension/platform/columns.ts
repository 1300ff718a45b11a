// Which columns a network can predict from.

import type { ColumnProfile } from "../../engine";

/** Ids, constants and free text cannot serve. */
export function isUsable({ type }: ColumnProfile): boolean {
  return type === "number" || type === "category" || type === "date";
}
