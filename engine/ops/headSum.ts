// For each head the sum over rows of its columns, weighted: the gradient of dot products by head in the vectors.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, formatShape } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { headDot } from "./headDot";
import { headSpread } from "./headSpread";
import { checkMatrices, eachHeadUnit, headSizes } from "./heads";
import { unitsOf } from "./units";

/** Columns of a head. */
type HeadSumAttributes = { units: number };

export const headSumOp: Op<HeadSumAttributes> = {
  name: "headSum",
  type([x, weights], { units }) {
    checkMatrices([x, weights]);
    if (x.shape[0] !== weights.shape[0] || x.batched !== weights.batched) {
      throw new Error(`${formatShape(weights)} are no weights for the rows of ${formatShape(x)}.`);
    }
    headSizes(x.shape[1], weights.shape[1], units);
    return f32([weights.shape[1], units]);
  },
  evaluate({ inputs: [x, weights], inputShapes: [[rows, width], [, count]], output, attributes: { units } }) {
    for (let row = 0; row < rows; row++) {
      eachHeadUnit(headSizes(width, count, units), (vector, element, column) => {
        output[element] += x[row * width + column] * weights[row * count + vector];
      });
    }
  },
  gradient: ({ inputs: [x, weights] }, g) => [headSpread(weights, g, x.type.shape[1]), headDot(x, g)],
  /** Dimensions: rows, heads, units, sets. */
  lower({ inputs, type, attributes: { units } }) {
    const [{ type: rows }] = inputs;
    const [n, width] = rows.shape;
    const [count] = type.shape;
    const { heads, sets } = headSizes(width, count, units);
    return [
      {
        opcode: Opcode.HeadSum,
        inputs,
        dimensions: [{ perUnit: 1 }, heads, units, sets],
        work: n * width * sets,
        partial: true,
        units: unitsOf(rows),
        parts: [0, width, count],
      },
    ];
  },
  onnx: null,
  pytorch: null,
};

/** [sets·heads, units]: Σ over rows of weight · the head's columns; x [n, heads·units], weights [n, sets·heads]. */
export function headSum(x: Node, weights: Node, units: number): Node {
  return x.graph.add(headSumOp, [x, weights], { units });
}
