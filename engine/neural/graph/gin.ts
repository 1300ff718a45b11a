// Graph isomorphism networks: H' = σ(MLP((A + I)·H)), MLP of two layers (K. Xu et al., 2019, with ε = 0).

import type { Node } from "../../core/graph";
import { add } from "../../ops/add";
import { relu } from "../../ops/relu";
import { sparseMatmul } from "../../ops/sparseMatmul";
import { batchNorm } from "../layers/batchNorm";
import { type Build, resident, stack } from "./build";
import type { Complete } from "./defaults";
import { adjacencyOf } from "./inputs";
import { withLoops } from "./propagation";
import { biasOf, linear } from "./signal";

/**
 * Batch normalisation stands before each relu, within the MLPs and between layers, and what it follows has no bias, which
 * it would take out again; the last MLP gives the logits.
 * Declares `gin1/weight1`, `gin1/inner/scale` …, `gin1/weight2`, `gin1/outer/scale` …, and of the last layer `gin2/bias`.
 */
export function gin(build: Build, model: Complete<"gin">): Node {
  const { scope } = build;
  const sums = resident(scope, "propagation", withLoops(adjacencyOf(build.inputs)));
  return stack(build, model, (x, { name, units, last }) => {
    const first = sparseMatmul(sums, linear(scope, x, `${name}/weight1`, model.hidden));
    const y = linear(scope, relu(batchNorm(scope, first, `${name}/inner`)), `${name}/weight2`, units);
    return last ? add(y, biasOf(scope, `${name}/bias`, units)) : batchNorm(scope, y, `${name}/outer`);
  });
}
