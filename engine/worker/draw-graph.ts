// What is drawn of an open graph: all of it or a stated sample, with a place for every node.

import { cellText } from "../data/cells";
import { type Network, nodeId } from "../data/graph/network";
import { type Hypergraph, starExpansion } from "../graph/hypergraph";
import { sampleForDrawing } from "../graph/sample";
import type { SimpleGraph } from "../graph/simple-graph";
import type { SolverPace, Solvers } from "../graph/solver";
import { spectralLayout } from "../graph/spectral-layout";
import type { GraphDrawing, LayoutName } from "./graph-api";
import type { OpenGraph } from "./open-graphs";

export interface DrawingRequest {
  layout: LayoutName;
  /** At most so many. */
  nodes: number;
  edges: number;
}

/** Columns whose values name a node better than its id. */
const labelColumn = /^(label|name|title)$/i;

export async function drawGraph(
  { network, simple, degrees }: OpenGraph,
  { layout, nodes, edges }: DrawingRequest,
  solvers: Solvers,
  pace: SolverPace,
): Promise<GraphDrawing> {
  const input = simple();
  const graph = "adjacency" in input ? input : starExpansion(input);
  const { shown, sentence, ...part } = sampleForDrawing(graph, nodes, edges);
  const drawn = shown ?? Uint32Array.from({ length: graph.nodes }, (_, node) => node);
  const own = drawn.filter((node) => node < network.nodes);
  const all = degrees();
  const labels = network.nodeColumns.find(({ name }) => labelColumn.test(name));
  const label = (node: number) => (labels && cellText(labels, node)) || nodeId(network, node);
  const hyper = "adjacency" in input ? undefined : hyperedgesOf(network, input, drawn.subarray(own.length));
  return {
    ...(shown ? { shown: own } : {}),
    ...part,
    positions: await positionsFor(graph, drawn, network.positions, layout, solvers, pace),
    labels: [...Array.from(own, label), ...(hyper?.labels ?? [])],
    degrees: Uint32Array.from([...own.map((node) => all[node]), ...(hyper?.sizes ?? [])]),
    ...(hyper && own.length < drawn.length ? { hyperedgesFrom: own.length, hyperedges: hyper.hyperedges } : {}),
    ...(sentence ? { sample: sentence } : {}),
  };
}

/** Of the hyperedges that are drawn as nodes behind those of the graph: index in the file, name and size of each. */
function hyperedgesOf(
  network: Network,
  { pointers, fileHyperedges }: Hypergraph,
  drawn: Uint32Array,
): { hyperedges: Uint32Array; labels: string[]; sizes: Uint32Array } {
  const own = drawn.map((node) => node - network.nodes);
  const hyperedges = own.map((index) => fileHyperedges[index]);
  const ids = network.kind === "hypergraph" ? network.hyperedgeIds : undefined;
  return {
    hyperedges,
    labels: Array.from(hyperedges, (hyperedge) => ids?.[hyperedge] ?? ""),
    sizes: own.map((index) => pointers[index + 1] - pointers[index]),
  };
}

/** In [−1, 1], one scale for x and y. */
async function positionsFor(
  graph: SimpleGraph,
  drawn: Uint32Array,
  given: Float64Array | undefined,
  layout: LayoutName,
  solvers: Solvers,
  pace: SolverPace,
): Promise<Float32Array> {
  if (layout === "given" && given) return fitted(drawn, (node, axis) => given[2 * node + axis] ?? Number.NaN);
  if (layout === "spectral") {
    const places = await spectralLayout(graph, solvers, pace);
    return fitted(drawn, (node, axis) => places[2 * node + axis]);
  }
  const positions = new Float32Array(2 * drawn.length);
  for (let i = 0; i < drawn.length; i++) {
    const angle = (2 * Math.PI * i) / drawn.length;
    positions[2 * i] = Math.cos(angle);
    positions[2 * i + 1] = Math.sin(angle);
  }
  return positions;
}

/** Nodes without a place stand in the middle. */
function fitted(drawn: Uint32Array, at: (node: number, axis: 0 | 1) => number): Float32Array {
  const middle = [0, 0];
  let half = 0;
  for (const axis of [0, 1] as const) {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const node of drawn) {
      const value = at(node, axis);
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (least > most) continue;
    middle[axis] = (least + most) / 2;
    half = Math.max(half, (most - least) / 2);
  }
  const positions = new Float32Array(2 * drawn.length);
  for (let i = 0; i < drawn.length; i++) {
    for (const axis of [0, 1] as const) {
      const value = at(drawn[i], axis);
      positions[2 * i + axis] = Number.isFinite(value) && half > 0 ? (value - middle[axis]) / half : 0;
    }
  }
  return positions;
}
