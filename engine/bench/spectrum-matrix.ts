// Matrices of the spectral benchmarks, from edges.

import type { CsrMatrix } from "../graph/csr";

/** Symmetric: `entry` of both degrees for each of the edges `pairs`, flat, and where wanted `diagonal` of each node's degree. */
export function symmetricMatrix(
  nodes: number,
  pairs: ArrayLike<number>,
  entry: (a: number, b: number) => number,
  diagonal?: (degree: number) => number,
): CsrMatrix {
  const rowPointers = new Int32Array(nodes + 1);
  for (let at = 0; at < pairs.length; at++) rowPointers[pairs[at] + 1]++;
  const degrees = rowPointers.slice(1);
  for (let node = 0; node < nodes; node++) rowPointers[node + 1] += rowPointers[node] + (diagonal ? 1 : 0);
  const next = rowPointers.slice();
  const columnIndices = new Int32Array(rowPointers[nodes]);
  for (let node = 0; diagonal && node < nodes; node++) columnIndices[next[node]++] = node;
  for (let at = 0; at < pairs.length; at += 2) {
    columnIndices[next[pairs[at]]++] = pairs[at + 1];
    columnIndices[next[pairs[at + 1]]++] = pairs[at];
  }
  const values = new Float64Array(columnIndices.length);
  for (let node = 0; node < nodes; node++) {
    columnIndices.subarray(rowPointers[node], rowPointers[node + 1]).sort();
    for (let at = rowPointers[node]; at < rowPointers[node + 1]; at++) {
      const other = columnIndices[at];
      values[at] = diagonal && other === node ? diagonal(degrees[node]) : entry(degrees[node], degrees[other]);
    }
  }
  return { rows: nodes, columns: nodes, rowPointers, columnIndices, values };
}

/** D − A. */
export const laplacian = (nodes: number, pairs: ArrayLike<number>): CsrMatrix =>
  symmetricMatrix(
    nodes,
    pairs,
    () => -1,
    (degree) => degree,
  );
