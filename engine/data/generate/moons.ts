// Two half circles that reach into each other.

import { Random } from "../../core/random";
import type { GeneratedTable } from "./table";

/** Unit half circles, the lower one moved by (1, 0.5), with normal noise of σ = 0.12 on both coordinates. */
export function moons(rows: number, seed: number): GeneratedTable {
  const random = new Random(seed);
  const table = Array.from({ length: rows }, (_, i) => {
    const lower = i % 2 === 1;
    const angle = Math.PI * random.uniform();
    const x = lower ? 1 - Math.cos(angle) : Math.cos(angle);
    const y = lower ? 0.5 - Math.sin(angle) : Math.sin(angle);
    return [x + 0.12 * random.normal(), y + 0.12 * random.normal(), lower ? "lower" : "upper"];
  });
  return { columns: ["x1", "x2", "moon"], rows: table };
}
