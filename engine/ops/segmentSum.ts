// Sums or means over segments of rows; an empty segment gives zeros.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { Opcode } from "../kernels/opcodes";
import { segmentRepeat } from "./segmentRepeat";
import { eachColumn, segmentsType, widthOf } from "./segments";
import { unitsOf } from "./units";

type SegmentSumAttributes = { mean: boolean };

export const segmentSumOp: Op<SegmentSumAttributes> = {
  name: "segmentSum",
  type: ([x, pointers]) => segmentsType(x, pointers),
  evaluate({ inputs: [x, pointers], inputShapes: [shape], output, attributes: { mean } }) {
    eachColumn(pointers, shape, (elements, own) => {
      const sum = elements.reduce((total, element) => total + x[element], 0);
      output[own] = mean ? sum / Math.max(1, elements.length) : sum;
    });
  },
  gradient: ({ inputs: [x, pointers], attributes: { mean } }, g) => [
    segmentRepeat(g, pointers, x.type.shape[0], { mean }),
    null,
  ],
  /** Dimensions: segments, elements of a row, whether sums are divided by the numbers of rows. */
  lower({ inputs, type, attributes: { mean } }) {
    const width = widthOf(type);
    const cut = { units: unitsOf(type), parts: [width, 0, 1] };
    return [{ opcode: Opcode.SegmentSum, inputs, dimensions: [{ perUnit: 1 }, width, Number(mean)], ...cut }];
  },
  onnx: null,
  pytorch: "torch.segment_reduce",
};

/** [S, …]: the sum of the rows of each segment; x [E, …] sorted by segment, pointers i32 [S + 1]. */
export function segmentSum(x: Node, pointers: Node): Node {
  return x.graph.add(segmentSumOp, [x, pointers], { mean: false });
}

/** [S, …]: the mean of the rows of each segment; x [E, …] sorted by segment, pointers i32 [S + 1]. */
export function segmentMean(x: Node, pointers: Node): Node {
  return x.graph.add(segmentSumOp, [x, pointers], { mean: true });
}
