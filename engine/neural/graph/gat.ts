// Graph attention: h'_i = ‖ over heads Σ_j α_ij·W·h_j, α_ij = softmax over j of LeakyReLU(a·W·h_j + b·W·h_i).

import type { Node } from "../../core/graph";
import { add } from "../../ops/add";
import { concat } from "../../ops/concat";
import { edgeSoftmax } from "../../ops/edgeSoftmax";
import { elu } from "../../ops/elu";
import { headDot } from "../../ops/headDot";
import { type SparseMatrix, withValues } from "../../ops/sparse";
import { sparseMatmul } from "../../ops/sparseMatmul";
import { dropout } from "../layers/dropout";
import type { Scope } from "../scope";
import { type Build, resident, stack } from "./build";
import type { Complete } from "./defaults";
import { adjacencyOf } from "./inputs";
import { withLoops } from "./propagation";
import { biasOf, linear, type Signal, weightOf } from "./signal";

/** Slope of LeakyReLU in the scores, as published. */
const slope = 0.2;

/**
 * P. Veličković et al., 2018: hidden layers have `heads` heads side by side and ELU, the last layer one head. Each node
 * attends to itself and its neighbours, whatever the weights of the edges.
 * Declares `gat1/weight` [inputs, heads·units], `gat1/source` and `gat1/target` [heads, units], and `gat1/bias`.
 */
export function gat(build: Build, model: Complete<"gat">): Node {
  const { scope, outputs } = build;
  const pattern = resident(scope, "neighbourhoods", withLoops(adjacencyOf(build.inputs)));
  const { heads, attentionDropout } = model;
  return stack(build, { ...model, activation: elu }, (x, { name, last, units }) => {
    const size = last ? { heads: 1, units: outputs } : { heads, units };
    const options = { ...size, share: attentionDropout };
    const { y, attention } = attend(scope, x, pattern, name, options);
    build.attention.push(attention);
    return model.bias ? add(y, biasOf(scope, `${name}/bias`, size.heads * size.units)) : y;
  });
}

interface AttentionOptions {
  heads: number;
  /** Of each head. */
  units: number;
  /** Dropout of the attention. */
  share: number;
}

/** One layer without bias: f32 [nodes, heads·units], and the attention before dropout, f32 [entries, heads]. */
export function attend(
  scope: Scope,
  x: Signal,
  pattern: SparseMatrix,
  name: string,
  { heads, units, share }: AttentionOptions,
): { y: Node; attention: Node } {
  const h = linear(scope, x, `${name}/weight`, heads * units);
  const vectors = ["source", "target"].map((part) => weightOf(scope, `${name}/${part}`, heads, units));
  const attention = edgeSoftmax(pattern, headDot(h, concat(vectors, 0)), { slope });
  const kept = dropout(scope, attention, `${name}/attention`, share);
  return { y: sparseMatmul(withValues(pattern, kept), h), attention };
}
