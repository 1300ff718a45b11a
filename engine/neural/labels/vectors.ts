// What describes labels to a graph of labels where no file does: one-hot vectors, and rows of the co-occurrences.

import type { CsrMatrix } from "../../graph/csr";
import { conditionalShares, type LabelCounts } from "../../graph/label-graph";
import { withLoops } from "../graph/propagation";

/** The identity [labels × labels]. */
export function oneHotVectors(labels: number): CsrMatrix {
  const rowPointers = Int32Array.from({ length: labels + 1 }, (_, label) => label);
  const columnIndices = rowPointers.slice(0, labels);
  return { rows: labels, columns: labels, rowPointers, columnIndices, values: new Float64Array(labels).fill(1) };
}

/** Row i has the share of the rows with label i that carry label j, 1 at i itself: [labels × labels]. */
export const cooccurrenceVectors = (counts: LabelCounts): CsrMatrix => withLoops(conditionalShares(counts));
