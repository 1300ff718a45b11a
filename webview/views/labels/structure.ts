// How labels hang together, from what a run tells of them: the counts behind the label graph, and an order that keeps companions near.

import type { LabelCounts, LabelsEvent } from "../../../engine";

/** The counts that `labelGraph` takes, of the shown labels. */
export function countsOf({ labels, rows, pairs }: LabelsEvent): LabelCounts {
  const count = labels.length;
  const counts = Float64Array.from(labels, (_, label) => pairs[label * count + label]!);
  const rowPointers = new Int32Array(count + 1);
  const columns: number[] = [];
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++)
      if (column !== row && pairs[row * count + column]! > 0) columns.push(row * count + column);
    rowPointers[row + 1] = columns.length;
  }
  const values = Float64Array.from(columns, (at) => pairs[at]!);
  const columnIndices = Int32Array.from(columns, (at) => at % count);
  return { rows, counts, pairs: { rows: count, columns: count, rowPointers, columnIndices, values } };
}

/**
 * The labels in an order in which each follows one that it often occurs with: from the most frequent one on always the
 * label that is most like the last one, by the cosine of their rows (pairs over the root of both counts).
 */
export function companionOrder({ labels, pairs }: LabelsEvent): number[] {
  const count = labels.length;
  const size = (label: number): number => pairs[label * count + label]!;
  const likeness = (a: number, b: number): number =>
    pairs[a * count + b]! / Math.sqrt(Math.max(1, size(a)) * Math.max(1, size(b)));
  const left = new Set(labels.keys());
  const best = (score: (label: number) => number): number =>
    [...left].reduce((most, label) => (score(label) > score(most) ? label : most));
  const order: number[] = [];
  while (left.size > 0) {
    const last = order.at(-1);
    const next = best(last === undefined ? size : (label) => likeness(last, label));
    order.push(next);
    left.delete(next);
  }
  return order;
}

/** Entries of a row of a sparse matrix: column and value. */
export function rowEntries(
  { rowPointers, columnIndices, values }: LabelCounts["pairs"],
  row: number,
): [number, number][] {
  const entries: [number, number][] = [];
  for (let at = rowPointers[row]!; at < rowPointers[row + 1]!; at++) entries.push([columnIndices[at]!, values[at]!]);
  return entries;
}
