// For each stored entry (i, j) of a sparse matrix the dot product of row i of one matrix and row j of another, head by head.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, formatShape } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { matrixFrom, patternOf, type SparseMatrix, sizesOf } from "./sparse";
import { sparseMatmul, sparseMatmulTransposed } from "./sparseMatmul";
import { unitsOf } from "./units";

/** Without `heads` one value an entry, f32 [nonZeros]; else [nonZeros, heads]. */
type EdgeDotAttributes = { heads: number | undefined };

export const edgeDotOp: Op<EdgeDotAttributes> = {
  name: "edgeDot",
  type([a, b, ...pattern], { heads }) {
    const sizes = sizesOf(pattern);
    const fits = [a, b].every(({ shape, batched }, at) => !batched && shape.length === 2 && shape[0] === sizes[at]);
    if (!fits || a.shape[1] !== b.shape[1]) {
      throw new Error(`${formatShape(a)} and ${formatShape(b)} do not fit a sparse matrix of ${sizes.join(" × ")}.`);
    }
    if (heads === undefined) return f32(pattern[1].shape);
    if (a.shape[1] % heads) throw new Error(`${formatShape(a)} has no equal columns for each of ${heads} heads.`);
    return f32([...pattern[1].shape, heads]);
  },
  evaluate({ inputs: [a, b, pointers, indices], inputShapes: [[rows, width]], output, attributes: { heads = 1 } }) {
    const units = width / heads;
    for (let row = 0; row < rows; row++) {
      for (let entry = pointers[row]; entry < pointers[row + 1]; entry++) {
        for (let j = 0; j < width; j++) {
          output[entry * heads + Math.floor(j / units)] += a[row * width + j] * b[indices[entry] * width + j];
        }
      }
    }
  },
  gradient({ inputs: [a, b, ...pattern] }, g) {
    const weighted = matrixFrom(g, pattern);
    return [sparseMatmul(weighted, b), sparseMatmulTransposed(weighted, a), ...pattern.map(() => null)];
  },
  /** Dimensions: entries, width, rows, heads. */
  lower({ inputs: [a, b, rowPointers, columnIndices], type, attributes: { heads = 1 } }) {
    const [rows, width] = a.type.shape;
    return [
      {
        opcode: Opcode.EdgeDot,
        inputs: [a, b, rowPointers, columnIndices],
        dimensions: [{ perUnit: 1 }, width, rows, heads],
        work: type.shape[0] * width,
        units: unitsOf(type),
        parts: [heads, 0, 0, 0, 1],
      },
    ];
  },
  onnx: null,
  pytorch: "torch.sparse.sampled_addmm",
};

/**
 * f32 [nonZeros]: a[i]·b[j] for each entry (i, j) of the matrix; a [rows, d], b [columns, d]. With `heads`, [nonZeros,
 * heads]: the dot products of the heads' own columns, d/heads of them side by side.
 */
export function edgeDot(matrix: SparseMatrix, a: Node, b: Node, { heads }: { heads?: number } = {}): Node {
  return a.graph.add(edgeDotOp, [a, b, ...patternOf(matrix)], { heads });
}
