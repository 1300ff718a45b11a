// The Dirichlet energy of features on a graph: how much they differ between neighbours, which over-smoothing takes away.

import type { GraphInput } from "./matrices";
import { matrixOf } from "./matrices";

/**
 * tr(HᵀL_symH) / tr(HᵀH) for features H [nodes × width] row by row, in [0, 2]; 0 for features that are all 0. Of a
 * hypergraph with Δ in place of L_sym, in [0, 1].
 */
export function dirichletEnergy(features: Float32Array | Float64Array, graph: GraphInput): number {
  const { rows, rowPointers, columnIndices, values } = matrixOf(
    "adjacency" in graph ? "normalized" : "hypergraph",
    graph,
  );
  const width = features.length / rows;
  let [energy, norm] = [0, 0];
  for (let u = 0; u < rows; u++) {
    for (let at = rowPointers[u]; at < rowPointers[u + 1]; at++) {
      const v = columnIndices[at];
      let dot = 0;
      for (let j = 0; j < width; j++) dot += features[u * width + j] * features[v * width + j];
      energy += values[at] * dot;
      if (u === v) norm += dot;
    }
  }
  return norm === 0 ? 0 : energy / norm;
}
