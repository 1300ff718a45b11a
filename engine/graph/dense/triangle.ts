// Several reflections as one: I − Vᵀ·T·V, where T is upper triangular (R. Schreiber, C. Van Loan, 1989).

import type { Block, Kernels } from "./machine";

/** Rows of `reflections`, `stride` bytes apart, are the vectors. */
export interface Reflections {
  stride: number;
  reflections: Block;
  /** Room for T, row-major, square. */
  triangle: Block;
  /** Room for a column of T. */
  scratch: Block;
}

/**
 * T of the reflections I − τ_j·v_j·v_jᵀ, multiplied in their order; `lengthOf(j)` entries of vector j and at least as many
 * of those that it is multiplied with may differ from 0. T has as many columns as `taus`, its rows `side` entries.
 */
export function blockTriangle(
  kernels: Kernels,
  { stride, reflections, triangle, scratch }: Reflections,
  taus: Float64Array,
  lengthOf: (j: number) => number,
  side = taus.length,
): void {
  const { values: t } = triangle;
  const { values: products } = scratch;
  t.fill(0);
  for (const [j, tau] of taus.entries()) {
    t[j * side + j] = tau;
    if (j === 0 || tau === 0) continue;
    const vector = reflections.address + j * stride;
    kernels.dotRows(scratch.address, reflections.address, stride, j, vector, lengthOf(j));
    for (let row = 0; row < j; row++) {
      let sum = 0;
      for (let k = row; k < j; k++) sum += t[row * side + k] * products[k];
      t[row * side + j] = -tau * sum;
    }
  }
}
