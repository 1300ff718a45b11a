// The part of a large graph that is drawn: nodes that a fire from the best-connected one reaches, and edges among them.

import { Random } from "../core/random";
import { grouped, percent } from "../words";
import { neighbourCounts } from "./components";
import type { SimpleGraph } from "./simple-graph";

export interface DrawnPart {
  /** Nodes that are drawn, ascending; absent where all are. */
  shown?: Uint32Array;
  /** Pairs of indices into the drawn nodes. */
  edges: Uint32Array;
  /** Of each pair; absent where all edges weigh 1. */
  weights?: Float32Array;
  /** What is left out and how the sample was taken, in one sentence; absent where all is drawn. */
  sentence?: string;
}

/** p: a burning node sets p / (1 − p) neighbours on fire on average, their number geometrically distributed. */
const spread = 0.7;

/**
 * At most so many nodes and edges: nodes by a forest fire (J. Leskovec, C. Faloutsos, "Sampling from large graphs", KDD
 * 2006) that begins at the node with the most neighbours, the edges among them thinned evenly. The same graph gives the
 * same sample.
 */
export function sampleForDrawing(graph: SimpleGraph, nodes: number, edges: number): DrawnPart {
  const shown = graph.nodes > nodes ? burn(graph, nodes) : undefined;
  const { rowPointers, columnIndices, values } = graph.adjacency;
  const place = new Int32Array(graph.nodes).fill(-1);
  if (shown) for (let i = 0; i < shown.length; i++) place[shown[i]] = i;
  else for (let node = 0; node < graph.nodes; node++) place[node] = node;
  /** Calls `take` for every edge between drawn nodes, once for both directions of an undirected one. */
  const walk = (take: (from: number, to: number, at: number) => void) => {
    for (let u = 0; u < graph.nodes; u++) {
      if (place[u] < 0) continue;
      for (let at = rowPointers[u]; at < rowPointers[u + 1]; at++) {
        const v = columnIndices[at];
        if (place[v] >= 0 && (graph.directed ? v !== u : v > u)) take(place[u], place[v], at);
      }
    }
  };
  let among = 0;
  walk(() => among++);
  const count = Math.min(among, edges);
  const ends = new Uint32Array(2 * count);
  const weights = graph.weighted ? new Float32Array(count) : undefined;
  let [seen, taken] = [0, 0];
  walk((from, to, at) => {
    // Every (among / count)-th, in whole numbers.
    if (Math.floor(((seen + 1) * count) / among) > Math.floor((seen * count) / among)) {
      ends[2 * taken] = from;
      ends[2 * taken + 1] = to;
      if (weights) weights[taken] = values[at];
      taken++;
    }
    seen++;
  });
  const drawn = { ...(shown ? { shown } : {}), edges: ends, ...(weights ? { weights } : {}) };
  const sentence = sentenceOf(graph, shown?.length, among, count);
  return sentence ? { ...drawn, sentence } : drawn;
}

function sentenceOf(graph: SimpleGraph, shown: number | undefined, among: number, drawn: number): string | undefined {
  const thinned = `${percent(drawn / among)} of the ${grouped(among)} edges among them, evenly spaced`;
  if (shown === undefined) {
    if (drawn === among) return undefined;
    return `Drawn are all ${grouped(graph.nodes)} nodes and ${thinned}.`;
  }
  const edges = drawn === among ? `all ${grouped(among)} edges among them` : thinned;
  return `Drawn are ${grouped(shown)} of ${grouped(graph.nodes)} nodes, a forest-fire sample from the node with the most neighbours, with ${edges}.`;
}

function burn(graph: SimpleGraph, count: number): Uint32Array {
  const { rowPointers, columnIndices } = graph.adjacency;
  const degrees = neighbourCounts(graph.adjacency);
  let start = 0;
  for (let node = 1; node < graph.nodes; node++) if (degrees[node] > degrees[start]) start = node;
  const random = new Random(1);
  const burnt = new Uint8Array(graph.nodes);
  const queue = new Uint32Array(count);
  let [head, tail] = [0, 0];
  const light = (node: number) => {
    burnt[node] = 1;
    queue[tail++] = node;
  };
  light(start);
  const others = random.shuffle(Uint32Array.from({ length: graph.nodes }, (_, node) => node));
  let next = 0;
  while (tail < count) {
    if (head === tail) {
      // The fire has died: another starts at a node drawn at random.
      while (burnt[others[next]]) next++;
      light(others[next]);
      continue;
    }
    const node = queue[head++];
    const fresh = columnIndices.slice(rowPointers[node], rowPointers[node + 1]).filter((other) => !burnt[other]);
    let flames = Math.floor(Math.log(1 - random.uniform()) / Math.log(spread));
    for (const other of random.shuffle(fresh)) {
      if (flames-- <= 0 || tail === count) break;
      light(other);
    }
  }
  return queue.sort();
}
