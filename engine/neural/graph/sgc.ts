// Simplified graph convolution: softmax(Âᴷ·X·W), Âᴷ·X being computed once (F. Wu et al., 2019).

import type { Node } from "../../core/graph";
import { add } from "../../ops/add";
import { gather } from "../../ops/gather";
import { modelVariable } from "../scope";
import type { Build } from "./build";
import type { Complete } from "./defaults";
import { adjacencyOf, isSparse, type NodeInputs } from "./inputs";
import { product, propagationMatrix } from "./propagation";
import { biasOf, linear } from "./signal";

/** Columns that are propagated together: as many as keep what is read between two hops small. */
const together = 32;

/**
 * In training of the nodes of the step alone where there are such, whose logits depend on no others; else of all nodes.
 * Declares the data `propagated`, f32 [nodes, features], and `sgc1/weight`, `sgc1/bias`.
 */
export function sgc({ scope, inputs, rows, outputs }: Build, { hops, bias }: Complete<"sgc">): Node {
  adjacencyOf(inputs);
  const { nodes, features } = inputs;
  const shape = [nodes, features.columns];
  const x = modelVariable(scope.graph, "data", `${scope.data}propagated`, shape, () =>
    propagatedFeatures(inputs, hops),
  );
  return scope.graph.within("sgc1", () => {
    const y = linear(scope, rows && scope.mode === "train" ? gather(x, rows) : x, "sgc1/weight", outputs);
    return bias ? add(y, biasOf(scope, "sgc1/bias", outputs)) : y;
  });
}

/** Âᴷ·X, f32 [nodes × columns], added up in double precision. */
export function propagatedFeatures(inputs: NodeInputs, hops: number): Float32Array {
  const { nodes, features } = inputs;
  const { columns } = features;
  const propagation = propagationMatrix(adjacencyOf(inputs), "symmetric");
  const result = new Float32Array(nodes * columns);
  for (let from = 0; from < columns; from += together) {
    const width = Math.min(together, columns - from);
    let block = columnsOfFeatures(inputs, from, width);
    for (let hop = 0; hop < hops; hop++) block = product(propagation, block, width);
    for (let node = 0; node < nodes; node++) {
      result.set(block.subarray(node * width, (node + 1) * width), node * columns + from);
    }
  }
  return result;
}

/** Neighbouring columns of the features, [nodes × width]. */
function columnsOfFeatures({ nodes, features }: NodeInputs, from: number, width: number): Float64Array {
  const block = new Float64Array(nodes * width);
  for (let node = 0; node < nodes; node++) {
    if (isSparse(features)) {
      const { rowPointers, columnIndices, values } = features;
      for (let entry = rowPointers[node]; entry < rowPointers[node + 1]; entry++) {
        const column = columnIndices[entry] - from;
        if (column >= 0 && column < width) block[node * width + column] += values ? values[entry] : 1;
      }
    } else {
      const start = node * features.columns + from;
      block.set(features.values.subarray(start, start + width), node * width);
    }
  }
  return block;
}
