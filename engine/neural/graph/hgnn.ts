// Hypergraph convolutions: X' = σ(Θ·X·W + b), Θ = Dv^-½ H W De⁻¹ Hᵀ Dv^-½ (Y. Feng et al., 2019).

import type { Node } from "../../core/graph";
import { add } from "../../ops/add";
import { sparseMatmul, sparseMatmulTransposed } from "../../ops/sparseMatmul";
import { type Build, resident, stack } from "./build";
import type { Complete } from "./defaults";
import { hypergraphFactor } from "./hypergraph";
import { biasOf, linear } from "./signal";

/** Θ is applied as B·(Bᵀ·x), which large hyperedges do not fill. Declares `hgnn1/weight`, and `hgnn1/bias` if there is one. */
export function hgnn(build: Build, model: Complete<"hgnn">): Node {
  const { scope, inputs } = build;
  const factor = resident(scope, "incidence", hypergraphFactor(inputs, model));
  return stack(build, model, (x, { name, units }) => {
    const gathered = sparseMatmulTransposed(factor, linear(scope, x, `${name}/weight`, units));
    const y = sparseMatmul(factor, gathered);
    return model.bias ? add(y, biasOf(scope, `${name}/bias`, units)) : y;
  });
}
