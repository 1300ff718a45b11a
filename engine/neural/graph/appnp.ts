// Personalised propagation of predictions: Z ← (1 − α)·Â·Z + α·H, H the outputs of a network without edges.

import type { Node } from "../../core/graph";
import { add } from "../../ops/add";
import { scale } from "../../ops/multiply";
import { sparseMatmul } from "../../ops/sparseMatmul";
import { type Build, resident } from "./build";
import type { Complete } from "./defaults";
import { adjacencyOf } from "./inputs";
import { mlp } from "./mlp";
import { propagationMatrix, scaled } from "./propagation";

/** J. Klicpera, A. Bojchevski, S. Günnemann, 2019. Declares `appnp1/weight` and so on. */
export function appnp(build: Build, model: Complete<"appnp">): Node {
  const { scope } = build;
  const { alpha, hops } = model;
  const start = mlp(build, { ...model, layers: 2 });
  const share = scaled(propagationMatrix(adjacencyOf(build.inputs), "symmetric"), () => 1 - alpha);
  const propagation = resident(scope, "propagation", share);
  return scope.graph.within("propagation", () => {
    const kept = scale(start, alpha);
    let z = start;
    for (let hop = 0; hop < hops; hop++) z = add(sparseMatmul(propagation, z), kept);
    return z;
  });
}
