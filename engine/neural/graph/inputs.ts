// What graph networks are given: features of the nodes, and who is joined to whom.

import type { SparseFeatures } from "../../data/graph/network";
import { InputError } from "../../errors";
import type { CsrMatrix } from "../../graph/csr";

/** f32 [nodes × columns], row-major. */
export interface DenseFeatures {
  columns: number;
  values: Float32Array;
}

export interface NodeInputs {
  nodes: number;
  features: SparseFeatures | DenseFeatures;
  /** Weights of the edges, [nodes × nodes], as a simple graph has them; a hypergraph has none. */
  adjacency?: CsrMatrix;
  /** Who is in which hyperedge, [nodes × hyperedges], all ones; of hypergraph files. */
  incidence?: CsrMatrix;
  /** One for each hyperedge; all 1 where absent. */
  hyperedgeWeights?: Float64Array;
}

export const isSparse = (features: NodeInputs["features"]): features is SparseFeatures => "rowPointers" in features;

/** @throws InputError when the data are a hypergraph, which only hgnn and mlp take */
export function adjacencyOf({ adjacency }: Pick<NodeInputs, "adjacency">): CsrMatrix {
  if (adjacency) return adjacency;
  throw new InputError("This model needs edges between two nodes, and the data have hyperedges: choose hgnn or mlp.");
}
