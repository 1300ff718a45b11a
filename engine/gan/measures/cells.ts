// Rows of a table as points of a space in which columns count alike: numbers in deviations, categories at distance 1.

import type { Rows } from "./neighbours";

/** Rows of values, as a file has them: numbers, categories by name, "" where a cell is missing. */
export type Cells = readonly (readonly (number | string)[])[];

/** What a cell of a column is among the coordinates, the first of which is `at`. */
export type CellAxis =
  | { kind: "number"; at: number; mean: number; deviation: number; missing: boolean }
  | { kind: "category"; at: number; values: ReadonlyMap<number | string, number> };

export interface CellSpace {
  width: number;
  axes: readonly CellAxis[];
}

/** Two one-hot categories that differ are at this, times √2. */
const categoryScale = Math.SQRT1_2;

/** Whether all cells of a column that are there are numbers. */
export const isNumeric = (cells: Cells, column: number): boolean =>
  cells.every((row) => typeof row[column] === "number" || row[column] === "");

/** Means, deviations and categories of the rows given, which are those that trained. */
export function cellSpace(training: Cells): CellSpace {
  let width = 0;
  const axes = Array.from({ length: training[0].length }, (_, column): CellAxis => {
    const at = width;
    if (!isNumeric(training, column)) {
      const names = [...new Set(training.map((row) => row[column]))];
      width += names.length;
      return { kind: "category", at, values: new Map(names.map((name, index) => [name, index])) };
    }
    const values = training.map((row) => row[column]).filter((value) => typeof value === "number");
    const missing = values.length < training.length;
    width += missing ? 2 : 1;
    const mean = values.reduce((sum, value) => sum + value / values.length, 0);
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0);
    return { kind: "number", at, mean, deviation: Math.sqrt(variance) || 1, missing };
  });
  return { width, axes };
}

/** A cell that is missing lies at the mean, at distance 1 along an axis of its own; a category that is not known, at 0. */
export function place({ width, axes }: CellSpace, cells: Cells): Rows {
  const values = new Float32Array(cells.length * width);
  for (const [row, own] of cells.entries()) {
    for (const [column, axis] of axes.entries()) {
      const cell = own[column];
      const at = row * width + axis.at;
      if (axis.kind === "category") {
        const index = axis.values.get(cell);
        if (index !== undefined) values[at + index] = categoryScale;
      } else if (typeof cell === "number") {
        values[at] = (cell - axis.mean) / axis.deviation;
      } else if (axis.missing) {
        values[at + 1] = 1;
      }
    }
  }
  return { values, width };
}
