// Pairs of nodes in order: the sort behind every sparse matrix that is made of edges.

import type { CsrMatrix } from "./csr";

/** Rows of so many pairs are sorted by insertion. */
const shortRow = 24;

/**
 * Indices of the pairs, by first node, then by second, then as they came: counted into rows by first node, and sorted
 * within each row, whose memory is then near.
 */
export function orderPairs(nodes: number, first: Uint32Array, second: Uint32Array): Uint32Array {
  const count = first.length;
  const next = new Uint32Array(nodes + 1);
  for (let i = 0; i < count; i++) next[first[i] + 1]++;
  for (let node = 0; node < nodes; node++) next[node + 1] += next[node];
  const order = new Uint32Array(count);
  const keys = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const at = next[first[i]]++;
    order[at] = i;
    keys[at] = second[i];
  }
  // Each row's start has moved to its end.
  for (let node = 0, from = 0; node < nodes; node++) {
    const end = next[node];
    if (end - from <= shortRow) insert(order, keys, from, end);
    else sortRow(order.subarray(from, end), keys.subarray(from, end));
    from = end;
  }
  return order;
}

function insert(order: Uint32Array, keys: Uint32Array, from: number, end: number): void {
  for (let i = from + 1; i < end; i++) {
    const key = keys[i];
    const index = order[i];
    let at = i;
    for (; at > from && keys[at - 1] > key; at--) {
      keys[at] = keys[at - 1];
      order[at] = order[at - 1];
    }
    keys[at] = key;
    order[at] = index;
  }
}

/** Key and place in one number, so that the order of equal keys stays. */
function sortRow(order: Uint32Array, keys: Uint32Array): void {
  const { length } = keys;
  const before = order.slice();
  const both = new Float64Array(length);
  for (let i = 0; i < length; i++) both[i] = keys[i] * length + i;
  both.sort();
  for (let i = 0; i < length; i++) order[i] = before[both[i] - Math.floor(both[i] / length) * length];
}

/** Pairs of nodes (each once, sorted by first and second node) with a weight and the edge of the file they come from. */
export interface Pairs {
  first: Uint32Array;
  second: Uint32Array;
  weights: Float64Array;
  edges: Uint32Array;
}

/** One entry a pair: row `first`, column `second`. */
export function directedRows(nodes: number, { first, second, weights, edges }: Pairs): [CsrMatrix, Uint32Array] {
  const rowPointers = new Int32Array(nodes + 1);
  for (const row of first) rowPointers[row + 1]++;
  for (let row = 0; row < nodes; row++) rowPointers[row + 1] += rowPointers[row];
  const matrix = { rows: nodes, columns: nodes, rowPointers, columnIndices: Int32Array.from(second), values: weights };
  return [matrix, edges];
}

/** Both entries of each pair, first ≤ second; one for a loop. */
export function symmetricRows(nodes: number, { first, second, weights, edges }: Pairs): [CsrMatrix, Uint32Array] {
  const rowPointers = new Int32Array(nodes + 1);
  for (let i = 0; i < first.length; i++) {
    rowPointers[first[i] + 1]++;
    if (first[i] !== second[i]) rowPointers[second[i] + 1]++;
  }
  for (let row = 0; row < nodes; row++) rowPointers[row + 1] += rowPointers[row];
  const entries = rowPointers[nodes];
  const columnIndices = new Int32Array(entries);
  const values = new Float64Array(entries);
  const fileEdges = new Uint32Array(entries);
  const next = rowPointers.slice(0, nodes);
  const put = (row: number, column: number, pair: number) => {
    const at = next[row]++;
    columnIndices[at] = column;
    values[at] = weights[pair];
    fileEdges[at] = edges[pair];
  };
  // Sorted by first node, so that a row gets its smaller neighbours, in order, before its larger ones.
  for (let i = 0; i < first.length; i++) {
    put(first[i], second[i], i);
    if (first[i] !== second[i]) put(second[i], first[i], i);
  }
  return [{ rows: nodes, columns: nodes, rowPointers, columnIndices, values }, fileEdges];
}
