// Narrow round clouds of points on a circle, which a generator is tempted to leave some of out.

import { Random } from "../../core/random";
import type { GeneratedTable } from "./table";

const clouds = 8;
const radius = 2;
const sigma = 0.02;

/** Where the points come from: 8 normal distributions of equal weight, on a circle of radius 2. */
export const ringDensity = {
  centres: Array.from({ length: clouds }, (_, k): [number, number] => {
    const angle = (2 * Math.PI * k) / clouds;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  }),
  sigma,
};

/** As many points of each cloud, in random order. */
export function ring(rows: number, seed: number): GeneratedTable {
  return { columns: ["x", "y"], rows: cloudPoints(ringDensity, rows, new Random(seed)) };
}

/** Points of clouds of equal weight, as many of each, in random order. */
export function cloudPoints(
  { centres, sigma: deviation }: { centres: readonly (readonly number[])[]; sigma: number },
  rows: number,
  random: Random,
): number[][] {
  const points = Array.from({ length: rows }, (_, i) =>
    centres[i % centres.length].map((centre) => centre + deviation * random.normal()),
  );
  return random.shuffle(points);
}
