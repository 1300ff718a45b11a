// Graph attention: h'_i = ‖ over heads Σ_j α_ij·W·h_j, α_ij = softmax over j of LeakyReLU(a·W·h_j + b·W·h_i).

import type { Node } from "../../core/graph";
import { add } from "../../ops/add";
import { concat } from "../../ops/concat";
import { elu } from "../../ops/elu";
import { gather } from "../../ops/gather";
import { leakyRelu } from "../../ops/leakyRelu";
import { matmul } from "../../ops/matmul";
import { multiply } from "../../ops/multiply";
import { reshape } from "../../ops/reshape";
import { segmentRepeat } from "../../ops/segmentRepeat";
import { segmentSoftmax } from "../../ops/segmentSoftmax";
import { slice } from "../../ops/slice";
import { type SparseMatrix, withValues } from "../../ops/sparse";
import { sparseMatmul } from "../../ops/sparseMatmul";
import { dropout } from "../layers/dropout";
import { modelVariable, type Scope } from "../scope";
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
  const both = scores(scope, h, name, heads, units);
  const source = slice(both, 1, 0, heads);
  const target = slice(both, 1, heads, 2 * heads);
  const { rowPointers, columnIndices, nonZeros } = pattern;
  const sums = add(gather(source, columnIndices), segmentRepeat(target, rowPointers, nonZeros));
  const attention = segmentSoftmax(leakyRelu(sums, slope), rowPointers);
  const kept = dropout(scope, attention, `${name}/attention`, share);
  return { y: sparseMatmul(withValues(pattern, kept), h), attention };
}

/**
 * Of each node and head the dot products of its units with the head's row of `name/source`, and beside those of all heads
 * with that of `name/target`: f32 [nodes, 2·heads], one product of matrices whose blocks off the diagonal are zero.
 */
function scores(scope: Scope, h: Node, name: string, heads: number, units: number): Node {
  const places = modelVariable(scope.graph, "data", `heads${heads}x${units}`, [heads * units, heads], () =>
    Float32Array.from({ length: heads * units * heads }, (_, i) => Number(Math.floor(i / heads / units) === i % heads)),
  );
  const blocks = ["source", "target"].map((part) => {
    const vectors = weightOf(scope, `${name}/${part}`, heads, units);
    return multiply(reshape(vectors, { shape: [heads * units, 1], batched: false }), places);
  });
  return matmul(h, concat(blocks, 1));
}
