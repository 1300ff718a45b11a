// Many graphs as one: their nodes side by side, no edges between them, and what is known of the nodes in one table.

import type { Column, Dataset } from "../../data/dataset";
import { Attributes } from "../../data/graph/attributes";
import type { EdgeNetwork, GraphCollection } from "../../data/graph/network";
import type { CsrMatrix } from "../../graph/csr";
import type { SimpleGraph } from "../../graph/simple-graph";
import type { Breathe } from "../table/matrix";

/** The graphs as a table, a row a graph. */
export const graphTable = ({
  name,
  format,
  graphs,
  graphColumns,
  graphLines,
  hash,
  assumptions,
  problems,
}: GraphCollection): Dataset => ({
  name,
  format,
  rows: graphs.length,
  columns: graphColumns,
  lines: graphLines,
  hash,
  assumptions,
  problems,
});

/** [graphs + 1]: where the nodes of each graph begin. */
export function nodePointers(graphs: readonly Pick<SimpleGraph, "nodes">[]): Int32Array {
  const pointers = new Int32Array(graphs.length + 1);
  graphs.forEach(({ nodes }, index) => {
    pointers[index + 1] = pointers[index] + nodes;
  });
  return pointers;
}

/** The matrices of the graphs along the diagonal of one. */
export function blockDiagonal(graphs: readonly SimpleGraph[]): CsrMatrix {
  const begins = nodePointers(graphs);
  const nodes = begins[graphs.length];
  const entries = graphs.reduce((sum, { adjacency }) => sum + adjacency.values.length, 0);
  const whole = {
    rows: nodes,
    columns: nodes,
    rowPointers: new Int32Array(nodes + 1),
    columnIndices: new Int32Array(entries),
    values: new Float64Array(entries),
  };
  let next = 0;
  graphs.forEach(({ adjacency: { rows, rowPointers, columnIndices, values } }, index) => {
    const begin = begins[index];
    for (let row = 0; row < rows; row++) whole.rowPointers[begin + row + 1] = next + rowPointers[row + 1];
    for (let at = 0; at < values.length; at++) whole.columnIndices[next + at] = begin + columnIndices[at];
    whole.values.set(values, next);
    next += values.length;
  });
  return whole;
}

/** What the files say of the nodes, graph after graph; a column that some graph lacks has missing values there. */
export async function nodeTableOf(
  graphs: readonly EdgeNetwork[],
  { name, format }: Pick<GraphCollection, "name" | "format">,
  breathe: Breathe,
): Promise<Dataset> {
  const attributes = new Attributes();
  const texts = new Set(
    graphs.flatMap(({ nodeColumns }) =>
      nodeColumns.filter(({ storage }) => storage === "coded").map((own) => own.name),
    ),
  );
  let rows = 0;
  for (const { nodes, nodeColumns } of graphs) {
    for (const column of nodeColumns) {
      attributes.declare(column.name, texts.has(column.name));
      for (let node = 0; node < nodes; node++) attributes.set(column.name, rows + node, cellOf(column, node));
    }
    rows += nodes;
    await breathe();
  }
  const columns = attributes.finish(rows, { assumptions: [], problems: [] });
  return { name, format, rows, columns, hash: "", assumptions: [], problems: [] };
}

function cellOf(column: Column, row: number): string | number | undefined {
  if (column.storage === "coded") return column.codes[row] < 0 ? undefined : column.categories[column.codes[row]];
  return Number.isNaN(column.values[row]) ? undefined : column.values[row];
}
