// Attention over the entries of a sparse matrix: softmax over each row of LeakyReLU of the scores of both ends of an entry.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32 } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { edgeSoftmaxGradient } from "./edgeSoftmaxGradient";
import { endSum } from "./endSum";
import { eachEntryOf, headsOfScores } from "./ends";
import { elementsPerSegment } from "./segments";
import { matrixFrom, patternOf, type SparseMatrix } from "./sparse";

/** Of LeakyReLU on the negative side. */
type EdgeSoftmaxAttributes = { slope: number };

export const edgeSoftmaxOp: Op<EdgeSoftmaxAttributes> = {
  name: "edgeSoftmax",
  type: ([scores, ...pattern]) => f32([pattern[1].shape[0], headsOfScores(scores, pattern)]),
  evaluate({ inputs: [scores, pointers, indices], output, shape: [, heads], attributes: { slope } }) {
    eachEntryOf(pointers, heads, (row, head, entries) => {
      const values = entries.map((entry) => {
        const sum = scores[indices[entry] * 2 * heads + head] + scores[(row * 2 + 1) * heads + head];
        return sum > 0 ? sum : slope * sum;
      });
      const largest = Math.max(...values);
      const total = values.reduce((sum, value) => sum + Math.exp(value - largest), 0);
      entries.forEach((entry, i) => {
        output[entry * heads + head] = Math.exp(values[i] - largest) / total;
      });
    });
  },
  gradient(node, g) {
    const [scores, ...pattern] = node.inputs;
    const matrix = matrixFrom(g, pattern);
    const toSums = edgeSoftmaxGradient(matrix, node as unknown as Node, g, scores, node.attributes);
    return [endSum(matrix, toSums), ...pattern.map(() => null)];
  },
  /** Dimensions: rows, heads. Scalar: slope. */
  lower({ inputs: [scores, rowPointers, columnIndices], type, attributes: { slope } }) {
    const [rows] = scores.type.shape;
    return [
      {
        opcode: Opcode.EdgeSoftmax,
        inputs: [scores, rowPointers, columnIndices],
        dimensions: [{ perUnit: 1 }, type.shape[1]],
        scalars: [slope],
        units: rows,
        parts: [0, 0, 1, 0],
        scattered: elementsPerSegment(type, rows),
      },
    ];
  },
  onnx: null,
  pytorch: null,
};

/**
 * f32 [nonZeros, heads]: for entry (i, j) of a square matrix e^l / Σ e^l over the entries of row i, where l = LeakyReLU of
 * scores[j, head] + scores[i, heads + head]; scores [rows, 2·heads].
 */
export function edgeSoftmax(matrix: SparseMatrix, scores: Node, { slope }: EdgeSoftmaxAttributes): Node {
  return scores.graph.add(edgeSoftmaxOp, [scores, ...patternOf(matrix)], { slope });
}
