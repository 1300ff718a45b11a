// A chain of classifiers, each of which knows of the labels before it (J. Read et al., 2011): h·W + b + Y·U.

import type { Node } from "../../core/graph";
import { add } from "../../ops/add";
import { constant } from "../../ops/fill";
import { greater } from "../../ops/greater";
import { matmul } from "../../ops/matmul";
import { multiply } from "../../ops/multiply";
import { slice } from "../../ops/slice";
import { subtract } from "../../ops/subtract";
import { modelVariable, type Scope } from "../scope";
import type { Head, HeadOptions } from "./head";
import { independent } from "./independent";

/** Labels of a chain at most, which are decided one after the other. */
export const longestChain = 64;

/**
 * Y has the labels that come before in `order`: their truth in training, and otherwise what the chain has decided of them,
 * 1 from a logit of 0 on. Declares `head/chain` U [labels, labels], which begins at 0 and stays there where row j does
 * not come before column k, and what `independent` declares.
 */
export function chain({ labels, bias, order }: Pick<HeadOptions, "labels" | "bias" | "order">): Head {
  const first = independent({ labels, bias });
  return (scope, hidden, target) => {
    const alone = first(scope, hidden, undefined);
    return scope.graph.within("head", () => {
      const weights = chainWeights(scope, labels, order);
      return target ? add(alone, matmul(target, weights)) : decided(alone, weights, order);
    });
  };
}

function chainWeights(scope: Scope, labels: number, order: Int32Array): Node {
  const shape = [labels, labels];
  const all = scope.parameter("head/chain", shape, () => new Float32Array(labels * labels), { weight: true });
  const before = modelVariable(scope.graph, "data", "head/before", shape, () => {
    const mask = new Float32Array(labels * labels);
    order.forEach((label, position) => {
      for (const later of order.subarray(position + 1)) mask[label * labels + later] = 1;
    });
    return mask;
  });
  return multiply(all, before);
}

/** Label after label: once a logit is final, its decision is added to those of the labels behind it. */
function decided(alone: Node, weights: Node, order: Int32Array): Node {
  const one = constant(alone.graph, 1);
  const zero = constant(alone.graph, 0);
  return order.subarray(0, -1).reduce((logits, label) => {
    const decision = subtract(one, greater(zero, slice(logits, 1, label, label + 1)));
    return add(logits, multiply(decision, slice(weights, 0, label, label + 1)));
  }, alone);
}
