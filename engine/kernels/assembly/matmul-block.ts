// Blocks of a matrix product: panels of b against rows of a where they lie, or against panels of a.

import { accumulates, dimension, input, output } from "./instruction";
import { panelStep, panelWidth, tileAcross, tilePacked, tileRows } from "./matmul-core";
import { packAcross, packAlong } from "./matmul-pack";
import { strip } from "./matmul-tile";
import { activate } from "./unary";

/** Packed at a time: 192 × 256 of a (192 KB) and 256 × 504 of b (504 KB) stay in the second cache. */
const rowsTogether: usize = 192;
export const blockColumns: usize = 504;
const blockDepth: usize = 256;
/** Bytes that packing writes beyond the last panel, at most. */
const beyond: usize = 192;

/** What sums begin with when there is no bias. */
export const zeros: usize = memory.data(64, 16);

/** Rows of a against all panels of b; `columnStart` is 4 where sums begin at `start` and its neighbours, else 0. */
export function multiplyRows(
  rows: usize,
  columns: usize,
  depth: usize,
  a: usize,
  rowA: usize,
  panels: usize,
  start: usize,
  columnStart: usize,
  c: usize,
  rowC: usize,
): void {
  for (let j: usize = 0; j < columns; j += panelWidth()) {
    const room = min(columns - j, panelWidth());
    const b = panels + (j << 2) * depth;
    const from = start + j * columnStart;
    const to = c + (j << 2);
    if (room <= panelWidth() - 4) {
      strip(rows, room, depth, a, rowA, 4, b, panelStep(), from, 0, to, rowC);
      continue;
    }
    for (let i: usize = 0; i < rows; i += tileRows()) {
      tileAcross(min(rows - i, tileRows()), room, depth, a + i * rowA, rowA, b, from, 0, to + i * rowC, rowC);
    }
  }
}

/** The same for panels of a. */
function multiplyPanels(
  rows: usize,
  columns: usize,
  depth: usize,
  panelsA: usize,
  panelsB: usize,
  start: usize,
  rowStart: usize,
  columnStart: usize,
  c: usize,
  rowC: usize,
): void {
  for (let j: usize = 0; j < columns; j += panelWidth()) {
    const room = min(columns - j, panelWidth());
    const b = panelsB + (j << 2) * depth;
    for (let i: usize = 0; i < rows; i += panelWidth()) {
      const height = min(rows - i, panelWidth());
      const a = panelsA + (i << 2) * depth;
      const from = start + i * rowStart + j * columnStart;
      const to = c + i * rowC + (j << 2);
      if (room <= panelWidth() - 4) {
        strip(height, room, depth, a, 4, panelStep(), b, panelStep(), from, rowStart, to, rowC);
        continue;
      }
      for (let r: usize = 0; r < height; r += tileRows()) {
        const tall = min(height - r, tileRows());
        tilePacked(tall, room, depth, a + (r << 2), b, from + r * rowStart, rowStart, to + r * rowC, rowC);
      }
    }
  }
}

/** Computes rows × columns of the result from row i and column j on; columns at most `blockColumns`. */
export function multiplyBlock(
  instruction: usize,
  workspace: usize,
  i: usize,
  j: usize,
  rows: usize,
  columns: usize,
): void {
  const m = dimension(instruction, 0);
  const n = dimension(instruction, 1);
  const k = dimension(instruction, 2);
  const transposeA = dimension(instruction, 3) != 0;
  const transposeB = dimension(instruction, 4) != 0;
  const a = input(instruction, 0);
  const b = input(instruction, 1);
  const bias = input(instruction, 2);
  const rowC = n << 2;
  const c = output(instruction) + i * rowC + (j << 2);
  const panelsB = workspace;
  const panelsA = workspace + ((blockColumns * blockDepth) << 2) + beyond;
  // Only a sum over units, whose inner index is cut, adds to what is there.
  const adds = transposeA && accumulates(instruction);
  let start = adds ? c : bias ? bias + (j << 2) : zeros;
  let rowStart = adds ? rowC : 0;
  let columnStart: usize = adds || bias ? 4 : 0;
  let l: usize = 0;
  do {
    const depth = min(k - l, blockDepth);
    if (transposeB) packAcross(b + ((j * k + l) << 2), k << 2, columns, depth, panelsB);
    else packAlong(b + ((l * n + j) << 2), n << 2, columns, depth, panelsB);
    for (let r: usize = 0; r < rows; r += rowsTogether) {
      const tall = min(rows - r, rowsTogether);
      if (transposeA) packAlong(a + ((l * m + i + r) << 2), m << 2, tall, depth, panelsA);
      else packAcross(a + (((i + r) * k + l) << 2), k << 2, tall, depth, panelsA);
      const from = start + r * rowStart;
      multiplyPanels(tall, columns, depth, panelsA, panelsB, from, rowStart, columnStart, c + r * rowC, rowC);
    }
    start = c;
    rowStart = rowC;
    columnStart = 4;
    l += blockDepth;
  } while (l < k);
  for (let r: usize = 0; r < rows; r++) activate(instruction, c + r * rowC, columns);
}
