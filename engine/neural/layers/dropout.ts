// Dropout: in training each activation is zero with probability p, and the others are scaled by 1/(1 − p).

import type { Node } from "../../core/graph";
import { dropoutMask } from "../../ops/dropoutMask";
import { multiply } from "../../ops/multiply";
import type { Scope } from "../scope";
import { streamOf } from "../streams";

/** N. Srivastava et al., 2014, inverted, so that evaluation leaves the activations alone. */
export function dropout(scope: Scope, x: Node, name: string, share: number): Node {
  if (scope.mode === "evaluate" || share === 0) return x;
  return multiply(x, dropoutMask(x.graph, x.type, streamOf(name), share));
}
