// The best discriminator of known densities on a grid, and the value that the two networks' game has with it.

import { errorFunction } from "../../ops/erf";
import type { FieldEvent } from "../../tasks/generate/events";
import type { Mixture } from "./mixture";

/** A grid over the plane, or over a line, where `y` is absent and `height` 1. */
export type Grid = Pick<FieldEvent, "x" | "y" | "width" | "height">;

export type Theory = Required<Pick<FieldEvent, "optimal" | "density" | "bound" | "divergence">>;

/** So many samples are expected, or found, in a cell for its densities to say anything: D* is ½ elsewhere. */
const leastSamples = 0.01;
/**
 * Fewer samples than that are many or few by chance: a cell that has not so many is told by the smallest square around it
 * that has, up to so many cells on each side.
 */
const enoughSamples = 32;
const farthest = 3;

/**
 * D* = p/(p + p_g) of the mean densities in each cell of the grid, and around it where they are thin (I. Goodfellow et al.,
 * 2014), and −log 4 + 2·JSD(p, p_g).
 * p is integrated exactly, p_g the share of the samples; what lies outside of the grid is one more cell. A sample of n points
 * of p itself has a divergence above 0 by chance, by about Σ p/(p + p_g)/(4·n) over the cells, which is taken off.
 * @param real p, in the units of the grid
 * @param samples of G, [samples, dims]
 * @param known whether p is known, not fitted
 */
export function theoryOn(grid: Grid, real: Mixture, samples: ArrayLike<number>, known: boolean): Theory {
  const { width, height } = grid;
  const cells = width * height;
  const dims = grid.y ? 2 : 1;
  const count = samples.length / dims;
  const p = cellMasses(grid, real);
  const q = new Float64Array(cells + 1);
  for (let row = 0; row < count; row++) q[cellOf(grid, samples, row, dims)] += 1 / count;
  const { divergence, chance } = jensenShannon(p, q, count);
  const area = ((grid.x[1] - grid.x[0]) / width) * (grid.y ? (grid.y[1] - grid.y[0]) / height : 1);
  const densities = (masses: Float64Array) => Array.from(masses.subarray(0, cells), (mass) => mass / area);
  const corrected = Math.max(0, divergence - chance);
  return {
    optimal: optimalOn(grid, p, q, count),
    density: { real: densities(p), generated: densities(q), known },
    divergence: corrected,
    bound: gameValue(corrected),
  };
}

/** V(D*, G) of a Jensen–Shannon divergence in nats. */
export const gameValue = (divergence: number): number => -Math.log(4) + 2 * divergence;

function optimalOn(
  { width, height }: Pick<Grid, "width" | "height">,
  p: Float64Array,
  q: Float64Array,
  count: number,
): number[] {
  const around = (masses: Float64Array, cell: number, reach: number): number => {
    const [row, column] = [Math.floor(cell / width), cell % width];
    let sum = 0;
    for (let y = Math.max(0, row - reach); y <= Math.min(height - 1, row + reach); y++) {
      for (let x = Math.max(0, column - reach); x <= Math.min(width - 1, column + reach); x++)
        sum += masses[y * width + x];
    }
    return sum;
  };
  return Array.from({ length: width * height }, (_, cell) => {
    let [real, made] = [p[cell], q[cell]];
    if ((real + made) * count < leastSamples) return 0.5;
    for (let reach = 1; reach <= farthest && (real + made) * count < enoughSamples; reach++) {
      [real, made] = [around(p, cell, reach), around(q, cell, reach)];
    }
    return real / (real + made);
  });
}

/**
 * ½·Σ p·ln(p/m) + ½·Σ q·ln(q/m), m = (p + q)/2, of two distributions over the same cells, in nats: 0 where they are the
 * same, ln 2 where they share no cell. `chance`: what is expected of it when q are shares among so many draws of p.
 */
export function jensenShannon(p: Float64Array, q: Float64Array, count: number): { divergence: number; chance: number } {
  let [divergence, chance] = [0, 0];
  for (let cell = 0; cell < p.length; cell++) {
    const sum = p[cell] + q[cell];
    if (p[cell] > 0) divergence += 0.5 * p[cell] * Math.log((2 * p[cell]) / sum);
    if (q[cell] > 0) divergence += 0.5 * q[cell] * Math.log((2 * q[cell]) / sum);
    // By the second derivative in q, ½·p/(q·(p + q)), and the variance q/n of a share.
    if (q[cell] > 0) chance += p[cell] / sum / (4 * count);
  }
  return { divergence, chance };
}

/** Probability of each cell of the grid, and in the end of all that lies outside. */
function cellMasses({ x, y, width, height }: Grid, { weights, centres, deviations }: Mixture): Float64Array {
  const cells = width * height;
  const masses = new Float64Array(cells + 1);
  const dims = y ? 2 : 1;
  for (let k = 0; k < weights.length; k++) {
    const across = shares(x, width, centres[k * dims], deviations[k]);
    const along = y ? shares(y, height, centres[k * dims + 1], deviations[k]) : Float64Array.of(1);
    for (let row = 0; row < height; row++) {
      if (along[row] === 0) continue;
      const weight = weights[k] * along[row];
      for (let column = 0; column < width; column++) masses[row * width + column] += weight * across[column];
    }
  }
  let inside = 0;
  for (let cell = 0; cell < cells; cell++) inside += masses[cell];
  masses[cells] = Math.max(0, 1 - inside);
  return masses;
}

/** Probability of each of `count` equal parts of a range under a normal distribution. */
function shares([from, to]: readonly [number, number], count: number, mean: number, deviation: number): Float64Array {
  const below = (i: number) => {
    const edge = from + ((to - from) * i) / count;
    return 0.5 * (1 + errorFunction((edge - mean) / (deviation * Math.SQRT2)));
  };
  let before = below(0);
  return Float64Array.from({ length: count }, (_, i) => {
    const after = below(i + 1);
    const share = after - before;
    before = after;
    return share;
  });
}

function cellOf({ x, y, width, height }: Grid, samples: ArrayLike<number>, row: number, dims: number): number {
  const place = (value: number, [from, to]: readonly [number, number], count: number) =>
    value >= from && value < to ? Math.min(count - 1, Math.floor(((value - from) / (to - from)) * count)) : -1;
  const column = place(samples[row * dims], x, width);
  const line = y ? place(samples[row * dims + 1], y, height) : 0;
  return column < 0 || line < 0 ? width * height : line * width + column;
}
