// Penalties on weights, added to the loss; biases, scales and shifts are left out.

import type { Node } from "../core/graph";
import { absolute } from "../ops/absolute";
import { add } from "../ops/add";
import { multiply, scale } from "../ops/multiply";
import { sum } from "../ops/sum";
import type { Parameter } from "./scope";

/** l1·Σ|w| + ½·l2·Σw², whose gradient is l1·sign(w) + l2·w; undefined when both factors are 0. */
export function penalty(parameters: readonly Parameter[], { l1 = 0, l2 = 0 }): Node | undefined {
  const terms = parameters
    .filter(({ weight }) => weight)
    .flatMap(({ node }) => [
      ...(l1 > 0 ? [scale(sum(absolute(node)), l1)] : []),
      ...(l2 > 0 ? [scale(sum(multiply(node, node)), l2 / 2)] : []),
    ]);
  return terms.length > 0 ? terms.reduce((total, term) => add(total, term)) : undefined;
}
