// What a generator makes: a small table that is known by its seed, and its text as CSV.

import { quoted } from "../csv/quote";

/** A missing cell is null. */
export type Cell = number | string | null;

export interface GeneratedTable {
  columns: string[];
  rows: Cell[][];
}

/** Makes a table of `rows` rows; the same seed gives the same table. */
export type Generator = (rows: number, seed: number) => GeneratedTable;

/** Comma-separated text with a header (RFC 4180, lines end with \n); numbers with at most four decimals. */
export function toCsv({ columns, rows }: GeneratedTable): string {
  return `${[columns, ...rows].map((row) => row.map(field).join(",")).join("\n")}\n`;
}

function field(cell: Cell): string {
  if (cell === null) return "";
  return typeof cell === "number" ? String(Number(cell.toFixed(4))) : quoted(cell);
}
