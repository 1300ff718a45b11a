// Pairs of nodes that no edge joins, drawn by a seed: distinct ones to judge by, and fresh ones for every epoch.

import type { Random } from "../../core/random";
import type { CsrMatrix } from "../../graph/csr";

/** Ends of pairs of nodes. */
export interface Pairs {
  first: Uint32Array;
  second: Uint32Array;
}

/** Pairs u < v of `nodes` nodes without one of the `edges` that join them. */
export const countNonEdges = (nodes: number, edges: number): number => (nodes * (nodes - 1)) / 2 - edges;

/** Whether row `u` of a matrix has an entry in column `v`. */
export function isEdge({ rowPointers, columnIndices }: CsrMatrix, u: number, v: number): boolean {
  let [low, high] = [rowPointers[u], rowPointers[u + 1]];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (columnIndices[middle] < v) low = middle + 1;
    else high = middle;
  }
  return low < rowPointers[u + 1] && columnIndices[low] === v;
}

/** `count` distinct pairs u < v that are no entries of a symmetric matrix, of which there must be as many. */
export function drawNonEdges(adjacency: CsrMatrix, count: number, available: number, random: Random): Pairs {
  const nodes = adjacency.rows;
  const chosen: number[] = [];
  if (2 * count > available) {
    for (let u = 0; u < nodes; u++) {
      for (let v = u + 1; v < nodes; v++) if (!isEdge(adjacency, u, v)) chosen.push(u * nodes + v);
    }
    random.shuffle(chosen);
  } else {
    const seen = new Set<number>();
    while (seen.size < count) {
      const [u, v] = drawNonEdge(adjacency, random);
      const key = Math.min(u, v) * nodes + Math.max(u, v);
      if (seen.has(key)) continue;
      seen.add(key);
      chosen.push(key);
    }
  }
  const keys = chosen.slice(0, count);
  return {
    first: Uint32Array.from(keys, (key) => Math.floor(key / nodes)),
    second: Uint32Array.from(keys, (key) => key % nodes),
  };
}

/** `count` pairs that are no entries of a symmetric matrix, each drawn anew from all of them. */
export function drawWithReplacement(adjacency: CsrMatrix, count: number, random: Random): Pairs {
  const pairs = { first: new Uint32Array(count), second: new Uint32Array(count) };
  for (let i = 0; i < count; i++) [pairs.first[i], pairs.second[i]] = drawNonEdge(adjacency, random);
  return pairs;
}

function drawNonEdge(adjacency: CsrMatrix, random: Random): [number, number] {
  for (;;) {
    const u = random.integer(adjacency.rows);
    const v = random.integer(adjacency.rows);
    if (u !== v && !isEdge(adjacency, u, v)) return [u, v];
  }
}
