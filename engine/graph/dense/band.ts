// A symmetric matrix to tridiagonal form in two steps, for values alone: to a band by products of matrices, which memory does not slow down, then from the band (C. Bischof, B. Lang, X. Sun, 2000).

import { add, type Block, type Kernels, set, subtract } from "./machine";
import type { Slices } from "./slices";
import { blockTriangle } from "./triangle";
import { blockRows, updateRows } from "./tridiagonal";

/** Entries of the band beside the diagonal, and rows of a panel. */
export const bandWidth = 32;
/** Entries from row to row of the band's storage, for the diagonal and what spills over, seen as a whole matrix. */
export const bandStep = 2 * bandWidth + 2;
/** Multiplications of a call that chases: some milliseconds. */
const callWork = 4_000_000;

/** What the reduction works on, as `Reduction`. */
export interface BandReduction {
  n: number;
  stride: number;
  matrix: Block;
  diagonal: Block;
  beside: Block;
  taus: Block;
  /** [bandWidth] rows each: V, W, and a third one for what comes between. */
  reflections: Block;
  panel: Block;
  between: Block;
  /** [bandWidth × bandWidth] each. */
  triangle: Block;
  inner: Block;
  /** 2 · bandWidth rows, packed. */
  across: Block;
  along: Block;
  /** V, packed in blocks. */
  packed: Block;
  /** Two blocks of blockRows². */
  scratch: Block;
  /** [n × (bandStep + 1)] */
  band: Block;
}

export const bandBytes = (n: number): number => 8 * (n + 1) * (bandStep + 1);

export async function reduceInTwo(kernels: Kernels, reduction: BandReduction, slices: Slices): Promise<void> {
  const { n } = reduction;
  for (let base = n - bandWidth; base > 1; base -= bandWidth) await reducePanel(kernels, reduction, base, slices);
  await chaseBand(kernels, reduction, slices);
}

/** Reflects rows base … base + bandWidth − 1 into the band, on both sides. */
async function reducePanel(kernels: Kernels, reduction: BandReduction, base: number, slices: Slices): Promise<void> {
  const { stride, matrix, taus, reflections, panel, between, triangle, inner, across, along, packed, scratch } =
    reduction;
  const v = reflections.address;
  const count = bandWidth;
  kernels.reflectPanel(matrix.address, stride, base, count, v, taus.address, scratch.address);
  blockTriangle(kernels, { stride, reflections, triangle, scratch }, taus.values.subarray(0, count), (j) => base - j);
  for (let column = 0; column < base; column += blockRows) {
    const to = packed.address + 8 * column * count;
    kernels.packAlong(to, v + 8 * column, stride, count, Math.min(blockRows, base - column));
  }
  for (let row = 0; row < count; row++) between.values.fill(0, (row * stride) / 8, (row * stride) / 8 + base);
  const u = between.address;
  for (let row = 0; row < base; row += blockRows) {
    const rows = Math.min(blockRows, base - row);
    kernels.multiplyRows(matrix.address, stride, row, rows, packed.address, count, u, scratch.address);
    if (slices.spend(2 * rows * count * (row + rows / 2))) await slices.rest();
  }
  // W = Tᵀ·U − ½·(Tᵀ·U·Vᵀ)·T·V; packed across, T is its transpose packed along.
  const w = panel.address;
  const side = 8 * count;
  kernels.packAcross(along.address, count, 0, triangle.address, side, count, count);
  kernels.packAcross(across.address, count, 0, u, stride, count, base);
  kernels.multiply(along.address, across.address, count, count, base, w, stride, set, 0, 0);
  for (let from = 0; from < base; from += blockRows) {
    const depth = Math.min(blockRows, base - from);
    kernels.packAlong(along.address, w + 8 * from, stride, count, depth);
    kernels.packAlong(scratch.address, v + 8 * from, stride, count, depth);
    const mode = from === 0 ? set : add;
    kernels.multiply(along.address, scratch.address, depth, count, count, inner.address, side, mode, 0, 0);
  }
  kernels.packAlong(along.address, inner.address, side, count, count);
  kernels.packAcross(scratch.address, count, 0, triangle.address, side, count, count);
  kernels.multiply(along.address, scratch.address, count, count, count, inner.address, side, set, 0, 0);
  for (let i = 0; i < count * count; i++) inner.values[i] /= 2;
  kernels.packAlong(along.address, inner.address, side, count, count);
  kernels.packAcross(across.address, count, 0, v, stride, count, base);
  kernels.multiply(along.address, across.address, count, count, base, w, stride, subtract, 0, 0);
  await updateRows(kernels, reduction, { rows: count, before: base, vectors: v, panel: w }, slices);
}

async function chaseBand(kernels: Kernels, reduction: BandReduction, slices: Slices): Promise<void> {
  const { n, stride, matrix, band, diagonal, beside, scratch } = reduction;
  const step = 8 * bandStep;
  // Row 0 has room before its diagonal too.
  const origin = band.address + step;
  band.values.fill(0);
  for (let row = 0; row < n; row++) {
    const first = Math.max(0, row - bandWidth);
    const from = (row * stride) / 8;
    band.values.set(matrix.values.subarray(from + first, from + row + 1), (row + 1) * bandStep + first);
  }
  const columns = Math.max(1, Math.floor(callWork / (6 * n * bandWidth)));
  for (let first = 0; first < n - 1; first += columns) {
    const last = Math.min(n - 1, first + columns);
    kernels.chase(origin, step, n, bandWidth, first, last, beside.address, scratch.address);
    if (slices.spend((last - first) * 6 * (n - first) * bandWidth)) await slices.rest();
  }
  for (let i = 0; i < n; i++) diagonal.values[i] = band.values[(i + 1) * bandStep + i];
}
