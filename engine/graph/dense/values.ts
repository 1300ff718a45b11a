// All eigenvalues of a symmetric matrix: tridiagonal form by reflections, then the QL iteration without square roots.

import { strideOf } from "../../convolution/wasm/machine";
import type { SolverPace } from "../solver";
import { reduceInTwo } from "./band";
import { sizesOfValues } from "./layout";
import { load } from "./load";
import type { Block, Machine } from "./machine";
import { Slices } from "./slices";
import { reduce, reductionWork } from "./tridiagonal";

/** Steps of the iteration in a call: some milliseconds. */
const callSteps = 200_000;
/** Smaller matrices stay in the cache, where tridiagonal form is reached sooner in one step. */
const leastForTwo = 1200;
/** Relative to the norm of the matrix: entries beside the diagonal up to this count as 0. */
const negligible = 2 ** -53;

/** Ascending; `steps`: to tridiagonal form, the quicker way unless said. */
export async function eigenvalues(
  machine: Machine,
  matrix: Float64Array,
  n: number,
  pace: SolverPace,
  steps: 1 | 2 = n < leastForTwo ? 1 : 2,
): Promise<Float64Array> {
  const { kernels } = machine;
  const slices = new Slices(pace, reductionWork(n));
  slices.check();
  const blocks = machine.layOut(sizesOfValues(n));
  const stride = strideOf(8 * n);
  const scale = await load(matrix, n, { to: blocks.matrix, stride }, slices);
  await (steps === 1 ? reduce : reduceInTwo)(kernels, { n, stride, ...blocks }, slices);
  const { diagonal, beside } = blocks;
  const least = negligibleBeside(diagonal, beside, n);
  for (let i = 0; i < n - 1; i++) beside.values[i] **= 2;
  for (let found = 0; found < n; ) {
    found = kernels.findValues(diagonal.address, beside.address, n, found, least ** 2, callSteps);
    if (found < 0) throw new Error("An eigenvalue was not found: the iteration does not converge.");
    if (slices.spend(0)) await slices.rest();
  }
  slices.finish();
  return diagonal.values
    .slice(0, n)
    .map((value) => value * scale)
    .sort();
}

/** Entries beside the diagonal up to this change no eigenvalue by more than rounding does. */
export function negligibleBeside({ values: diagonal }: Block, { values: beside }: Block, n: number): number {
  let norm = 0;
  for (let i = 0; i < n; i++) {
    const neighbours = Math.abs(i > 0 ? beside[i - 1] : 0) + Math.abs(i < n - 1 ? beside[i] : 0);
    norm = Math.max(norm, Math.abs(diagonal[i]) + neighbours);
  }
  return negligible * norm;
}
