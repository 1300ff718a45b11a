// How many modes of the real data generated points reach, and how many of the points lie in one.

import type { Mixture } from "./mixture";

/** A mode counts from this part of its share of the samples on. */
const leastPart = 0.01;
/** Deviations around a centre within which a point belongs to a mode. */
const reach = 3;

export interface ModeCount {
  /** Modes that are reached, and that there are. */
  modes: number;
  of: number;
  /** Share of the points within 3σ of some centre. */
  highQuality: number;
}

/** The mixture of a known density: the same weight and deviation everywhere. */
export function knownMixture(centres: readonly (readonly number[])[], sigma: number): Mixture {
  return {
    weights: new Float64Array(centres.length).fill(1 / centres.length),
    centres: Float64Array.from(centres.flat()),
    deviations: new Float64Array(centres.length).fill(sigma),
  };
}

/** A mode is reached when at least 1 % of its share of the points lies within 3σ of its centre. */
export function countModes({ weights, centres, deviations }: Mixture, points: ArrayLike<number>): ModeCount {
  const of = weights.length;
  const dims = centres.length / of;
  const rows = points.length / dims;
  const counts = new Uint32Array(of);
  let within = 0;
  for (let row = 0; row < rows; row++) {
    let inside = false;
    for (let k = 0; k < of; k++) {
      let squares = 0;
      for (let d = 0; d < dims; d++) squares += (points[row * dims + d] - centres[k * dims + d]) ** 2;
      if (squares > (reach * deviations[k]) ** 2) continue;
      counts[k]++;
      inside = true;
    }
    if (inside) within++;
  }
  const modes = counts.reduce(
    (sum, count, k) => sum + (count >= leastPart * weights[k] * rows && count > 0 ? 1 : 0),
    0,
  );
  return { modes, of, highQuality: within / rows };
}
