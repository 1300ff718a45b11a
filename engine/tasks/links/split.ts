// Which edges a network sees and which are held out, with as many pairs without an edge beside them.

import { Random } from "../../core/random";
import type { EdgeNetwork } from "../../data/graph/network";
import type { Partition } from "../../data/split";
import { FieldError } from "../../experiment/field-error";
import type { CsrMatrix } from "../../graph/csr";
import type { SimpleGraph } from "../../graph/simple-graph";
import { countOf } from "../../words";
import { countNonEdges, drawNonEdges, type Pairs } from "./pairs";
import type { LinksExperiment } from "./spec";

export type LinkSplit = NonNullable<LinksExperiment["data"]["split"]>;

/** Of each part the edges, then pairs without one. */
export interface LinkPairs extends Pairs {
  /** 1 of an edge, else 0. */
  truth: Int32Array;
  /** Line of each edge in the file; 0 of the others. */
  lines?: Uint32Array;
  parts: Partition;
  /** Number of edges that train. */
  seen: number;
  /** Of these edges alone, symmetric: all that a network or a baseline may see. */
  adjacency: CsrMatrix;
}

/** Streams of the random sequences that assign edges, and draw pairs without one. */
const edgeStream = 0x5b13;
const nonEdgeStream = 0x5b14;

const at = ["data", "split"] as const;

/**
 * A pure function of its arguments. `graph` is undirected, the simple one of `network`.
 * @throws FieldError at data.split where edges, or pairs without one, are not enough
 */
export function splitLinks(graph: SimpleGraph, { name, edgeLines }: EdgeNetwork, split: LinkSplit): LinkPairs {
  const { seed = 1 } = split;
  const { edges: count } = graph;
  const { sizes, seen, available } = linkSizes(graph, split, name);
  const held = sizes.validation + sizes.test;
  const edges = edgesOf(graph);
  const order = new Random(seed, edgeStream).shuffle(Uint32Array.from({ length: count }, (_, edge) => edge));
  const given = {
    train: order.subarray(held),
    validation: order.subarray(0, sizes.validation),
    test: order.subarray(sizes.validation, held),
  };
  for (const part of Object.values(given)) part.sort();
  // Those that judge come first, so that they do not depend on how many are left for the training edges.
  const drawn = drawNonEdges(
    graph.adjacency,
    Math.min(held + seen, available),
    available,
    new Random(seed, nonEdgeStream),
  );
  const ranges = {
    validation: [0, sizes.validation],
    test: [sizes.validation, held],
    train: [held, drawn.first.length],
  } as const;
  const total = count + drawn.first.length;
  const pairs = {
    first: new Uint32Array(total),
    second: new Uint32Array(total),
    truth: new Int32Array(total),
    lines: edgeLines && new Uint32Array(total),
  };
  const parts = { train: new Uint32Array(0), validation: new Uint32Array(0), test: new Uint32Array(0) };
  let next = 0;
  for (const part of ["train", "validation", "test"] as const) {
    const begin = next;
    for (const edge of given[part]) {
      pairs.first[next] = edges.first[edge];
      pairs.second[next] = edges.second[edge];
      pairs.truth[next] = 1;
      if (pairs.lines) pairs.lines[next] = edgeLines![graph.fileEdges[edges.entries[edge]]];
      next++;
    }
    for (let pair = ranges[part][0]; pair < ranges[part][1]; pair++) {
      pairs.first[next] = drawn.first[pair];
      pairs.second[next++] = drawn.second[pair];
    }
    parts[part] = Uint32Array.from({ length: next - begin }, (_, i) => begin + i);
  }
  return { ...pairs, parts, seen, adjacency: adjacencyOf(graph, edges, given.train) };
}

/**
 * How many edges judge, how many are seen, and how many pairs of nodes have no edge. Throws as `splitLinks`; `file` is
 * named then.
 */
export function linkSizes(
  { nodes, edges: count }: Pick<SimpleGraph, "nodes" | "edges">,
  split: LinkSplit,
  file: string | undefined,
): { sizes: Record<"validation" | "test", number>; seen: number; available: number } {
  const available = countNonEdges(nodes, count);
  if (count > 0 && available === 0) {
    const message = "Every pair of nodes is joined, so there are no pairs without an edge to tell from edges.";
    throw new FieldError(["data", "file"], message, { file });
  }
  const sizes = { validation: Math.round(split.validation * count), test: Math.round(split.test * count) };
  const seen = count - sizes.validation - sizes.test;
  const missing = (["validation", "test"] as const).find((part) => split[part] > 0 && sizes[part] === 0);
  if (seen < 1 || missing) {
    const short = missing ?? "training";
    const message = `The graph has ${countOf(count, "edge")}, which leaves none for ${short}: take another graph, or other shares.`;
    throw new FieldError(at, message, { file });
  }
  const held = sizes.validation + sizes.test;
  if (available < held) {
    const message = `${countOf(held, "edge")} would be held out, but only ${countOf(available, "pair")} of nodes without an edge could judge beside them: hold out less.`;
    throw new FieldError(at, message, { file });
  }
  return { sizes, seen, available };
}

/** Ends u < v of every edge, and its entry in row u. */
interface Edges extends Pairs {
  entries: Uint32Array;
}

function edgesOf({ nodes, edges, adjacency: { rowPointers, columnIndices } }: SimpleGraph): Edges {
  const all = { first: new Uint32Array(edges), second: new Uint32Array(edges), entries: new Uint32Array(edges) };
  let next = 0;
  for (let u = 0; u < nodes; u++) {
    for (let entry = rowPointers[u]; entry < rowPointers[u + 1]; entry++) {
      if (columnIndices[entry] <= u) continue;
      all.first[next] = u;
      all.second[next] = columnIndices[entry];
      all.entries[next++] = entry;
    }
  }
  return all;
}

/** Of some edges, ascending: by ends they then come to every row in the order of its columns. */
function adjacencyOf(
  { nodes, adjacency }: SimpleGraph,
  { first, second, entries }: Edges,
  kept: Uint32Array,
): CsrMatrix {
  const rowPointers = new Int32Array(nodes + 1);
  for (const edge of kept) {
    rowPointers[first[edge] + 1]++;
    rowPointers[second[edge] + 1]++;
  }
  for (let node = 0; node < nodes; node++) rowPointers[node + 1] += rowPointers[node];
  const next = rowPointers.slice();
  const columnIndices = new Int32Array(2 * kept.length);
  const values = new Float64Array(2 * kept.length);
  const put = (row: number, column: number, value: number): void => {
    columnIndices[next[row]] = column;
    values[next[row]++] = value;
  };
  for (const edge of kept) {
    const weight = adjacency.values[entries[edge]];
    put(first[edge], second[edge], weight);
    put(second[edge], first[edge], weight);
  }
  return { rows: nodes, columns: nodes, rowPointers, columnIndices, values };
}

/** Shares that leave small graphs enough edges to judge by; 5 and 10 % of large ones, as T. Kipf and M. Welling, 2016. */
export const suggestLinkSplit = (edges: number): Required<LinkSplit> =>
  edges < 1000 ? { validation: 0.1, test: 0.2, seed: 1 } : { validation: 0.05, test: 0.1, seed: 1 };
