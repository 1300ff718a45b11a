// Dense matrix times sparse matrix: element j of a row of the result is the sum of x[row] · value over column j.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, formatShape } from "../core/shape";
import { rowsTogether } from "../kernels/blocks";
import { Opcode } from "../kernels/opcodes";
import { edgeDotOverRows } from "./edgeDotOverRows";
import { layoutOf, matrixFrom, patternOf, type SparseMatrix, sizesOf } from "./sparse";
import { unitsOf } from "./units";

/** `symmetric`: the values are in order for the transpose too. */
type DenseSparseAttributes = { transposed: boolean; symmetric: boolean };

export const denseSparseOp: Op<DenseSparseAttributes> = {
  name: "denseSparse",
  type([x, values, ...pattern], { transposed }) {
    const sizes = sizesOf(pattern, values);
    const [rows, columns] = transposed ? sizes.reverse() : sizes;
    if (x.shape.length !== 2 || x.shape[1] !== rows) {
      throw new Error(`${formatShape(x)} does not fit a sparse matrix of ${rows} × ${columns}.`);
    }
    return f32([x.shape[0], columns], x.batched);
  },
  evaluate({ inputs: [x, values, pointers, indices], inputShapes: [[rows, inner]], output, ...rest }) {
    const {
      shape: [, width],
      attributes: { transposed },
    } = rest;
    for (let row = 0; row < pointers.length - 1; row++) {
      for (let entry = pointers[row]; entry < pointers[row + 1]; entry++) {
        const [to, from] = transposed ? [row, indices[entry]] : [indices[entry], row];
        for (let i = 0; i < rows; i++) output[i * width + to] += x[i * inner + from] * values[entry];
      }
    }
  },
  gradient({ inputs: [x, values, ...pattern], attributes: { transposed, symmetric } }, g) {
    const matrix = matrixFrom(values, pattern, symmetric);
    const toValues = transposed ? edgeDotOverRows(matrix, g, x) : edgeDotOverRows(matrix, x, g);
    return [product(matrix, g, !transposed), toValues, ...pattern.map(() => null)];
  },
  /** Dimensions: rows of x, columns of x, columns of the result; the instruction reads the matrix by its columns. */
  lower({ inputs: [x, values, ...pattern], type, attributes: { transposed, symmetric } }) {
    const layout = layoutOf(matrixFrom(values, pattern, symmetric), !transposed);
    const inner = x.type.shape[1];
    const width = type.shape[1];
    return [
      {
        opcode: Opcode.DenseSparse,
        inputs: [x, values, ...layout],
        dimensions: [{ perUnit: 1 }, inner, width],
        work: type.shape[0] * values.type.shape[0],
        scratch: rowsTogether * (inner + width),
        units: unitsOf(type),
        parts: [width, inner, 0, 0, ...layout.slice(1).map(() => 0)],
      },
    ];
  },
  onnx: null,
  pytorch: null,
};

function product(matrix: SparseMatrix, x: Node, transposed: boolean): Node {
  const { values, symmetric } = matrix;
  return x.graph.add(denseSparseOp, [x, values, ...patternOf(matrix)], { transposed, symmetric });
}

/** x·a, [n, rows] × [rows, columns] → [n, columns]; x may be a batch. */
export const denseSparse = (x: Node, a: SparseMatrix): Node => product(a, x, false);

/** x·aᵀ, [n, columns] × [columns, rows] → [n, rows]; x may be a batch. */
export const denseSparseTransposed = (x: Node, a: SparseMatrix): Node => product(a, x, true);
