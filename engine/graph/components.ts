// Which nodes hang together, and which of those parts fall into two sides that all edges run between.

import type { CsrMatrix } from "./csr";
import type { Hypergraph } from "./hypergraph";
import type { SimpleGraph } from "./simple-graph";

export interface Components {
  count: number;
  /** Component of each node, numbered by their first nodes. */
  of: Int32Array;
  /** Nodes of each. */
  sizes: Uint32Array;
}

/** Weakly connected components: directions do not count. Nodes in no edge are components of their own. */
export function components(graph: SimpleGraph | Hypergraph): Components {
  const parent = new Int32Array(graph.nodes);
  for (let node = 0; node < graph.nodes; node++) parent[node] = node;
  const root = (node: number): number => {
    let at = node;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  // The smaller root stays, so that trees remain shallow enough with halved paths and roots are first nodes.
  const join = (u: number, v: number): void => {
    const a = root(u);
    const b = root(v);
    if (a < b) parent[b] = a;
    else parent[a] = b;
  };
  if ("adjacency" in graph) {
    const { rowPointers, columnIndices } = graph.adjacency;
    for (let u = 0; u < graph.nodes; u++) {
      for (let at = rowPointers[u]; at < rowPointers[u + 1]; at++) {
        if (graph.directed || columnIndices[at] > u) join(u, columnIndices[at]);
      }
    }
  } else {
    const { hyperedges, pointers, members } = graph;
    for (let edge = 0; edge < hyperedges; edge++) {
      for (let at = pointers[edge] + 1; at < pointers[edge + 1]; at++) join(members[at - 1], members[at]);
    }
  }
  const of = new Int32Array(graph.nodes);
  const sizes: number[] = [];
  for (let node = 0; node < graph.nodes; node++) {
    const first = root(node);
    of[node] = first === node ? sizes.push(0) - 1 : of[first];
    sizes[of[node]]++;
  }
  return { count: sizes.length, of, sizes: Uint32Array.from(sizes) };
}

/** Nodes of each component, ascending. */
export function membersOf({ count, of, sizes }: Components): Uint32Array[] {
  const lists = Array.from({ length: count }, (_, component) => new Uint32Array(sizes[component]));
  const filled = new Uint32Array(count);
  for (let node = 0; node < of.length; node++) lists[of[node]][filled[of[node]]++] = node;
  return lists;
}

/** Neighbours of each node, itself not counted: entries of its row beside the diagonal. */
export function neighbourCounts({ rows, rowPointers, columnIndices }: CsrMatrix): Uint32Array {
  const counts = new Uint32Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let at = rowPointers[row]; at < rowPointers[row + 1]; at++) if (columnIndices[at] !== row) counts[row]++;
  }
  return counts;
}

export interface Sides {
  /** 1 or −1 for the side of each node, meaningful where its component is bipartite. */
  side: Int8Array;
  /** 1 for components whose edges all run between two sides; isolated nodes are such, with no edge. */
  bipartite: Uint8Array;
}

/** Of an undirected graph: sides by breadth-first search from the first node of each component. */
export function sides({ nodes, adjacency }: SimpleGraph, { of, count }: Components): Sides {
  const { rowPointers, columnIndices } = adjacency;
  const side = new Int8Array(nodes);
  const bipartite = new Uint8Array(count).fill(1);
  const queue = new Uint32Array(nodes);
  for (let start = 0; start < nodes; start++) {
    if (side[start] !== 0) continue;
    let [head, tail] = [0, 0];
    queue[tail++] = start;
    side[start] = 1;
    while (head < tail) {
      const u = queue[head++];
      for (let at = rowPointers[u]; at < rowPointers[u + 1]; at++) {
        const v = columnIndices[at];
        if (side[v] === 0) {
          side[v] = -side[u];
          queue[tail++] = v;
        } else if (side[v] === side[u]) bipartite[of[u]] = 0;
      }
    }
  }
  return { side, bipartite };
}
