// The number of spanning trees of a connected graph, by its Laplacian's eigenvalues and by a cofactor.

import type { SimpleGraph } from "./simple-graph";

/** Nodes up to which the cofactor is computed: a cubic count of steps. */
const cofactorNodes = 300;
/** Counts above this are given as logarithms: doubles hold no larger whole number exactly. */
const countLimit = 1e15;

export interface SpanningTrees {
  formula: string;
  /** Numbers of trees, or their decimal logarithms. */
  fromEigenvalues: number;
  fromCofactor: number;
}

/** Of a connected graph whose edges all weigh 1, with the eigenvalues of its L; undefined for large graphs. */
export function spanningTrees({ nodes, adjacency }: SimpleGraph, eigenvalues: Float64Array): SpanningTrees | undefined {
  if (nodes > cofactorNodes || nodes < 2) return undefined;
  const byValues = productOf(eigenvalues.subarray(1));
  const byCofactor = productOf(pivotsOf(nodes, adjacency));
  if (byCofactor.product > countLimit) {
    return {
      formula: "log₁₀ of the number of spanning trees: log₁₀(Πλ / n) = log₁₀ det L without a row and column",
      fromEigenvalues: byValues.log - Math.log10(nodes),
      fromCofactor: byCofactor.log,
    };
  }
  return {
    formula: "number of spanning trees: Πλ / n = det L without a row and column",
    fromEigenvalues: byValues.product / nodes,
    fromCofactor: Math.round(byCofactor.product),
  };
}

function productOf(factors: Float64Array): { product: number; log: number } {
  const product = factors.reduce((sofar, factor) => sofar * factor, 1);
  return { product, log: factors.reduce((sum, factor) => sum + Math.log10(factor), 0) };
}

/** Pivots of the elimination of L without its last row and column, which is positive definite: their product is det. */
function pivotsOf(nodes: number, { rowPointers, columnIndices, values }: SimpleGraph["adjacency"]): Float64Array {
  const n = nodes - 1;
  const a = new Float64Array(n * n);
  for (let u = 0; u < n; u++) {
    for (let at = rowPointers[u]; at < rowPointers[u + 1]; at++) {
      a[u * n + u] += values[at];
      if (columnIndices[at] < n) a[u * n + columnIndices[at]] -= values[at];
    }
  }
  for (let k = 0; k < n; k++) {
    const pivot = a[k * n + k];
    for (let i = k + 1; i < n; i++) {
      const factor = a[i * n + k] / pivot;
      if (factor === 0) continue;
      for (let j = k + 1; j < n; j++) a[i * n + j] -= factor * a[k * n + j];
    }
  }
  return Float64Array.from({ length: n }, (_, k) => a[k * n + k]);
}
