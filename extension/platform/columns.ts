// Which columns a network can predict from, and which may be labels.

import type { ColumnProfile, Description } from "../../engine";

/** Ids, constants and free text cannot serve. */
export function isUsable({ type }: ColumnProfile): boolean {
  return type === "number" || type === "category" || type === "date";
}

/** A label that some rows carry and others do not. */
export const isZeroOrOne = ({ type, distinct, minimum, maximum, top = [] }: ColumnProfile): boolean =>
  distinct === 2 &&
  (type === "number" ? minimum === 0 && maximum === 1 : top.every(({ value }) => value === "0" || value === "1"));

/** Names of the columns that labels are in, as far as the description has them. */
export function labelColumns({ labels }: Pick<Description, "labels">): readonly string[] {
  if (!labels) return [];
  return labels.column === undefined ? labels.names : [labels.column];
}
