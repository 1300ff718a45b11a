// Narrow round clouds of points on the crossings of a grid, one after the other of which a generator has to find.

import { Random } from "../../core/random";
import { cloudPoints } from "./ring";
import type { GeneratedTable } from "./table";

const side = 5;
const spacing = 2;

/** Where the points come from: 25 normal distributions of equal weight, 2 apart, around the origin. */
export const gridDensity = {
  centres: Array.from({ length: side * side }, (_, k): [number, number] => {
    const place = (index: number) => spacing * (index - (side - 1) / 2);
    return [place(k % side), place(Math.floor(k / side))];
  }),
  sigma: 0.05,
};

/** As many points of each cloud, in random order. */
export const grid = (rows: number, seed: number): GeneratedTable => ({
  columns: ["x", "y"],
  rows: cloudPoints(gridDensity, rows, new Random(seed)),
});
