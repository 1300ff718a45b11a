// Largest of each column of a segment of rows, zeros of an empty one; equal maxima share the gradient evenly.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { Opcode } from "../kernels/opcodes";
import { divide } from "./divide";
import { equal } from "./equal";
import { constant } from "./fill";
import { maximum } from "./maximum";
import { multiply } from "./multiply";
import { segmentRepeat } from "./segmentRepeat";
import { segmentSum } from "./segmentSum";
import { eachColumn, segmentsType, widthOf } from "./segments";
import { unitsOf } from "./units";

export const segmentMaxOp: Op = {
  name: "segmentMax",
  type: ([x, pointers]) => segmentsType(x, pointers),
  evaluate({ inputs: [x, pointers], inputShapes: [shape], output }) {
    eachColumn(pointers, shape, (elements, own) => {
      if (elements.length > 0) output[own] = Math.max(...elements.map((element) => x[element]));
    });
  },
  gradient(node, g) {
    const [x, pointers] = node.inputs;
    const rows = x.type.shape[0];
    const among = equal(x, segmentRepeat(node as unknown as Node, pointers, rows));
    // No maximum of an empty segment, but nothing of it is repeated either.
    const sharing = maximum(segmentSum(among, pointers), constant(x.graph, 1));
    return [multiply(among, segmentRepeat(divide(g, sharing), pointers, rows)), null];
  },
  /** Dimensions: segments, elements of a row. */
  lower({ inputs, type }) {
    const width = widthOf(type);
    const cut = { units: unitsOf(type), parts: [width, 0, 1] };
    return [{ opcode: Opcode.SegmentMax, inputs, dimensions: [{ perUnit: 1 }, width], ...cut }];
  },
  onnx: null,
  pytorch: "torch.segment_reduce",
};

/** [S, …]: the largest of each column of each segment; x [E, …] sorted by segment, pointers i32 [S + 1]. */
export function segmentMax(x: Node, pointers: Node): Node {
  return x.graph.add(segmentMaxOp, [x, pointers], {});
}
