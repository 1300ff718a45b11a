// GraphSAGE on the whole graph: H' = σ(H·W + agg(neighbours)·V + b), agg their mean or a maximum (W. Hamilton et al., 2017).

import type { Node } from "../../core/graph";
import { add } from "../../ops/add";
import { gather } from "../../ops/gather";
import { matmul } from "../../ops/matmul";
import { relu } from "../../ops/relu";
import { segmentMax } from "../../ops/segmentMax";
import { sparseMatmul } from "../../ops/sparseMatmul";
import { type Build, resident, stack } from "./build";
import type { Complete } from "./defaults";
import { adjacencyOf } from "./inputs";
import { neighbourMean } from "./propagation";
import { biasOf, linear, type Signal, weightOf } from "./signal";

/**
 * mean: by the weights of the edges. max: of relu(H·P + p) over the neighbours, column by column, whatever their weights.
 * Declares `sage1/own`, `sage1/neighbours` and, for max, `sage1/pool` and `sage1/poolBias`; `sage1/bias` where there is one.
 */
export function sage(build: Build, model: Complete<"sage">): Node {
  const { scope } = build;
  const neighbours = resident(scope, "neighbours", neighbourMean(adjacencyOf(build.inputs)));
  return stack(build, model, (x, { name, units }) => {
    const own = linear(scope, x, `${name}/own`, units);
    const y = add(own, model.aggregator === "mean" ? mean(x, name, units) : max(x, name, units));
    return model.bias ? add(y, biasOf(scope, `${name}/bias`, units)) : y;
  });

  function mean(x: Signal, name: string, units: number): Node {
    return sparseMatmul(neighbours, linear(scope, x, `${name}/neighbours`, units));
  }

  function max(x: Signal, name: string, units: number): Node {
    const pool = add(linear(scope, x, `${name}/pool`, units), biasOf(scope, `${name}/poolBias`, units));
    const largest = segmentMax(gather(relu(pool), neighbours.columnIndices), neighbours.rowPointers);
    return matmul(largest, weightOf(scope, `${name}/neighbours`, units, units));
  }
}
