// A symmetric matrix brought to tridiagonal form by reflections, in panels: half of the work is a product of matrices (J. Dongarra, S. Hammarling, D. Sorensen, 1989).

import { type Block, type Kernels, subtract } from "./machine";
import type { Slices } from "./slices";

/** Rows that are reduced before the rest of the matrix is brought up to date. */
export const panelRows = 32;
/** Rows of the matrix that are brought up to date at a time. */
export const blockRows = 64;
/** Entries of the matrix that a call multiplies with a vector, at most. */
const callEntries = 1 << 24;

/** What the reduction works on; n rows of `stride` bytes in `matrix`. */
export interface Reduction {
  n: number;
  stride: number;
  /** Row i of the lower triangle becomes the vector of its reflection, of i entries. */
  matrix: Block;
  /** [panelRows] rows. */
  panel: Block;
  /** 2 · panelRows rows, packed. */
  across: Block;
  /** 2 · panelRows columns of blockRows rows, packed. */
  along: Block;
  /** [panelRows] */
  factors: Block;
  /** [n] */
  diagonal: Block;
  /** [n]: entry i stands between i and i + 1. */
  beside: Block;
  /** [n]: factor of the reflection of row i. */
  taus: Block;
}

/** Multiplications that it takes, about. */
export const reductionWork = (n: number): number => (2 / 3) * n ** 3;

export async function reduce(kernels: Kernels, reduction: Reduction, slices: Slices): Promise<void> {
  for (let top = reduction.n; top > 0; ) {
    const base = Math.max(0, top - panelRows);
    for (let i = top - 1; i >= base; i--) {
      const { matrix, panel, factors, diagonal, beside, taus, stride } = reduction;
      const row = panel.address + (i - base) * stride;
      const at = [matrix.address, stride, i, top, row + stride, factors.address] as const;
      kernels.reflect(...at, diagonal.address, beside.address, taus.address);
      const start = ((i - base) * stride) / 8;
      panel.values.fill(0, start, start + i);
      if (taus.values[i] === 0) continue;
      const vector = matrix.address + i * stride;
      for (let first = 0; first < i; ) {
        const last = Math.min(i, first + Math.max(4, Math.floor(callEntries / i / 4) * 4));
        kernels.multiplySymmetric(matrix.address, stride, first, last, vector, row);
        first = last;
        if (slices.spend(0)) await slices.rest();
      }
      kernels.finishRow(...at, taus.address);
      if (slices.spend(i * i)) await slices.rest();
    }
    const { matrix, panel, stride } = reduction;
    const vectors = matrix.address + base * stride;
    const [rows, before] = [top - base, base];
    await updateRows(kernels, reduction, { rows, before, vectors, panel: panel.address }, slices);
    top = base;
  }
}

/** A −= Vᵀ·W + Wᵀ·V in the rows before a panel, V and W having `rows` rows. */
export async function updateRows(
  kernels: Kernels,
  { matrix, across, along, stride }: Pick<Reduction, "matrix" | "across" | "along" | "stride">,
  { rows, before, vectors, panel }: { rows: number; before: number; vectors: number; panel: number },
  slices: Slices,
): Promise<void> {
  const depth = 2 * rows;
  kernels.packAcross(across.address, depth, 0, panel, stride, rows, before);
  kernels.packAcross(across.address, depth, rows, vectors, stride, rows, before);
  for (let row = 0; row < before; row += blockRows) {
    const count = Math.min(blockRows, before - row);
    kernels.packAcross(along.address, depth, 0, vectors + 8 * row, stride, rows, count);
    kernels.packAcross(along.address, depth, rows, panel + 8 * row, stride, rows, count);
    const to = matrix.address + row * stride;
    kernels.multiply(along.address, across.address, depth, count, row + count, to, stride, subtract, 1, row);
    if (slices.spend(depth * count * (row + count / 2))) await slices.rest();
  }
}
