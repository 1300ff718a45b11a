// A regression with a known answer: five inputs that matter and five that do not.

import { Random } from "../../core/random";
import type { GeneratedTable } from "./table";

const inputs = 10;

/**
 * Inputs uniform in [0, 1), y = 10 sin(π x1 x2) + 20 (x3 − ½)² + 10 x4 + 5 x5 + N(0, 1), so that no model can have
 * an RMSE below 1 on rows it has not seen. J. H. Friedman, "Multivariate adaptive regression splines", 1991.
 */
export function friedman(rows: number, seed: number): GeneratedTable {
  const random = new Random(seed);
  const table = Array.from({ length: rows }, () => {
    const x = Array.from({ length: inputs }, () => random.uniform());
    const signal = 10 * Math.sin(Math.PI * x[0]! * x[1]!) + 20 * (x[2]! - 0.5) ** 2 + 10 * x[3]! + 5 * x[4]!;
    return [...x, signal + random.normal()];
  });
  return { columns: [...Array.from({ length: inputs }, (_, i) => `x${i + 1}`), "y"], rows: table };
}
