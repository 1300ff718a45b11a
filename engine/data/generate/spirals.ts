// Three interleaved spiral arms in the plane: the classic that no linear model separates.

import { Random } from "../../core/random";
import type { GeneratedTable } from "./table";

const arms = ["A", "B", "C"];

/** Arm a at radius r in (0, 1] lies at the angle 2πa/3 + 4r, with normal noise of σ = 0.2 on the angle. */
export function spirals(rows: number, seed: number): GeneratedTable {
  const random = new Random(seed);
  const perArm = Math.ceil(rows / arms.length);
  const table = Array.from({ length: rows }, (_, i) => {
    const arm = i % arms.length;
    const radius = (Math.floor(i / arms.length) + 1) / perArm;
    const angle = (2 * Math.PI * arm) / arms.length + 4 * radius + 0.2 * random.normal();
    return [radius * Math.sin(angle), radius * Math.cos(angle), arms[arm]!];
  });
  return { columns: ["x1", "x2", "arm"], rows: random.shuffle(table) };
}
