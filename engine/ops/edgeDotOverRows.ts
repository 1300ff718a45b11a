// For each stored entry (i, j) of a sparse matrix the dot product of column i of one matrix and column j of another.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, formatShape } from "../core/shape";
import { rowsTogether } from "../kernels/blocks";
import { Opcode } from "../kernels/opcodes";
import { denseSparse, denseSparseTransposed } from "./denseSparse";
import { matrixFrom, patternOf, type SparseMatrix, sizesOf } from "./sparse";
import { unitsOf } from "./units";

export const edgeDotOverRowsOp: Op = {
  name: "edgeDotOverRows",
  type([a, b, ...pattern]) {
    const sizes = sizesOf(pattern);
    const fits = [a, b].every(({ shape }, at) => shape.length === 2 && shape[1] === sizes[at]);
    if (!fits || a.shape[0] !== b.shape[0] || a.batched !== b.batched) {
      throw new Error(`${formatShape(a)} and ${formatShape(b)} do not fit a sparse matrix of ${sizes.join(" × ")}.`);
    }
    return f32(pattern[1].shape);
  },
  evaluate({ inputs: [a, b, pointers, indices], inputShapes: [[count, rows], [, columns]], output }) {
    for (let row = 0; row < rows; row++) {
      for (let entry = pointers[row]; entry < pointers[row + 1]; entry++) {
        for (let i = 0; i < count; i++) output[entry] += a[i * rows + row] * b[i * columns + indices[entry]];
      }
    }
  },
  gradient({ inputs: [a, b, ...pattern] }, g) {
    const weighted = matrixFrom(g, pattern);
    return [denseSparseTransposed(b, weighted), denseSparse(a, weighted), ...pattern.map(() => null)];
  },
  /** Dimensions: rows of a and b, columns of a, columns of b, entries. */
  lower({ inputs: [a, b, rowPointers, columnIndices], type }) {
    const [rows, columns] = [a, b].map((each) => each.type.shape[1]);
    return [
      {
        opcode: Opcode.EdgeDotOverRows,
        inputs: [a, b, rowPointers, columnIndices],
        dimensions: [{ perUnit: 1 }, rows, columns, type.shape[0]],
        work: a.type.shape[0] * type.shape[0],
        scratch: rowsTogether * (rows + columns),
        partial: true,
        units: unitsOf(a.type),
        parts: [0, rows, columns, 0, 0],
      },
    ];
  },
  onnx: null,
  pytorch: null,
};

/** f32 [nonZeros]: Σ over rows r of a[r, i]·b[r, j] for each entry (i, j) of the matrix; a [n, rows], b [n, columns]. */
export function edgeDotOverRows(matrix: SparseMatrix, a: Node, b: Node): Node {
  return a.graph.add(edgeDotOverRowsOp, [a, b, ...patternOf(matrix)], {});
}
