// Vectors of the tridiagonal form turned back to those of the matrix: reflections in blocks I − Vᵀ·T·V, all in products of matrices.

import { add, type Block, type Kernels, productDepth, set, subtract } from "./machine";
import type { Slices } from "./slices";
import { blockTriangle } from "./triangle";

/** Reflections of a block. */
export const backRows = 64;
/** Vectors that a block is applied to at a time. */
export const backVectors = 64;

export interface Back {
  n: number;
  stride: number;
  /** As the reduction leaves it. */
  matrix: Block;
  taus: Block;
  /** Rows are vectors, `stride` bytes apart. */
  vectors: Block;
  /** [2 · backRows] rows: V, then T·V. */
  reflections: Block;
  /** [backRows × backRows] */
  triangle: Block;
  /** [backVectors × backRows] */
  turned: Block;
  /** backRows rows of n each, packed: T·V, and V. */
  across: Block;
  held: Block;
  /** Packed: backVectors rows of `productDepth` or backRows. */
  along: Block;
}

export const alongBytes = 8 * backVectors * Math.max(productDepth, backRows);

/** Multiplications that it takes, about. */
export const backWork = (n: number): number => n ** 3;

/** Applies the reflections of rows 1 … n − 1 in this order. */
export async function turnBack(kernels: Kernels, back: Back, slices: Slices): Promise<void> {
  const { n, stride, vectors, reflections, turned, across, held, along } = back;
  for (let base = 1; base < n; base += backRows) {
    const top = Math.min(n, base + backRows);
    const count = top - base;
    const width = top - 1;
    if (!gather(kernels, back, base, top)) continue;
    const second = reflections.address + backRows * stride;
    kernels.packAcross(across.address, count, 0, second, stride, count, width);
    for (let from = 0; from < width; from += productDepth) {
      const depth = Math.min(productDepth, width - from);
      kernels.packAlong(held.address + packedBytes(from), reflections.address + 8 * from, stride, count, depth);
    }
    for (let row = 0; row < n; row += backVectors) {
      const rows = Math.min(backVectors, n - row);
      const into = vectors.address + row * stride;
      for (let from = 0; from < width; from += productDepth) {
        const depth = Math.min(productDepth, width - from);
        kernels.packAlong(along.address, into + 8 * from, stride, rows, depth);
        const mode = from === 0 ? set : add;
        kernels.multiply(
          along.address,
          held.address + packedBytes(from),
          depth,
          rows,
          count,
          turned.address,
          8 * backRows,
          mode,
          0,
          0,
        );
      }
      kernels.packAlong(along.address, turned.address, 8 * backRows, rows, count);
      kernels.multiply(along.address, across.address, count, rows, width, into, stride, subtract, 0, 0);
      if (slices.spend(2 * rows * count * width)) await slices.rest();
    }
  }
}

/** Of so many columns of V. */
const packedBytes = (columns: number): number => 8 * backRows * columns;

/** V of the rows base … top − 1, and T·V, T being upper triangular; whether there is any reflection among them. */
function gather(kernels: Kernels, back: Back, base: number, top: number): boolean {
  const { stride, matrix, taus, reflections, triangle, across, along, turned } = back;
  const count = top - base;
  const width = top - 1;
  const row = stride / 8;
  const factors = taus.values.subarray(base, top);
  if (!factors.some((tau) => tau !== 0)) return false;
  for (let j = 0; j < count; j++) {
    const i = base + j;
    const from = i * row;
    reflections.values.set(matrix.values.subarray(from, from + i), j * row);
    reflections.values.fill(0, j * row + i, j * row + width);
  }
  blockTriangle(kernels, { stride, reflections, triangle, scratch: turned }, factors, (j) => base + j, backRows);
  kernels.packAlong(along.address, triangle.address, 8 * backRows, count, count);
  kernels.packAcross(across.address, count, 0, reflections.address, stride, count, width);
  const second = reflections.address + backRows * stride;
  kernels.multiply(along.address, across.address, count, count, width, second, stride, set, 0, 0);
  return true;
}
