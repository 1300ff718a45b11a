// One or two square matrices with the same names at rows and columns, as coloured cells side by side or under one another.

import { fitted, roomFor } from "./names";
import { type Surface, shifted } from "./surface";
import type { Theme } from "./theme";

export interface MatricesView {
  names: readonly string[];
  /** With a title each; NaN where there is no value. */
  matrices: { title: string; values: readonly (readonly number[])[] }[];
  /** Colour of a cell, and of its figure. */
  look(value: number): { fill: string; text: string };
  /** Pixels of a cell that two matrices side by side must have; else they stand under one another. */
  ample: number;
}

/** Where a matrix was drawn, and the pixels of a cell. */
export interface MatrixGrid {
  left: number;
  top: number;
  size: number;
}

/** Pixels of a name at most, and beside it. */
const [widestName, besideName] = [75, 14];
const roomOf = (names: readonly string[]): number => besideName + roomFor(names, widestName);

/** Pixels of a cell at most, of the smallest ones that have names, of a matrix unless those need more, and at its right. */
const [largest, nameable, whole, beyond] = [56, 9, 420, 12];
/** Pixels beside a matrix without names. */
const bare = 4;

type Shape = Pick<MatricesView, "names" | "ample"> & { matrices: number };

/** How many matrices stand beside one another, the pixels of a cell as far as the width decides, and those before the first one. */
function across({ names, ample, matrices }: Shape, width: number): { beside: number; size: number; room: number } {
  const count = Math.max(1, names.length);
  const sizeOf = (beside: number, room: number): number => (width / beside - room - beyond) / count;
  const room = roomOf(names);
  const beside = sizeOf(matrices, room) < ample ? 1 : matrices;
  const size = Math.min(largest, sizeOf(beside, room));
  return size >= nameable ? { beside, size, room } : { beside, size: sizeOf(beside, bare), room: bare };
}

/** Pixels that so many matrices take. */
export function matricesHeight(shape: Shape, width: number): number {
  const count = Math.max(1, shape.names.length);
  const { beside, size, room } = across(shape, width);
  const cells = count * Math.min(size, Math.max(nameable, whole / count));
  return (shape.matrices / beside) * (44 + room + Math.max(0, cells));
}

/** The cell at a place, in whichever matrix it lies. */
export function cellAt(
  grids: readonly MatrixGrid[],
  count: number,
  x: number,
  y: number,
): { column: number; row: number } | undefined {
  for (const { left, top, size } of grids) {
    const [column, row] = [Math.floor((x - left) / size), Math.floor((y - top) / size)];
    if (column >= 0 && row >= 0 && column < count && row < count) return { column, row };
  }
  return undefined;
}

export function drawMatrices(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  { names, matrices, look, ample }: MatricesView,
  at?: { column: number; row: number },
): MatrixGrid[] {
  const count = names.length;
  const { beside, size: widest, room } = across({ names, ample, matrices: matrices.length }, width);
  const stacked = beside < matrices.length;
  const [wide, tall] = [width / beside, (height * beside) / matrices.length];
  const size = Math.max(4, Math.min(widest, (tall - room - 26) / count));
  const shown = names.map((name) => fitted(name, room - besideName));
  const letters = { color: colors.muted, size: size < 12 ? 9 : 11 };
  return matrices.map(({ title, values }, index) => {
    const [left, top] = stacked ? [0, index * tall] : [index * wide, 0];
    const own = shifted(surface, left, top);
    own.text(room, 10, title, { color: colors.foreground, bold: true });
    const grid: MatrixGrid = { left: left + room, top: top + room + 18, size };
    const [x0, y0] = [room, room + 18];
    values.forEach((row, rowIndex) => {
      const middle = (rowIndex + 0.5) * size;
      if (room > bare) {
        own.text(x0 - 6, y0 + middle, shown[rowIndex]!, { ...letters, anchor: "end" });
        own.text(x0 + middle, y0 - 6, shown[rowIndex]!, { ...letters, upright: true });
      }
      row.forEach((value, column) => {
        const { fill, text } = look(value);
        own.rect(x0 + column * size, y0 + rowIndex * size, size - 1, size - 1, fill);
        if (size >= 30)
          own.text(x0 + (column + 0.5) * size, y0 + (rowIndex + 0.5) * size, figureOf(value), {
            color: text,
            anchor: "middle",
            size: size >= 40 ? 11 : 9,
          });
      });
    });
    if (at) {
      const [x, y] = [x0 + at.column * size - 1, y0 + at.row * size - 1];
      own.polyline([x, y, x + size + 1, y, x + size + 1, y + size + 1, x, y + size + 1, x, y], {
        color: colors.accent,
        width: 2,
      });
    }
    return grid;
  });
}

const figureOf = (value: number): string => (Number.isNaN(value) ? "–" : value.toFixed(2).replace("-", "−"));
