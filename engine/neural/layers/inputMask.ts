// Masked inputs: in training a share of them is 0, and the others stay as they are.

import type { Node } from "../../core/graph";
import { dropoutMask } from "../../ops/dropoutMask";
import { constant } from "../../ops/fill";
import { greater } from "../../ops/greater";
import { multiply } from "../../ops/multiply";
import type { Scope } from "../scope";
import { streamOf } from "../streams";

/** P. Vincent et al., 2008; drawn for each value in every step, not scaled, as inputZeroMaskedFraction of DeepLearnToolbox. */
export function inputMask(scope: Scope, x: Node, name: string, share: number): Node {
  if (scope.mode === "evaluate" || share === 0) return x;
  const kept = dropoutMask(x.graph, x.type, streamOf(`${name}/mask`), share);
  return multiply(x, greater(kept, constant(x.graph, 0)));
}
