// A bound of all eigenvalues of a symmetric matrix that is proven, and close to the largest: by Collatz and Wielandt.

import type { CsrMatrix } from "./csr";

/** Rounds of the power iteration at most; each brings the bound closer to the spectral radius of the absolute values. */
const rounds = 24;
/** A round that lowers the bound by less than this share is the last. */
const enough = 0.01;

/**
 * All eigenvalues lie in [−bound, bound]: for any positive x, max (|M|x)_u / x_u is at least the spectral radius of |M|,
 * which is at least that of M. x follows the power iteration with |M| + cI.
 */
export function spectralBound({ rows, rowPointers, columnIndices, values }: CsrMatrix): number {
  let x = new Float64Array(rows).fill(1);
  let next = new Float64Array(rows);
  let [bound, shift] = [Number.POSITIVE_INFINITY, 0];
  for (let round = 0; round < rounds; round++) {
    let most = 0;
    let largest = 0;
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      for (let at = rowPointers[row]; at < rowPointers[row + 1]; at++)
        sum += Math.abs(values[at]) * x[columnIndices[at]];
      most = Math.max(most, sum / x[row]);
      next[row] = sum + shift * x[row];
      largest = Math.max(largest, next[row]);
    }
    const before = bound;
    bound = Math.min(bound, most);
    if (round > 2 && before - bound < enough * bound) break;
    // Without a shift, sides of a bipartite graph would swing.
    if (round === 0) shift = 0.1 * most;
    if (largest === 0) return 0;
    // Isolated nodes would sink to 0 otherwise.
    for (let row = 0; row < rows; row++) next[row] = Math.max(next[row] / largest, 1e-12);
    [x, next] = [next, x];
  }
  return bound;
}
