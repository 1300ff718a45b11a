// Chebyshev filters: H' = σ(Σ T_k(L̃)·H·W_k + b), L̃ = 2·L_sym/λmax − I (M. Defferrard, X. Bresson, P. Vandergheynst, 2016).

import type { Node } from "../../core/graph";
import type { CsrMatrix } from "../../graph/csr";
import { add } from "../../ops/add";
import { scale } from "../../ops/multiply";
import { sparseMatmul } from "../../ops/sparseMatmul";
import { subtract } from "../../ops/subtract";
import { type Build, resident, stack } from "./build";
import type { Complete } from "./defaults";
import { adjacencyOf } from "./inputs";
import { propagationMatrix, withLoops } from "./propagation";
import { biasOf, linear } from "./signal";

/** λmax(L_sym) of a connected bipartite graph, and a bound of all others. */
export const largestFrequency = 2;

/** 2·L_sym/λmax − I; a node without edges has a zero in L_sym, so −1 here. */
export function rescaledLaplacian(adjacency: CsrMatrix, largest = largestFrequency): CsrMatrix {
  const normalized = propagationMatrix(adjacency, "noLoops");
  const { rows, rowPointers } = normalized;
  const full = withLoops(normalized);
  for (let row = 0; row < rows; row++) {
    const lonely = rowPointers[row] === rowPointers[row + 1];
    for (let entry = full.rowPointers[row]; entry < full.rowPointers[row + 1]; entry++) {
      const own = full.columnIndices[entry] === row;
      const normal = own ? full.values[entry] - 1 : full.values[entry];
      full.values[entry] = (2 * ((own && !lonely ? 1 : 0) - normal)) / largest - (own ? 1 : 0);
    }
  }
  return full;
}

/** Declares `cheb1/weight0` … `cheb1/weightK`, each [inputs, units], and `cheb1/bias` where there is one. */
export function cheb(build: Build, model: Complete<"cheb">): Node {
  const { scope } = build;
  const laplacian = resident(scope, "laplacian", rescaledLaplacian(adjacencyOf(build.inputs)));
  return stack(build, model, (x, { name, units }) => {
    const terms = Array.from({ length: model.degree + 1 }, (_, k) => linear(scope, x, `${name}/weight${k}`, units));
    const y = clenshaw(terms, (z) => sparseMatmul(laplacian, z));
    return model.bias ? add(y, biasOf(scope, `${name}/bias`, units)) : y;
  });
}

/** Σ T_k(L̃)·y_k, by C. Clenshaw's recurrence: b_k = y_k + 2·L̃·b_{k+1} − b_{k+2}, the sum y_0 + L̃·b_1 − b_2. */
function clenshaw(terms: readonly Node[], laplacian: (z: Node) => Node): Node {
  let next: Node | undefined;
  let afterNext: Node | undefined;
  for (let k = terms.length - 1; k >= 0; k--) {
    let b = terms[k];
    if (next) b = add(b, k === 0 ? laplacian(next) : scale(laplacian(next), 2));
    if (afterNext) b = subtract(b, afterNext);
    [next, afterNext] = [b, next];
  }
  return next as Node;
}
