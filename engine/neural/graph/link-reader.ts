// Pairs of nodes read off a graph network: the dot product of what it makes of the two ends.

import type { Node } from "../../core/graph";
import { i32 } from "../../core/shape";
import { concat } from "../../ops/concat";
import { fill } from "../../ops/fill";
import { gather } from "../../ops/gather";
import { multiply } from "../../ops/multiply";
import { sum } from "../../ops/sum";
import { variable } from "../../ops/variable";
import type { Scope } from "../scope";
import type { Reader } from "./node-network";

/** Names of the variables that hold the ends of all pairs, i32 [pairs]; fresh pairs are written there. */
export const pairEnds = { first: "pairs/first", second: "pairs/second" } as const;

export interface LinkReaderOptions {
  first: ArrayLike<number>;
  second: ArrayLike<number>;
  /** 1 of an edge, else 0. */
  truth: ArrayLike<number>;
  /** Pairs of a step at most. */
  capacity: number;
  /** Columns of the embedding. */
  units: number;
}

/**
 * Two classes, no edge and edge, with the outputs 0 and z_u·z_v: their softmax is the logistic function of the dot
 * product, so that softmaxCrossEntropy is its binary cross-entropy (T. Kipf, M. Welling, "Variational graph
 * auto-encoders", 2016, without the noise).
 */
export function linkReader({ first, second, truth, capacity, units }: LinkReaderOptions): Reader {
  const rows = truth.length;
  const ends = { first, second };
  const end = ({ graph }: Scope, last: Node, pairs: Node, which: keyof typeof ends): Node => {
    const name = pairEnds[which];
    const all = graph.model.ensure({ name, kind: "data", type: i32([rows]), initial: ends[which] });
    return gather(last, gather(variable(graph, all), pairs));
  };
  return {
    table: { rows, outputs: 2, targets: "classes" },
    targets: truth,
    capacity,
    units,
    read(scope, last, pairs) {
      const product = multiply(end(scope, last, pairs, "first"), end(scope, last, pairs, "second"));
      const score = sum(product, { axes: [-1], keep: true });
      return concat([fill(scope.graph, score.type, 0), score], 1);
    },
  };
}
