// A graph as the mathematics takes it: every pair of nodes joined by one edge at most, loops gone unless wanted.

import type { Assumption } from "../data/dataset";
import type { EdgeNetwork } from "../data/graph/network";
import type { CsrMatrix } from "./csr";
import { mergeDirections, mergeEdges } from "./merge-edges";
import { directedRows, symmetricRows } from "./pairs";

export interface SimpleGraph {
  nodes: number;
  directed: boolean;
  /** Whether some edge weighs something other than 1. */
  weighted: boolean;
  /** Number of edges: of unordered pairs unless directed; loops are not counted. */
  edges: number;
  /** Weights; row u holds the neighbours that edges of u lead to. Symmetric unless directed. */
  adjacency: CsrMatrix;
  /** For each entry of `adjacency` the first edge of the file that it comes from. */
  fileEdges: Uint32Array;
  /** What became of the file's edges: loops dropped, repeats merged, directions ignored, with the first line of each. */
  assumptions: Assumption[];
}

/** What becomes of edges that a simple graph cannot have, and of directions where a symmetric matrix is needed. */
export interface SimpleOptions {
  /** "union": an edge either way joins the two; "mutual": only where both are there; "keep": stays directed. */
  directions?: "union" | "mutual" | "keep";
  /** Kept on the diagonal of the adjacency; dropped unless said. */
  keepLoops?: boolean;
}

/**
 * The simple graph of a file's edges; directions are joined ("union") unless said. Edges that weigh 0 are none. Repeats
 * become one edge: of the weight that they agree on, as files list an edge once for each end, else of the sum of their
 * weights. Of the weights of the two directions the larger counts for "union", the smaller for "mutual".
 * @throws InputError for a weight that is no finite number, with its line
 */
export function simpleGraph(network: EdgeNetwork, options: SimpleOptions = {}): SimpleGraph {
  return simplify(network, options).graph;
}

/** `simpleGraph` with the number of self-loops and of repeated edges that the file has. */
export function simplify(
  network: EdgeNetwork,
  { directions = "union", keepLoops = false }: SimpleOptions = {},
): { graph: SimpleGraph; loops: number; repeats: number } {
  const { nodes } = network;
  const merged = mergeEdges(network, keepLoops);
  const assumptions = [...merged.assumptions];
  let { pairs } = merged;
  const directed = network.directed && directions === "keep";
  if (network.directed && directions !== "keep") {
    const joined = mergeDirections(network, pairs, directions);
    pairs = joined.pairs;
    assumptions.push(...joined.assumptions);
  }
  const [adjacency, fileEdges] = directed ? directedRows(nodes, pairs) : symmetricRows(nodes, pairs);
  let edges = 0;
  for (let i = 0; i < pairs.first.length; i++) if (pairs.first[i] !== pairs.second[i]) edges++;
  const weighted = pairs.weights.some((weight) => weight !== 1);
  const graph = { nodes, directed, weighted, edges, adjacency, fileEdges, assumptions };
  return { graph, loops: merged.loops, repeats: merged.repeats };
}
