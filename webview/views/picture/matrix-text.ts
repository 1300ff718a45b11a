// Matrices as text and in other shapes: what a spreadsheet puts on the clipboard, mirrored, turned, made larger or smaller.

import { InputError, matrixLimit } from "../../../engine";
import { t } from "../../strings";
import { readNumber } from "./controls";

export type Grid = number[][];

/**
 * Rows apart by line breaks or semicolons, numbers by tabs, spaces or commas; brackets are passed over.
 * Throws InputError for rows of different lengths, what is no number, and more than 31 rows or columns.
 */
export function parseMatrix(text: string): Grid {
  const lines = text
    .replace(/[[\](){}]/g, " ")
    .split(/[\n\r;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  // Where tabs or spaces stand between the numbers, a comma within one is its decimal point.
  const spaced = lines.some((line) => /\s/.test(line));
  const rows = lines.map((line) => line.split(spaced ? /\s*,\s+|\s+/ : ",").filter((part) => part !== ""));
  const columns = rows[0]?.length ?? 0;
  if (!columns) throw new InputError(t("matrix.nothing"));
  const uneven = rows.findIndex((row) => row.length !== columns);
  if (uneven > 0) throw new InputError(t("matrix.uneven", uneven + 1, rows[uneven]!.length, columns));
  if (rows.length > matrixLimit || columns > matrixLimit) {
    throw new InputError(t("matrix.tooLarge", rows.length, columns, matrixLimit));
  }
  return rows.map((row) =>
    row.map((part) => {
      const fraction = /^([^/]+)\/([^/]+)$/.exec(part);
      const value = fraction ? readNumber(fraction[1]!) / readNumber(fraction[2]!) : readNumber(part);
      if (!Number.isFinite(value)) throw new InputError(t("matrix.noNumber", part));
      return value;
    }),
  );
}

/** As many rows and columns as asked for, the middle staying in the middle. */
export function resize(matrix: Grid, rows: number, columns: number): Grid {
  const top = Math.floor((rows - matrix.length) / 2);
  const left = Math.floor((columns - matrix[0]!.length) / 2);
  return Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => matrix[r - top]?.[c - left] ?? 0),
  );
}

export const transpose = (matrix: Grid): Grid => matrix[0]!.map((_, c) => matrix.map((row) => row[c]!));
export const flipAcross = (matrix: Grid): Grid => matrix.map((row) => [...row].reverse());
export const flipDown = (matrix: Grid): Grid => [...matrix].reverse();
/** A quarter with the clock. */
export const rotate = (matrix: Grid): Grid => flipAcross(transpose(matrix));
export const clear = (matrix: Grid): Grid => matrix.map((row) => row.map(() => 0));

export const sumOfGrid = (matrix: Grid): number => matrix.flat().reduce((total, value) => total + value, 0);

/** Numbers as a spreadsheet takes them. */
export const gridText = (matrix: Grid): string => matrix.map((row) => row.join("\t")).join("\n");
