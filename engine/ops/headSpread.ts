// Of each row and head the sum of that head's vectors, weighted: the gradient of dot products by head in the rows.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, formatShape } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { headDot } from "./headDot";
import { headSum } from "./headSum";
import { checkMatrices, eachHeadUnit, headSizes } from "./heads";
import { unitsOf } from "./units";

type HeadSpreadAttributes = { width: number };

export const headSpreadOp: Op<HeadSpreadAttributes> = {
  name: "headSpread",
  type([weights, vectors], { width }) {
    checkMatrices([weights, vectors]);
    const [count, units] = vectors.shape;
    if (weights.shape[1] !== count) throw new Error(`${formatShape(weights)} are no weights for ${count} vectors.`);
    headSizes(width, count, units);
    return f32([weights.shape[0], width], weights.batched);
  },
  evaluate({ inputs: [weights, vectors], inputShapes: [[rows], [count, units]], output, attributes: { width } }) {
    for (let row = 0; row < rows; row++) {
      eachHeadUnit(headSizes(width, count, units), (vector, element, column) => {
        output[row * width + column] += weights[row * count + vector] * vectors[element];
      });
    }
  },
  gradient: ({ inputs: [weights, vectors] }, g) => [headDot(g, vectors), headSum(g, weights, vectors.type.shape[1])],
  /** Dimensions: rows, heads, units, sets. */
  lower({ inputs, type, attributes: { width } }) {
    const [count, units] = inputs[1].type.shape;
    const { heads, sets } = headSizes(width, count, units);
    return [
      {
        opcode: Opcode.HeadSpread,
        inputs,
        dimensions: [{ perUnit: 1 }, heads, units, sets],
        work: type.shape[0] * width * sets,
        units: unitsOf(type),
        parts: [width, count, 0],
      },
    ];
  },
  onnx: null,
  pytorch: null,
};

/**
 * [n, width], width = heads·units: a head's columns are the sum over sets of weight · vector; weights [n, sets·heads],
 * vectors [sets·heads, units].
 */
export function headSpread(weights: Node, vectors: Node, width: number): Node {
  return weights.graph.add(headSpreadOp, [weights, vectors], { width });
}
