// All eigenpairs of a symmetric matrix: tridiagonal form by reflections, its pairs, and its vectors turned back.

import { strideOf } from "../../convolution/wasm/machine";
import type { Eigenpairs, SolverPace } from "../solver";
import { backWork, turnBack } from "./back";
import { tridiagonalPairs } from "./divide";
import { sizesOfPairs } from "./layout";
import { load } from "./load";
import type { Machine } from "./machine";
import { Slices } from "./slices";
import { reduce, reductionWork } from "./tridiagonal";
import { negligibleBeside } from "./values";

export async function eigenpairs(
  machine: Machine,
  matrix: Float64Array,
  n: number,
  pace: SolverPace,
): Promise<Eigenpairs> {
  const { kernels } = machine;
  const slices = new Slices(pace, reductionWork(n) + backWork(n));
  slices.check();
  const blocks = machine.layOut(sizesOfPairs(n));
  const stride = strideOf(8 * n);
  const row = stride / 8;
  const scale = await load(matrix, n, { to: blocks.matrix, stride }, slices);
  await reduce(kernels, { n, stride, ...blocks }, slices);
  const { diagonal, beside, vectors } = blocks;
  const least = negligibleBeside(diagonal, beside, n);
  await tridiagonalPairs(kernels, { n, stride, ...blocks }, least, slices);
  await turnBack(kernels, { n, stride, ...blocks }, slices);
  const order = Float64Array.from(diagonal.values.subarray(0, n).keys()).sort(
    (a, b) => diagonal.values[a] - diagonal.values[b] || a - b,
  );
  const result = { values: new Float64Array(n), vectors: new Float64Array(n * n) };
  for (const [k, from] of order.entries()) {
    result.values[k] = diagonal.values[from] * scale;
    result.vectors.set(vectors.values.subarray(from * row, from * row + n), k * n);
    if (slices.spend(0)) await slices.rest();
  }
  slices.finish();
  return result;
}
