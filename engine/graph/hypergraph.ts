// A hypergraph as the mathematics takes it: members once each, weights of hyperedges, and the graphs made of it.

import type { Assumption } from "../data/dataset";
import type { Hypernetwork } from "../data/graph/network";
import { InputError } from "../errors";
import { countOf } from "../words";
import type { CsrMatrix } from "./csr";
import { orderPairs, type Pairs, symmetricRows } from "./pairs";
import type { SimpleGraph } from "./simple-graph";

export interface Hypergraph {
  nodes: number;
  hyperedges: number;
  /** [hyperedges + 1]: where the members of each hyperedge begin in `members`. */
  pointers: Uint32Array;
  /** Nodes, ascending within a hyperedge, each once. */
  members: Uint32Array;
  weights: Float64Array;
  /** For each hyperedge its index in the file. */
  fileHyperedges: Uint32Array;
  assumptions: Assumption[];
}

/** Pairs within hyperedges beyond which a matrix of nodes is refused: its entries alone would take a gigabyte. */
const pairLimit = 60_000_000;

/**
 * Hyperedges without members and of weight 0 are left out, and members that a hyperedge names again.
 * @throws InputError for a weight that is no finite number, with its line
 */
export function hypergraph(network: Hypernetwork): Hypergraph {
  const { nodes, pointers, members, weights, hyperedgeLines, name } = network;
  const kept: number[] = [];
  const starts = [0];
  const own = new Uint32Array(members.length);
  let [size, repeats, empty, zero, negative] = [0, 0, 0, 0, 0];
  for (let edge = 0; edge < network.hyperedges; edge++) {
    const weight = weights ? weights[edge] : 1;
    if (!Number.isFinite(weight)) {
      throw new InputError(`The weight of this hyperedge is ${weight}, no number: correct it or leave it out.`, {
        file: name,
        line: hyperedgeLines?.[edge] || undefined,
      });
    }
    if (weight < 0) negative++;
    if (weight === 0) zero++;
    else if (pointers[edge] === pointers[edge + 1]) empty++;
    if (weight === 0 || pointers[edge] === pointers[edge + 1]) continue;
    const sorted = members.slice(pointers[edge], pointers[edge + 1]).sort();
    for (let i = 0; i < sorted.length; i++) {
      if (i > 0 && sorted[i] === sorted[i - 1]) repeats++;
      else own[size++] = sorted[i];
    }
    kept.push(edge);
    starts.push(size);
  }
  const were = (count: number) => (count === 1 ? "was" : "were");
  const said: [number, string][] = [
    [repeats, `${countOf(repeats, "repeated member")} of hyperedges ${were(repeats)} left out.`],
    [empty, `${countOf(empty, "hyperedge")} without members ${were(empty)} left out.`],
    [zero, `${countOf(zero, "hyperedge")} of weight 0 ${were(zero)} left out.`],
    [
      negative,
      `${countOf(negative, "hyperedge")} ${negative === 1 ? "has" : "have"} a negative weight: the Laplacian may have eigenvalues below 0.`,
    ],
  ];
  return {
    nodes,
    hyperedges: kept.length,
    pointers: Uint32Array.from(starts),
    members: own.slice(0, size),
    weights: Float64Array.from(kept, (edge) => (weights ? weights[edge] : 1)),
    fileHyperedges: Uint32Array.from(kept),
    assumptions: said.filter(([count]) => count > 0).map(([, text]) => ({ text })),
  };
}

/** Each edge of an undirected graph as a hyperedge of two. */
export function edgesAsHyperedges({ nodes, adjacency, fileEdges }: SimpleGraph): Hypergraph {
  const members: number[] = [];
  const weights: number[] = [];
  const files: number[] = [];
  for (let u = 0; u < nodes; u++) {
    for (let at = adjacency.rowPointers[u]; at < adjacency.rowPointers[u + 1]; at++) {
      const v = adjacency.columnIndices[at];
      if (v <= u) continue;
      members.push(u, v);
      weights.push(adjacency.values[at]);
      files.push(fileEdges[at]);
    }
  }
  return {
    nodes,
    hyperedges: weights.length,
    pointers: Uint32Array.from({ length: weights.length + 1 }, (_, edge) => 2 * edge),
    members: Uint32Array.from(members),
    weights: Float64Array.from(weights),
    fileHyperedges: Uint32Array.from(files),
    assumptions: [],
  };
}

/** Sum of the weights of each node's hyperedges. */
export function hypergraphDegrees({ nodes, hyperedges, pointers, members, weights }: Hypergraph): Float64Array {
  const degrees = new Float64Array(nodes);
  for (let edge = 0; edge < hyperedges; edge++) {
    for (let at = pointers[edge]; at < pointers[edge + 1]; at++) degrees[members[at]] += weights[edge];
  }
  return degrees;
}

/**
 * Entry (u, v) is the sum over hyperedges e that hold both of share(e), u = v included.
 * @throws InputError where hyperedges are so large that the matrix would not fit
 */
export function sharedHyperedges(graph: Hypergraph, share: (edge: number) => number, diagonal: boolean): CsrMatrix {
  return sharedPairs(graph, share, diagonal)[0];
}

function sharedPairs(
  { nodes, hyperedges, pointers, members }: Hypergraph,
  share: (edge: number) => number,
  diagonal: boolean,
): [CsrMatrix, Uint32Array] {
  const skip = diagonal ? 0 : 1;
  let count = 0;
  for (let edge = 0; edge < hyperedges; edge++) {
    const size = pointers[edge + 1] - pointers[edge];
    count += (size * (size + 1 - 2 * skip)) / 2;
  }
  if (count > pairLimit) {
    throw new InputError(
      `The hyperedges hold ${countOf(count, "pair")} of nodes, too many for a matrix: leave out the largest hyperedges.`,
    );
  }
  const first = new Uint32Array(count);
  const second = new Uint32Array(count);
  const edges = new Uint32Array(count);
  let next = 0;
  for (let edge = 0; edge < hyperedges; edge++) {
    for (let i = pointers[edge]; i < pointers[edge + 1]; i++) {
      for (let j = i + skip; j < pointers[edge + 1]; j++) {
        first[next] = members[i];
        second[next] = members[j];
        edges[next++] = edge;
      }
    }
  }
  const order = orderPairs(nodes, first, second);
  const merged: Pairs = {
    first: new Uint32Array(count),
    second: new Uint32Array(count),
    weights: new Float64Array(count),
    edges: new Uint32Array(count),
  };
  let size = 0;
  for (const pair of order) {
    const again = size > 0 && merged.first[size - 1] === first[pair] && merged.second[size - 1] === second[pair];
    if (!again) {
      merged.first[size] = first[pair];
      merged.second[size] = second[pair];
      merged.edges[size++] = edges[pair];
    }
    merged.weights[size - 1] += share(edges[pair]);
  }
  return symmetricRows(nodes, {
    first: merged.first.subarray(0, size),
    second: merged.second.subarray(0, size),
    weights: merged.weights.subarray(0, size),
    edges: merged.edges.subarray(0, size),
  });
}

/** The graph in which two nodes are joined with the sum of the weights of the hyperedges that hold both. */
export function cliqueExpansion(graph: Hypergraph): SimpleGraph {
  const [adjacency, fileEdges] = sharedPairs(graph, (edge) => graph.weights[edge], false);
  return {
    nodes: graph.nodes,
    directed: false,
    weighted: adjacency.values.some((weight) => weight !== 1),
    edges: adjacency.values.length / 2,
    adjacency,
    fileEdges: fileEdges.map((edge) => graph.fileHyperedges[edge]),
    assumptions: [
      ...graph.assumptions,
      { text: "Two nodes are joined by the sum of the weights of the hyperedges that hold both (clique expansion)." },
    ],
  };
}

/** The graph of nodes and, behind them, hyperedges: each joined to its members. */
export function starExpansion({ nodes, hyperedges, pointers, members, weights, ...rest }: Hypergraph): SimpleGraph {
  const second = new Uint32Array(members.length);
  const edges = new Uint32Array(members.length);
  for (let edge = 0; edge < hyperedges; edge++) {
    for (let at = pointers[edge]; at < pointers[edge + 1]; at++) {
      second[at] = nodes + edge;
      edges[at] = edge;
    }
  }
  const all = nodes + hyperedges;
  const order = orderPairs(all, members, second);
  const [adjacency, fileEdges] = symmetricRows(all, {
    first: members.map((_, i) => members[order[i]]),
    second: second.map((_, i) => second[order[i]]),
    weights: Float64Array.from(order, (at) => weights[edges[at]]),
    edges: edges.map((_, i) => rest.fileHyperedges[edges[order[i]]]),
  });
  return {
    nodes: all,
    directed: false,
    weighted: weights.some((weight) => weight !== 1),
    edges: members.length,
    adjacency,
    fileEdges,
    assumptions: rest.assumptions,
  };
}
