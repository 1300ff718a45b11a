// What a person wants to know of many graphs before anything is computed of them: how many, how large, what is known of each.

import type { Assumption, Problem } from "../data/dataset";
import type { GraphCollection } from "../data/graph/network";
import { type ColumnProfile, profile } from "../data/profile";
import { classesFirst } from "../data/targets";
import type { GraphDescription } from "../worker/graph-api";

export interface CollectionDescription {
  event: "description";
  format: string;
  name: string;
  graphs: number;
  /** Of all graphs together; edges as they stand in the files. */
  nodes: number;
  edges: number;
  /** Nodes of a graph. */
  sizes: GraphDescription["degree"];
  directed: boolean;
  weighted: boolean;
  /** What is known of each graph, and the names of what is known of each node. */
  columns: ColumnProfile[];
  nodeColumns: string[];
  targets: { column: string; classes?: number; reason: string }[];
  assumptions: Assumption[];
  problems: Problem[];
}

export function describeCollection(collection: GraphCollection): CollectionDescription {
  const { format, name, graphs, graphColumns, hash, assumptions, problems } = collection;
  const table = { format, rows: graphs.length, columns: graphColumns, hash };
  const { columns, targets } = profile({ ...table, name, assumptions: [], problems: [] });
  const sizes = graphs.map(({ nodes }) => nodes);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  return {
    event: "description",
    format,
    name: name ?? "",
    graphs: graphs.length,
    nodes: sum(sizes),
    edges: sum(graphs.map(({ sources }) => sources.length)),
    sizes: {
      least: sizes.reduce((least, size) => Math.min(least, size), Number.POSITIVE_INFINITY),
      most: sizes.reduce((most, size) => Math.max(most, size), 0),
      mean: sum(sizes) / graphs.length,
    },
    directed: graphs.some(({ directed }) => directed),
    weighted: graphs.some(({ weights }) => weights !== undefined),
    columns,
    nodeColumns: [...new Set(graphs.flatMap(({ nodeColumns }) => nodeColumns.map((column) => column.name)))],
    targets: classesFirst(targets).map(({ column, classes, reason }) => ({
      column,
      ...(classes === undefined ? {} : { classes }),
      reason,
    })),
    assumptions,
    problems,
  };
}
