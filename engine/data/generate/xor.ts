// The exclusive or, as points in four quadrants and as the four rows of a truth table.

import { Random } from "../../core/random";
import type { GeneratedTable } from "./table";

/** Points uniform in the square from −1 to 1, moved 0.05 away from the axes; the class says whether x1 and x2 differ in sign. */
export function xor(rows: number, seed: number): GeneratedTable {
  const random = new Random(seed);
  const coordinate = () => {
    const value = 2 * random.uniform() - 1;
    return value + 0.05 * (value < 0 ? -1 : 1);
  };
  const table = Array.from({ length: rows }, () => {
    const [x, y] = [coordinate(), coordinate()];
    return [x, y, x < 0 !== y < 0 ? "different" : "same"];
  });
  return { columns: ["x1", "x2", "signs"], rows: table };
}

/** x1 xor x2, beside a third input that is always 1 and serves as the bias. */
export const truthTable: GeneratedTable = {
  columns: ["x1", "x2", "x3", "y"],
  rows: [
    [0, 0, 1, 0],
    [0, 1, 1, 1],
    [1, 0, 1, 1],
    [1, 1, 1, 0],
  ],
};
