// All eigenpairs of a symmetric tridiagonal matrix by halving it (J. Cuppen, 1981): small ones by the QL iteration, then what joins two halves.

import { type Joining, joinHalves } from "./join";
import type { Kernels } from "./machine";
import type { Slices } from "./slices";

/** Matrices of so many rows are not halved. */
const leafRows = 32;

/**
 * On entry the diagonal and the entries beside it, on return the values, in no order, with vectors of the same numbers;
 * `negligible`: entries beside the diagonal that count as 0.
 */
export async function tridiagonalPairs(
  kernels: Kernels,
  joining: Joining,
  negligible: number,
  slices: Slices,
): Promise<void> {
  const { n, stride, vectors, diagonal, beside } = joining;
  for (let row = 0; row < n; row++) {
    vectors.values.fill(0, (row * stride) / 8, (row * stride) / 8 + n);
    if (slices.spend(0)) await slices.rest();
  }
  const solve = async (low: number, high: number): Promise<void> => {
    if (high - low <= leafRows) {
      for (let i = low; i < high; i++) vectors.values[(i * stride) / 8 + i] = 1;
      beside.values[high - 1] = 0;
      const [d, e] = [diagonal.address + 8 * low, beside.address + 8 * low];
      const block = vectors.address + low * (stride + 8);
      if (!kernels.findPairs(d, e, high - low, negligible, block, stride, high - low))
        throw new Error("An eigenpair was not found: the iteration does not converge.");
      if (slices.spend(0)) await slices.rest();
      return;
    }
    const middle = (low + high) >> 1;
    const joint = beside.values[middle - 1];
    diagonal.values[middle - 1] -= Math.abs(joint);
    diagonal.values[middle] -= Math.abs(joint);
    await solve(low, middle);
    await solve(middle, high);
    await joinHalves(kernels, joining, { low, middle, high, joint }, slices);
  };
  if (n > 0) await solve(0, n);
}
