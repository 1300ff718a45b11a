// What ops on both ends of the entries of a square sparse matrix share: scores [rows, 2·heads], of a column, then of a row.

import type { Node } from "../core/graph";
import { formatShape, type TensorType } from "../core/shape";
import { add } from "./add";
import { gather } from "./gather";
import { segmentRepeat } from "./segmentRepeat";
import { slice } from "./slice";
import { type SparseMatrix, sizesOf } from "./sparse";

/** @throws Error when these are not scores for the rows and columns of such a matrix */
export function headsOfScores(scores: TensorType, pattern: readonly TensorType[]): number {
  const [rows, columns] = sizesOf(pattern);
  const [count, width] = scores.shape;
  if (scores.batched || scores.shape.length !== 2 || count !== rows || count !== columns || width % 2 !== 0) {
    throw new Error(`${formatShape(scores)} are no scores for both ends of entries of ${rows} × ${columns}.`);
  }
  return width / 2;
}

/** f32 [nonZeros, heads]: scores[j, head] + scores[i, heads + head] for entry (i, j). */
export function endScores({ rowPointers, columnIndices, nonZeros }: SparseMatrix, scores: Node): Node {
  const [, width] = scores.type.shape;
  const ofColumns = gather(slice(scores, 1, 0, width / 2), columnIndices);
  return add(ofColumns, segmentRepeat(slice(scores, 1, width / 2, width), rowPointers, nonZeros));
}

/** Calls `visit` for each head of each row with the row's entries. */
export function eachEntryOf(
  pointers: Float64Array,
  heads: number,
  visit: (row: number, head: number, entries: readonly number[]) => void,
): void {
  for (let row = 0; row < pointers.length - 1; row++) {
    const entries = Array.from({ length: pointers[row + 1] - pointers[row] }, (_, i) => pointers[row] + i);
    for (let head = 0; head < heads; head++) visit(row, head, entries);
  }
}
