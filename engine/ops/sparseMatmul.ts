// Sparse matrix times dense matrix: row i of the result is the sum of value · x[column] over the entries of row i.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, formatShape } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { edgeDot } from "./edgeDot";
import { layoutOf, matrixFrom, patternOf, type SparseMatrix, sizesOf } from "./sparse";
import { unitsOf } from "./units";

/** `symmetric`: the values are in order for the transpose too. */
type SparseMatmulAttributes = { transposed: boolean; symmetric: boolean };

export const sparseMatmulOp: Op<SparseMatmulAttributes> = {
  name: "sparseMatmul",
  type([x, values, ...pattern], { transposed }) {
    const sizes = sizesOf(pattern, values);
    const [rows, columns] = transposed ? sizes.reverse() : sizes;
    if (x.batched || x.shape.length !== 2 || x.shape[0] !== columns) {
      throw new Error(`${formatShape(x)} does not fit a sparse matrix of ${rows} × ${columns}.`);
    }
    return f32([rows, x.shape[1]]);
  },
  evaluate({ inputs: [x, values, pointers, indices], output, shape: [, width], attributes: { transposed } }) {
    for (let row = 0; row < pointers.length - 1; row++) {
      for (let entry = pointers[row]; entry < pointers[row + 1]; entry++) {
        const [to, from] = transposed ? [indices[entry], row] : [row, indices[entry]];
        for (let j = 0; j < width; j++) output[to * width + j] += values[entry] * x[from * width + j];
      }
    }
  },
  gradient({ inputs: [x, values, ...pattern], attributes: { transposed, symmetric } }, g) {
    const matrix = matrixFrom(values, pattern, symmetric);
    const toValues = transposed ? edgeDot(matrix, x, g) : edgeDot(matrix, g, x);
    return [product(matrix, g, !transposed), toValues, ...pattern.map(() => null)];
  },
  /** Dimensions: rows, width. */
  lower({ inputs: [x, values, ...pattern], type, attributes: { transposed, symmetric } }) {
    const layout = layoutOf(matrixFrom(values, pattern, symmetric), transposed);
    const width = type.shape[1];
    return [
      {
        opcode: Opcode.SparseMatmul,
        inputs: [x, values, ...layout],
        dimensions: [{ perUnit: 1 }, width],
        work: values.type.shape[0] * width,
        units: unitsOf(type),
        parts: [width, 0, 0, 1, ...layout.slice(1).map(() => 0)],
      },
    ];
  },
  appliesActivation: true,
  onnx: null,
  pytorch: "torch.sparse.mm",
};

function product(matrix: SparseMatrix, x: Node, transposed: boolean): Node {
  const { values, symmetric } = matrix;
  return x.graph.add(sparseMatmulOp, [x, values, ...patternOf(matrix)], { transposed, symmetric });
}

/** a·x, [rows, columns] × [columns, d] → [rows, d]. */
export const sparseMatmul = (a: SparseMatrix, x: Node): Node => product(a, x, false);

/** aᵀ·x, [columns, rows] × [rows, d] → [columns, d]. */
export const sparseMatmulTransposed = (a: SparseMatrix, x: Node): Node => product(a, x, true);
