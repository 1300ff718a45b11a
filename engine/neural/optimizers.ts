// The optimizers: states that each keeps for a parameter, and its update in the graph.

import type { OptimizerName } from "./step";

/** Scalars of step `t`, counted from 1 over the whole training, for `Steps.scalars`: `rate`, and Adam's corrections. */
export function optimizerScalars(name: OptimizerName, rate: number, t: number): Record<string, number> {
  if (name !== "adam" && name !== "adamw") return { rate };
  return { rate, correction1: 1 / (1 - 0.9 ** t), correction2: 1 / (1 - 0.999 ** t) };
}
