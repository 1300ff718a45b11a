// Graph convolutions: H' = σ(P·H·W + b), P the propagation matrix (T. Kipf, M. Welling, 2017).

import type { Node } from "../../core/graph";
import { add } from "../../ops/add";
import { sparseMatmul } from "../../ops/sparseMatmul";
import { type Build, resident, stack } from "./build";
import type { Complete } from "./defaults";
import { adjacencyOf } from "./inputs";
import { propagationMatrix } from "./propagation";
import { biasOf, linear } from "./signal";

/** Declares `gcn1/weight`, and `gcn1/bias` where there is one. */
export function gcn(build: Build, model: Complete<"gcn">): Node {
  const { scope } = build;
  const propagation = resident(scope, "propagation", propagationMatrix(adjacencyOf(build.inputs), model.propagation));
  return stack(build, model, (x, { name, units }) => {
    const y = sparseMatmul(propagation, linear(scope, x, `${name}/weight`, units));
    return model.bias ? add(y, biasOf(scope, `${name}/bias`, units)) : y;
  });
}
