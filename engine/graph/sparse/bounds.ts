// Where the eigenvalues of an operator lie, roughly: a few Lanczos steps from random vectors.

import type { Operator } from "./operator";
import { type Panel, type Panels, width } from "./panels";
import { symmetricEigen } from "./symmetric-eigen";

const steps = 30;
/** Share of the spread that bounds are taken further out: the very last eigenvalue may not have shown yet. */
const margin = 0.01;

export interface Survey {
  /** Likely bounds: what they leave out is close to them. */
  low: number;
  high: number;
  /** About so many eigenvalues are smaller than what this gives. */
  quantile(count: number): number;
}

/** Within certain bounds; `room`: four panels. */
export async function survey(
  operator: Operator,
  panels: Panels,
  outer: readonly [number, number],
  room: readonly Panel[],
): Promise<Survey> {
  let [before, now] = room;
  const [, , next, rest] = room;
  await panels.randomiseAll(before);
  await scale(panels, before, now, await lengths(panels, before));
  const alphas: Float64Array[] = [];
  const betas: Float64Array[] = [];
  for (let step = 0; step < steps; step++) {
    await operator.apply(now, next);
    const alpha = diagonalOf(await panels.products([now], next));
    alphas.push(alpha);
    const terms = step === 0 ? [next, now] : [next, now, before];
    const factors = [
      new Float64Array(width).fill(1),
      alpha.map((a) => -a),
      ...betas.slice(-1).map((b) => b.map((x) => -x)),
    ];
    await panels.combine(terms, diagonals(factors), rest);
    const beta = await lengths(panels, rest);
    betas.push(beta);
    await scale(panels, rest, before, beta);
    [before, now] = [now, before];
  }
  const weighted: { value: number; weight: number }[] = [];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let vector = 0; vector < width; vector++) {
    // An invariant subspace ends the sequence.
    const ended = betas.findIndex((beta, step) => beta[vector] < 1e-10 * (Math.abs(alphas[step][vector]) + 1e-300));
    const size = ended < 0 ? steps : ended + 1;
    const matrix = new Float64Array(size * size);
    for (let i = 0; i < size; i++) {
      matrix[i * size + i] = alphas[i][vector];
      if (i + 1 < size) matrix[i * size + i + 1] = matrix[(i + 1) * size + i] = betas[i][vector];
    }
    const { values, vectors } = await symmetricEigen(matrix, size, () => operator.machine.breathe());
    const residual = (pair: number): number => Math.abs(betas[size - 1][vector] * vectors[pair * size + size - 1]);
    // Squares of first entries are weights of a quadrature over the density (G. Golub, J. Welsch, 1969).
    for (let pair = 0; pair < size; pair++)
      weighted.push({ value: values[pair], weight: (panels.rows / width) * vectors[pair * size] ** 2 });
    low = Math.min(low, values[0] - residual(0));
    high = Math.max(high, values[size - 1] + residual(size - 1));
  }
  const spread = margin * (high - low);
  weighted.sort((a, b) => a.value - b.value);
  return {
    low: Math.max(outer[0], low - spread),
    high: Math.min(outer[1], high + spread),
    quantile(count) {
      let sum = 0;
      for (const { value, weight } of weighted) {
        sum += weight;
        if (sum >= count) return value;
      }
      return high;
    },
  };
}

const diagonalOf = (products: Float64Array): Float64Array =>
  Float64Array.from({ length: width }, (_, i) => products[i * (width + 1)]);

async function lengths(panels: Panels, panel: number): Promise<Float64Array> {
  return diagonalOf(await panels.products([panel], panel)).map(Math.sqrt);
}

const scale = (panels: Panels, from: number, into: number, by: Float64Array): Promise<void> =>
  panels.combine([from], diagonals([by.map((length) => (length > 0 ? 1 / length : 0))]), into);

/** Squares with these diagonals. */
export function diagonals(factors: readonly ArrayLike<number>[]): Float64Array {
  const squares = new Float64Array(factors.length * width * width);
  factors.forEach((each, at) => {
    for (let i = 0; i < width; i++) squares[at * width * width + i * (width + 1)] = each[i];
  });
  return squares;
}
