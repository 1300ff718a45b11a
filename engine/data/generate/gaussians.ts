// Round clouds of points on the crossings of a grid.

import { Random } from "../../core/random";
import type { GeneratedTable } from "./table";

/** Clouds on a side × side grid of distance 2 around the origin, each normal with σ = 0.25 and a class of its own. */
export function gaussians(rows: number, seed: number, side = 2): GeneratedTable {
  const random = new Random(seed);
  const table = Array.from({ length: rows }, (_, i) => {
    const cloud = i % (side * side);
    const centre = (index: number) => 2 * index - (side - 1);
    const x = centre(cloud % side) + 0.25 * random.normal();
    const y = centre(Math.floor(cloud / side)) + 0.25 * random.normal();
    return [x, y, `cloud ${cloud + 1}`];
  });
  return { columns: ["x1", "x2", "cloud"], rows: random.shuffle(table) };
}
