// What a graph file is once it has been read: nodes, edges or hyperedges as they came, their columns, and what was assumed.

import type { Assumption, Column, Problem } from "../dataset";

interface NetworkBase {
  /** Name of the file, where there is one. */
  name?: string;
  /** The format that was read, as in the table of graph formats. */
  format: string;
  /** Hash of the bytes that were read (hexadecimal), which runs record and resume compares. */
  hash: string;
  /** Number of nodes, isolated ones included; nodes are counted from 0 everywhere but in what a person reads. */
  nodes: number;
  /** Id of each node as the file writes it; absent where the ids are `firstId`, `firstId` + 1, … */
  ids?: string[];
  /** Id of node 0 where ids are consecutive numbers. */
  firstId?: number;
  /** Line on which each node is declared or, where edges alone name it, first mentioned; counted from 1, 0 for none. */
  nodeLines?: Uint32Array;
  /** What the file (or a node table beside it) says of each node: labels, classes, numbers; as long as `nodes`. */
  nodeColumns: Column[];
  /** Name of the table beside the file that the columns come from, where it was joined unasked. */
  nodeTable?: string;
  /** Features of each node that are mostly zero, where the file has such (bags of words). */
  features?: SparseFeatures;
  /** x and y of each node in turn, where the file gives them. */
  positions?: Float64Array;
  /** Nodes of each part, where the data come with a split of their own; the first of several unless asked. */
  splits?: GivenSplit[];
  assumptions: Assumption[];
  problems: Problem[];
}

/** Row by row (compressed sparse rows), one row a node. */
export interface SparseFeatures {
  columns: number;
  rowPointers: Uint32Array;
  columnIndices: Uint32Array;
  /** All ones where absent. */
  values?: Float32Array;
}

/** Indices of nodes, ascending. */
export interface GivenSplit {
  train: Uint32Array;
  validation: Uint32Array;
  test: Uint32Array;
}

/** Edges in the order of the file, repeats and self-loops among them; `engine/graph` makes a simple graph of it. */
export interface EdgeNetwork extends NetworkBase {
  kind: "graph";
  directed: boolean;
  /** Node at which each edge begins, and ends. */
  sources: Uint32Array;
  targets: Uint32Array;
  /** Absent where the file gives none: all edges weigh 1. */
  weights?: Float64Array;
  /** Line of each edge, counted from 1; absent for pictures and tables. */
  edgeLines?: Uint32Array;
  edgeColumns: Column[];
}

export interface Hypernetwork extends NetworkBase {
  kind: "hypergraph";
  hyperedges: number;
  /** [hyperedges + 1]: where the members of each hyperedge begin in `members`. */
  pointers: Uint32Array;
  /** Nodes. */
  members: Uint32Array;
  weights?: Float64Array;
  hyperedgeIds?: string[];
  hyperedgeLines?: Uint32Array;
  hyperedgeColumns: Column[];
}

export type Network = EdgeNetwork | Hypernetwork;

/** Several graphs, each an example of its own: a folder, or a file that holds many. */
export interface GraphCollection {
  name?: string;
  format: string;
  hash: string;
  graphs: EdgeNetwork[];
  /** What is known of each graph: its class or value among them; as long as `graphs`. */
  graphColumns: Column[];
  /** Line or file of each graph. */
  graphLines?: Uint32Array;
  graphFiles?: string[];
  assumptions: Assumption[];
  problems: Problem[];
}

/** What a person may say of a file that does not say it itself. */
export interface NetworkOptions {
  /** Takes edges as directed or not, whatever the file says. */
  directed?: boolean;
  /** Column, attribute or key that holds the weights; null takes all edges as 1. */
  weight?: string | null;
  /** Columns of a table that hold the ends of an edge. */
  source?: string;
  target?: string;
}

/** The id of a node as a person knows it. */
export function nodeId({ ids, firstId = 0 }: Pick<NetworkBase, "ids" | "firstId">, node: number): string {
  return ids ? ids[node] : String(firstId + node);
}
