// Means, spreads and intervals: what a handful of runs, or of rows, allows to say.

import type { Spread, Summary } from "./events";

/** A 95 % interval: from, to. */
export type Interval = [number, number];

/** Exact where all values are the same. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] - values[0];
  return values[0] + sum / values.length;
}

/** Of a sample (divided by n − 1); 0 for one value. */
export function standardDeviation(values: ArrayLike<number>): number {
  if (values.length < 2) return 0;
  const mean = meanOf(values);
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i] - mean) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}

/** One training's metrics as they are, several ones' with mean and spread. */
export function summarize(members: readonly Record<string, number>[]): Summary {
  if (members.length === 1) return { ...members[0] };
  return Object.fromEntries(
    Object.keys(members[0]).map((name): [string, Spread] => {
      const values = members.map((metrics) => metrics[name]);
      return [name, { mean: meanOf(values), std: standardDeviation(values), values }];
    }),
  );
}

/** The number that stands for an entry of a summary. */
export const centre = (entry: number | Spread): number => (typeof entry === "number" ? entry : entry.mean);

/** Student's t of 97.5 % for 1 to 10 degrees of freedom. */
const smallQuantiles = [12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281];
const z = 1.959964;

/**
 * Student's t of 97.5 %: tabulated, then by the expansion of Cornish and Fisher to the third order (Abramowitz and Stegun
 * 26.7.5), whose error is below 2e-4 there.
 */
export function tQuantile(degrees: number): number {
  if (degrees <= smallQuantiles.length) return smallQuantiles[degrees - 1];
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3;
}

/** Student's interval of the mean; undefined for fewer than two values. */
export function meanInterval(values: ArrayLike<number>): Interval | undefined {
  if (values.length < 2) return undefined;
  const half = (tQuantile(values.length - 1) * standardDeviation(values)) / Math.sqrt(values.length);
  const mean = meanOf(values);
  return [mean - half, mean + half];
}

/** Wilson's interval of a share that was found among `count` rows. */
export function wilsonInterval(share: number, count: number): Interval {
  const middle = (share + z ** 2 / (2 * count)) / (1 + z ** 2 / count);
  const half = (z * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2))) / (1 + z ** 2 / count);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
