// Columns of zeros and ones, in the words that people write them with.

import type { Column } from "../dataset";

/** What stands for 0 and for 1, lower case. */
const pairs = [
  ["0", "1"],
  ["-1", "1"],
  ["no", "yes"],
  ["false", "true"],
  ["n", "y"],
  ["f", "t"],
] as const;

/** Of each row 1, 0, or −1 where the cell is missing; or the first row whose cell is neither a zero nor a one. */
export function binaryCells(column: Column): { cells: Int8Array } | { wrong: number } {
  return column.storage === "numeric" ? ofNumbers(column.values) : ofWords(column.codes, column.categories);
}

function ofNumbers(values: Float64Array): { cells: Int8Array } | { wrong: number } {
  const cells = new Int8Array(values.length);
  // −1 stands for 0 beside ones, where nothing is 0.
  let [negative, zero] = [false, false];
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isNaN(value)) cells[row] = -1;
    else if (value === 1) cells[row] = 1;
    else if (value === 0 && !negative) zero = true;
    else if (value === -1 && !zero) negative = true;
    else return { wrong: row };
  }
  return { cells };
}

function ofWords(codes: Int32Array, categories: readonly string[]): { cells: Int8Array } | { wrong: number } {
  const words = categories.map((word) => word.trim().toLowerCase());
  const known = (pair: readonly string[]) => words.filter((word) => pair.includes(word)).length;
  const pair = pairs.reduce((best, other) => (known(other) > known(best) ? other : best));
  const ones = words.map((word) => (word === pair[1] ? 1 : word === pair[0] ? 0 : -1));
  const cells = new Int8Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code >= 0 && ones[code] < 0) return { wrong: row };
    cells[row] = code < 0 ? -1 : ones[code];
  }
  return { cells };
}
