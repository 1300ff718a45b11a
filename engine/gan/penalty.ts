// The gradient penalty, which holds the slope of the discriminator near 1: its own gradient is one of the second order.

import { gradient } from "../core/gradient";
import type { Node } from "../core/graph";
import { add, shift } from "../ops/add";
import { mean } from "../ops/mean";
import { multiply } from "../ops/multiply";
import { squareRoot } from "../ops/squareRoot";
import { subtract } from "../ops/subtract";
import { sum } from "../ops/sum";
import { packRows } from "./packing";

/** Under the root, which has no slope at 0. */
const epsilon = 1e-12;

/** ε·real + (1 − ε)·fake for each row, `shares` [n, 1] of ε. */
export const mixed = (real: Node, fake: Node, shares: Node): Node => add(fake, multiply(subtract(real, fake), shares));

/**
 * I. Gulrajani et al., 2017: the mean of (‖∇D(x̂)‖ − 1)² over the rows of `outputs` [n/pack, 1], whose gradient is that in
 * the `pack` samples [n, numbers] which they judge together.
 */
export function gradientPenalty(outputs: Node, samples: Node): Node {
  const [slopes] = gradient(sum(outputs), [samples]);
  const rows = outputs.type.shape[0];
  const [count] = slopes.type.shape;
  const together = packRows(slopes, count / rows);
  const norms = squareRoot(shift(sum(multiply(together, together), { axes: [1] }), epsilon));
  const excess = shift(norms, -1);
  return mean(multiply(excess, excess));
}
