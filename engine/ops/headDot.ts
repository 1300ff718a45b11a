// Of each row and head the dot products with that head's vectors: scores of attention.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32 } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { headSpread } from "./headSpread";
import { headSum } from "./headSum";
import { checkMatrices, eachHeadUnit, headSizes } from "./heads";
import { unitsOf } from "./units";

export const headDotOp: Op = {
  name: "headDot",
  type([x, vectors]) {
    checkMatrices([x, vectors]);
    const [count, units] = vectors.shape;
    headSizes(x.shape[1], count, units);
    return f32([x.shape[0], count], x.batched);
  },
  evaluate({ inputs: [x, vectors], inputShapes: [[rows, width], [count, units]], output }) {
    for (let row = 0; row < rows; row++) {
      eachHeadUnit(headSizes(width, count, units), (vector, element, column) => {
        output[row * count + vector] += x[row * width + column] * vectors[element];
      });
    }
  },
  gradient({ inputs: [x, vectors] }, g) {
    return [headSpread(g, vectors, x.type.shape[1]), headSum(x, g, vectors.type.shape[1])];
  },
  /** Dimensions: rows, heads, units, sets. */
  lower({ inputs, type }) {
    const [x, vectors] = inputs;
    const [, width] = x.type.shape;
    const [count, units] = vectors.type.shape;
    const { heads, sets } = headSizes(width, count, units);
    return [
      {
        opcode: Opcode.HeadDot,
        inputs,
        dimensions: [{ perUnit: 1 }, heads, units, sets],
        work: type.shape[0] * width * sets,
        units: unitsOf(type),
        parts: [count, width, 0],
      },
    ];
  },
  onnx: null,
  pytorch: null,
};

/**
 * [n, sets·heads]: element set·heads + head of a row is the dot product of the head's columns of x [n, heads·units] with
 * that row of the vectors [sets·heads, units].
 */
export function headDot(x: Node, vectors: Node): Node {
  return x.graph.add(headDotOp, [x, vectors], {});
}
