// Looking at single cells of a column whatever its storage: as text, as a number, as present or not.

import { InputError } from "../errors";
import type { Column, Dataset } from "./dataset";

export function isMissingAt(column: Column, row: number): boolean {
  return column.storage === "numeric" ? Number.isNaN(column.values[row]) : column.codes[row] < 0;
}

/** The cell as a person writes it; empty when it is missing. Dates are ISO. */
export function cellText(column: Column, row: number): string {
  if (isMissingAt(column, row)) return "";
  if (column.storage === "coded") return column.categories[column.codes[row]];
  return valueText(column.values[row], column.type === "date");
}

export function valueText(value: number, date: boolean): string {
  return date ? new Date(value).toISOString().replace(/T00:00:00\.000Z$/, "") : String(value);
}

/** The column of that name. Throws InputError that names the ones there are. */
export function columnNamed(dataset: Dataset, name: string): Column {
  const column = dataset.columns.find((candidate) => candidate.name === name);
  if (column) return column;
  const names = dataset.columns.slice(0, 12).map((candidate) => `“${candidate.name}”`);
  const more = dataset.columns.length > names.length ? ", …" : "";
  throw new InputError(`There is no column “${name}” in this table; it has ${names.join(", ")}${more}.`, {
    file: dataset.name,
  });
}

/** Different values of a column as codes from 0 (−1 where missing), in order of first appearance. */
export interface CodedValues {
  codes: Int32Array;
  /** How many rows have each value. */
  counts: number[];
  /** Each value as text. */
  texts: string[];
}

/** Null when a numeric column has more than `limit` different values. */
export function codeValues(column: Column, limit = Number.POSITIVE_INFINITY): CodedValues | null {
  if (column.storage === "coded") {
    const counts = new Array<number>(column.categories.length).fill(0);
    for (const code of column.codes) if (code >= 0) counts[code]++;
    return { codes: column.codes, counts, texts: column.categories };
  }
  const codes = new Int32Array(column.values.length);
  const seen = new Map<number, number>();
  const counts: number[] = [];
  for (let row = 0; row < codes.length; row++) {
    const value = column.values[row];
    if (Number.isNaN(value)) {
      codes[row] = -1;
      continue;
    }
    let code = seen.get(value);
    if (code === undefined) {
      code = seen.size;
      if (code === limit) return null;
      seen.set(value, code);
      counts.push(0);
    }
    codes[row] = code;
    counts[code]++;
  }
  return { codes, counts, texts: [...seen.keys()].map((value) => valueText(value, column.type === "date")) };
}
