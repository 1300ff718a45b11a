// The graph of labels that occur together: counts over rows, edges from a threshold on, and what a network propagates by.

import type { LabelSets } from "../data/labels/label-sets";
import { scaled, transposed, withLoops } from "../neural/graph/propagation";
import { type CsrMatrix, rowSums } from "./csr";

export interface LabelCounts {
  rows: number;
  /** Rows with each label. */
  counts: Float64Array;
  /** Rows with both labels, [labels × labels], without the diagonal, columns ascending; pairs that never occur are left out. */
  pairs: CsrMatrix;
}

/** Of some rows of the label matrix. Memory and time go with the pairs that occur, not with the square of the labels. */
export function countLabels(sets: LabelSets, rows: Uint32Array): LabelCounts {
  const labels = sets.names.length;
  const { rowPointers, indices } = sets;
  const starts = new Int32Array(labels + 1);
  for (const row of rows) for (let at = rowPointers[row]; at < rowPointers[row + 1]; at++) starts[indices[at] + 1]++;
  const counts = Float64Array.from(starts.subarray(1));
  for (let label = 0; label < labels; label++) starts[label + 1] += starts[label];
  const carriers = new Uint32Array(starts[labels]);
  const next = starts.slice();
  for (const row of rows) {
    for (let at = rowPointers[row]; at < rowPointers[row + 1]; at++) carriers[next[indices[at]]++] = row;
  }
  const together = new Float64Array(labels);
  const pointers = new Int32Array(labels + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (let label = 0; label < labels; label++) {
    const met: number[] = [];
    for (let i = starts[label]; i < starts[label + 1]; i++) {
      const row = carriers[i];
      for (let at = rowPointers[row]; at < rowPointers[row + 1]; at++) {
        const other = indices[at];
        if (other === label) continue;
        if (together[other]++ === 0) met.push(other);
      }
    }
    for (const other of met.sort((a, b) => a - b)) {
      columns.push(other);
      values.push(together[other]);
      together[other] = 0;
    }
    pointers[label + 1] = columns.length;
  }
  return { rows: rows.length, counts, pairs: square(labels, pointers, columns, values) };
}

const square = (
  labels: number,
  rowPointers: Int32Array,
  columns: readonly number[],
  values: readonly number[],
): CsrMatrix => ({
  rows: labels,
  columns: labels,
  rowPointers,
  columnIndices: Int32Array.from(columns),
  values: Float64Array.from(values),
});

/** All [labels × labels], columns ascending. */
export interface LabelGraph {
  /** P_ij = rows with i and j / rows with i, of the pairs that occur. */
  conditional: CsrMatrix;
  /** Ones where P_ij reaches the threshold, from i to j; no loops. */
  edges: CsrMatrix;
  /** A' = p/(1 − p) · edges / (column sum + 1e-6) + I, or edges + I without re-weighting. */
  adjacency: CsrMatrix;
  /** D^-½ A'ᵀ D^-½, D the sums of the rows of A'. */
  propagation: CsrMatrix;
  /** Labels from which no edge leads. */
  withoutOut: number;
  /** Labels that no edge leads from or to. */
  isolated: number;
}

export interface LabelGraphOptions {
  /** From 0 to 1; pairs that never occur have no edge at 0 either. */
  threshold: number;
  /** Share p of a label that its neighbours make up, from 0 up to, not including, 1; null leaves edges as they are. */
  reweight: number | null;
}

/** As the network of label graphs does it (Z.-M. Chen et al., "Multi-label image recognition with graph convolutional networks", 2019). */
export function labelGraph(counted: LabelCounts, { threshold, reweight }: LabelGraphOptions): LabelGraph {
  const conditional = conditionalShares(counted);
  const edges = strongEdges(conditional, threshold);
  const inward = columnSums(edges);
  const factor = reweight === null ? undefined : reweight / (1 - reweight);
  const weighted = factor === undefined ? edges : scaled(edges, (_, label) => factor / (inward[label] + 1e-6));
  const adjacency = withLoops(weighted);
  const degrees = rowSums(adjacency);
  const propagation = scaled(transposed(adjacency), (i, j) => 1 / Math.sqrt(degrees[i] * degrees[j]));
  const { rowPointers } = edges;
  const leadsOut = (label: number): boolean => rowPointers[label + 1] > rowPointers[label];
  const labels = [...counted.counts.keys()];
  return {
    conditional,
    edges,
    adjacency,
    propagation,
    withoutOut: labels.filter((label) => !leadsOut(label)).length,
    isolated: labels.filter((label) => !leadsOut(label) && inward[label] === 0).length,
  };
}

/** `LabelGraph.conditional`. */
export function conditionalShares({ counts, pairs }: LabelCounts): CsrMatrix {
  // Quotients, not products with 1/count, which may fall below a threshold that they are equal to.
  const values = pairs.values.slice();
  for (let label = 0; label < pairs.rows; label++) {
    for (let entry = pairs.rowPointers[label]; entry < pairs.rowPointers[label + 1]; entry++) {
      values[entry] /= counts[label];
    }
  }
  return { ...pairs, values };
}

function strongEdges({ rows, rowPointers, columnIndices, values }: CsrMatrix, threshold: number): CsrMatrix {
  const pointers = new Int32Array(rows + 1);
  const columns: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let entry = rowPointers[row]; entry < rowPointers[row + 1]; entry++) {
      if (values[entry] >= threshold) columns.push(columnIndices[entry]);
    }
    pointers[row + 1] = columns.length;
  }
  return square(
    rows,
    pointers,
    columns,
    columns.map(() => 1),
  );
}

function columnSums({ columns, columnIndices, values }: CsrMatrix): Float64Array {
  const sums = new Float64Array(columns);
  columnIndices.forEach((column, entry) => {
    sums[column] += values[entry];
  });
  return sums;
}
