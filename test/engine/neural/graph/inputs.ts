// Small graphs for the tests of graph networks.

import type { CsrMatrix } from "../../../../engine/graph/csr";
import type { NodeInputs } from "../../../../engine/neural/graph/inputs";

/** Rows of [column, value], ascending. */
export function csr(rows: readonly (readonly (readonly [number, number])[])[], columns = rows.length): CsrMatrix {
  const rowPointers = Int32Array.from([0, ...rows]);
  rows.forEach((row, i) => {
    rowPointers[i + 1] = rowPointers[i] + row.length;
  });
  const entries = rows.flat();
  const columnIndices = Int32Array.from(entries, ([column]) => column);
  return { rows: rows.length, columns, rowPointers, columnIndices, values: Float64Array.from(entries, ([, v]) => v) };
}

/** The adjacency of an undirected graph. */
export function undirected(
  nodes: number,
  pairs: readonly (readonly number[])[],
  weights: readonly number[] = pairs.map(() => 1),
): CsrMatrix {
  const rows: [number, number][][] = Array.from({ length: nodes }, () => []);
  pairs.forEach(([a, b], i) => {
    rows[a].push([b, weights[i]]);
    rows[b].push([a, weights[i]]);
  });
  return csr(rows.map((row) => row.sort(([a], [b]) => a - b)));
}

/** H of lists of members. */
export function incidence(nodes: number, members: readonly (readonly number[])[]): CsrMatrix {
  const rows: [number, number][][] = Array.from({ length: nodes }, () => []);
  members.forEach((own, hyperedge) => {
    for (const node of own) rows[node].push([hyperedge, 1]);
  });
  return csr(rows, members.length);
}

/** Dense features as a sparse matrix, zeros left out. */
export function sparseOf(values: ArrayLike<number>, nodes: number): NodeInputs["features"] {
  const columns = values.length / nodes;
  const rows = Array.from({ length: nodes }, (_, node) =>
    Array.from({ length: columns }, (_, j) => [j, values[node * columns + j]] as const).filter(([, value]) => value),
  );
  const { rowPointers, columnIndices, values: entries } = csr(rows, columns);
  return {
    columns,
    rowPointers: Uint32Array.from(rowPointers),
    columnIndices: Uint32Array.from(columnIndices),
    values: Float32Array.from(entries),
  };
}
