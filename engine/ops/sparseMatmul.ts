// Sparse matrix times dense matrix: row i of the result is the sum of value · x[column] over the entries of row i, head by head.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, formatShape } from "../core/shape";
import { sparseEntries, sparseWidth } from "../kernels/blocks";
import { Opcode } from "../kernels/opcodes";
import { edgeDot } from "./edgeDot";
import { headsOf, layoutOf, matrixFrom, patternOf, type SparseMatrix, sizesOf } from "./sparse";
import { unitsOf } from "./units";

/** `symmetric`: the values are in order for the transpose too. */
type SparseMatmulAttributes = { transposed: boolean; symmetric: boolean };

export const sparseMatmulOp: Op<SparseMatmulAttributes> = {
  name: "sparseMatmul",
  type([x, values, ...pattern], { transposed }) {
    const sizes = sizesOf(pattern, values, { heads: true });
    const [rows, columns] = transposed ? sizes.reverse() : sizes;
    if (x.batched || x.shape.length !== 2 || x.shape[0] !== columns) {
      throw new Error(`${formatShape(x)} does not fit a sparse matrix of ${rows} × ${columns}.`);
    }
    if (x.shape[1] % headsOf(values)) throw new Error(`${formatShape(x)} has no equal columns for each head.`);
    return f32([rows, x.shape[1]]);
  },
  evaluate({ inputs: [x, values, pointers, indices], output, shape: [, width], attributes: { transposed } }) {
    const heads = values.length / Math.max(1, indices.length);
    const units = width / heads;
    for (let row = 0; row < pointers.length - 1; row++) {
      for (let entry = pointers[row]; entry < pointers[row + 1]; entry++) {
        const [to, from] = transposed ? [indices[entry], row] : [row, indices[entry]];
        for (let j = 0; j < width; j++) {
          output[to * width + j] += values[entry * heads + Math.floor(j / units)] * x[from * width + j];
        }
      }
    }
  },
  gradient({ inputs: [x, values, ...pattern], attributes: { transposed, symmetric } }, g) {
    const matrix = matrixFrom(values, pattern, symmetric);
    const heads = { heads: values.type.shape[1] };
    const toValues = transposed ? edgeDot(matrix, x, g, heads) : edgeDot(matrix, g, x, heads);
    return [product(matrix, g, !transposed), toValues, ...pattern.map(() => null)];
  },
  /** Dimensions: rows, width, heads. */
  lower({ inputs: [x, values, ...pattern], type, attributes: { transposed, symmetric } }) {
    const layout = layoutOf(matrixFrom(values, pattern, symmetric), transposed);
    const width = type.shape[1];
    const leavesOut = headsOf(values.type) === 1 && width >= sparseWidth;
    return [
      {
        opcode: Opcode.SparseMatmul,
        inputs: [x, values, ...layout],
        dimensions: [{ perUnit: 1 }, width, headsOf(values.type)],
        work: values.type.shape[0] * width,
        units: unitsOf(type),
        parts: [width, 0, 0, 1, ...layout.slice(1).map(() => 0)],
        ...(leavesOut ? { scratch: 2 * sparseEntries } : {}),
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

/**
 * a·x, [rows, columns] × [columns, d] → [rows, d]. With several heads each multiplies its own columns of x, d/heads of
 * them side by side.
 */
export const sparseMatmul = (a: SparseMatrix, x: Node): Node => product(a, x, false);

/** aᵀ·x, [columns, rows] × [rows, d] → [columns, d]. */
export const sparseMatmulTransposed = (a: SparseMatrix, x: Node): Node => product(a, x, true);
