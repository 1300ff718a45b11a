// Values of the entries of a square sparse matrix summed at both of their ends: the gradient of sums of two scores.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, formatShape } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { endScores } from "./ends";
import { headsOf, matrixFrom, patternOf, type SparseMatrix, sizesOf } from "./sparse";
import { unitsOf } from "./units";

export const endSumOp: Op = {
  name: "endSum",
  type([x, ...pattern]) {
    const [rows, columns] = sizesOf(pattern, x, { heads: true });
    if (rows !== columns || x.shape.length !== 2) {
      throw new Error(`${formatShape(x)} with ${rows} × ${columns} entries are no rows for those of a square matrix.`);
    }
    return f32([rows, 2 * headsOf(x)]);
  },
  evaluate({ inputs: [x, pointers, indices], output, shape: [rows, width] }) {
    const heads = width / 2;
    for (let row = 0; row < rows; row++) {
      for (let entry = pointers[row]; entry < pointers[row + 1]; entry++) {
        for (let head = 0; head < heads; head++) {
          output[indices[entry] * width + head] += x[entry * heads + head];
          output[row * width + heads + head] += x[entry * heads + head];
        }
      }
    }
  },
  gradient: ({ inputs: [x, ...pattern] }, g) => [endScores(matrixFrom(x, pattern), g), ...pattern.map(() => null)],
  /** Dimensions: rows, heads. */
  lower({ inputs: [x, rowPointers, , transposedPointers, , transposedEntries], type }) {
    const [, width] = type.shape;
    return [
      {
        opcode: Opcode.EndSum,
        inputs: [x, rowPointers, transposedPointers, transposedEntries],
        dimensions: [{ perUnit: 1 }, width / 2],
        units: unitsOf(type),
        parts: [width, 0, 1, 1, 0],
      },
    ];
  },
  onnx: null,
  pytorch: null,
};

/**
 * f32 [rows, 2·heads] of x [nonZeros, heads]: first the sum over the entries of each column, then the sum over those of
 * the row with the same number.
 */
export function endSum(matrix: SparseMatrix, x: Node): Node {
  return x.graph.add(endSumOp, [x, ...patternOf(matrix)], {});
}
