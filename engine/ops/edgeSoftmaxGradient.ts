// The gradient of attention over entries in the sums of scores: y·(g − Σ g·y over the row)·(1 or the slope of LeakyReLU).

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, sameShape } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { shift } from "./add";
import { eachEntryOf, endScores, headsOfScores } from "./ends";
import { constant } from "./fill";
import { greater } from "./greater";
import { multiply, scale } from "./multiply";
import { softmaxGradientAdjoints } from "./segmentSoftmaxGradient";
import { elementsPerSegment } from "./segments";
import { matrixFrom, patternOf, type SparseMatrix } from "./sparse";

type EdgeSoftmaxGradientAttributes = { slope: number };

export const edgeSoftmaxGradientOp: Op<EdgeSoftmaxGradientAttributes> = {
  name: "edgeSoftmaxGradient",
  type([y, g, scores, ...pattern]) {
    const type = f32([pattern[1].shape[0], headsOfScores(scores, pattern)]);
    if (![y, g].every(({ shape }) => sameShape(shape, type.shape))) {
      throw new Error("There must be attention and its gradient for each entry and head.");
    }
    return type;
  },
  evaluate({ inputs: [y, g, scores, pointers, indices], output, shape: [, heads], attributes: { slope } }) {
    eachEntryOf(pointers, heads, (row, head, entries) => {
      const mean = entries.reduce((sum, entry) => sum + g[entry * heads + head] * y[entry * heads + head], 0);
      for (const entry of entries) {
        const sum = scores[indices[entry] * 2 * heads + head] + scores[(row * 2 + 1) * heads + head];
        const at = entry * heads + head;
        output[at] = y[at] * (g[at] - mean) * (sum > 0 ? 1 : slope);
      }
    });
  },
  /** The scores count only by their signs. */
  gradient({ inputs: [y, g, scores, ...pattern], attributes: { slope } }, h) {
    const matrix = matrixFrom(y, pattern);
    const positive = greater(endScores(matrix, scores), constant(h.graph, 0));
    const outer = multiply(h, shift(scale(positive, 1 - slope), slope));
    const adjoints = softmaxGradientAdjoints(y, g, matrix.rowPointers, outer);
    return [...adjoints, null, ...pattern.map(() => null)];
  },
  /** Dimensions: rows, heads. Scalar: slope. */
  lower({ inputs: [y, g, scores, rowPointers, columnIndices], type, attributes: { slope } }) {
    const [rows] = scores.type.shape;
    return [
      {
        opcode: Opcode.EdgeSoftmaxGradient,
        inputs: [y, g, scores, rowPointers, columnIndices],
        dimensions: [{ perUnit: 1 }, type.shape[1]],
        scalars: [slope],
        units: rows,
        parts: [0, 0, 0, 0, 1, 0],
        scattered: elementsPerSegment(type, rows),
      },
    ];
  },
  onnx: null,
  pytorch: null,
};

/** Of y = edgeSoftmax(matrix, scores) with the gradient g: that of the sums of scores, f32 [nonZeros, heads]. */
export function edgeSoftmaxGradient(
  matrix: SparseMatrix,
  y: Node,
  g: Node,
  scores: Node,
  { slope }: EdgeSoftmaxGradientAttributes,
): Node {
  return y.graph.add(edgeSoftmaxGradientOp, [y, g, scores, ...patternOf(matrix)], { slope });
}
