// Graphs with spectra in closed form, as the readers give them.

import type { EdgeNetwork, Hypernetwork } from "../../../engine/data/graph/network";
import { type SimpleGraph, simpleGraph } from "../../../engine/graph/simple-graph";

type Edge = readonly [source: number, target: number, weight?: number];

export function network(nodes: number, edges: readonly Edge[], more: Partial<EdgeNetwork> = {}): EdgeNetwork {
  return {
    kind: "graph",
    format: "edges",
    hash: "",
    nodes,
    firstId: 0,
    nodeColumns: [],
    assumptions: [],
    problems: [],
    directed: false,
    sources: Uint32Array.from(edges, ([source]) => source),
    targets: Uint32Array.from(edges, ([, target]) => target),
    weights: edges.some(([, , weight]) => weight !== undefined)
      ? Float64Array.from(edges, ([, , weight]) => weight ?? 1)
      : undefined,
    edgeLines: Uint32Array.from(edges, (_, edge) => edge + 1),
    edgeColumns: [],
    ...more,
  };
}

export function hypernetwork(nodes: number, hyperedges: readonly number[][], weights?: number[]): Hypernetwork {
  const pointers = [0];
  for (const members of hyperedges) pointers.push(pointers[pointers.length - 1] + members.length);
  return {
    kind: "hypergraph",
    format: "hyperedges",
    hash: "",
    nodes,
    firstId: 0,
    nodeColumns: [],
    assumptions: [],
    problems: [],
    hyperedges: hyperedges.length,
    pointers: Uint32Array.from(pointers),
    members: Uint32Array.from(hyperedges.flat()),
    weights: weights && Float64Array.from(weights),
    hyperedgeLines: Uint32Array.from(hyperedges, (_, edge) => edge + 1),
    hyperedgeColumns: [],
  };
}

export const graph = (nodes: number, edges: readonly Edge[]): SimpleGraph => simpleGraph(network(nodes, edges));

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

export const pathEdges = (n: number): Edge[] => range(n - 1).map((i) => [i, i + 1]);
export const path = (n: number) => graph(n, pathEdges(n));
export const cycle = (n: number) =>
  graph(
    n,
    range(n).map((i) => [i, (i + 1) % n]),
  );
export const complete = (n: number) =>
  graph(
    n,
    range(n).flatMap((i) => range(i).map((j): Edge => [i, j])),
  );
export const star = (n: number) =>
  graph(
    n,
    range(n - 1).map((i) => [0, i + 1]),
  );
export const bipartite = (a: number, b: number) =>
  graph(
    a + b,
    range(a).flatMap((i) => range(b).map((j): Edge => [i, a + j])),
  );
export const hypercube = (d: number) =>
  graph(
    2 ** d,
    range(2 ** d).flatMap((i) =>
      range(d)
        .filter((bit) => !(i & (1 << bit)))
        .map((bit): Edge => [i, i | (1 << bit)]),
    ),
  );

/** rows × columns with 4 neighbours; `around` joins the ends. */
export function grid(rows: number, columns: number, around = false): SimpleGraph {
  const edges: Edge[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      if (j + 1 < columns || around) edges.push([i * columns + j, i * columns + ((j + 1) % columns)]);
      if (i + 1 < rows || around) edges.push([i * columns + j, ((i + 1) % rows) * columns + j]);
    }
  }
  return graph(rows * columns, edges);
}

export const petersen = () =>
  graph(
    10,
    range(5).flatMap((i): Edge[] => [
      [i, (i + 1) % 5],
      [i, i + 5],
      [5 + i, 5 + ((i + 2) % 5)],
    ]),
  );
