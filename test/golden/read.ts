// Reads the numbers that a script beside this file has stored.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What `name`.json holds, in the form in which `name`.py writes it. */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(join(__dirname, `${name}.json`), "utf8")) as T;
}
