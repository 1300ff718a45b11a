// A row for each segment, repeated for each row of its segment: the gradient of sums over segments.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { Opcode } from "../kernels/opcodes";
import { segmentMean, segmentSum } from "./segmentSum";
import { eachColumn, rowsType, widthOf } from "./segments";
import { unitsOf } from "./units";

/** `mean`: each row is divided by the number of its repetitions. */
type SegmentRepeatAttributes = { rows: number; mean: boolean };

export const segmentRepeatOp: Op<SegmentRepeatAttributes> = {
  name: "segmentRepeat",
  type: ([x, pointers], { rows }) => rowsType(x, pointers, rows),
  evaluate({ inputs: [x, pointers], output, shape, attributes: { mean } }) {
    eachColumn(pointers, shape, (elements, own) => {
      for (const element of elements) output[element] = mean ? x[own] / elements.length : x[own];
    });
  },
  gradient: ({ inputs: [, pointers], attributes: { mean } }, g) => [
    mean ? segmentMean(g, pointers) : segmentSum(g, pointers),
    null,
  ],
  /** Dimensions: rows, elements of a row, segments, whether rows are divided by the number of their repetitions. */
  lower({ inputs, type, attributes: { mean } }) {
    const width = widthOf(type);
    const cut = { units: unitsOf(type), parts: [width, 0, 0] };
    const segments = inputs[0].type.shape[0];
    return [
      { opcode: Opcode.SegmentRepeat, inputs, dimensions: [{ perUnit: 1 }, width, segments, Number(mean)], ...cut },
    ];
  },
  onnx: null,
  pytorch: "torch.repeat_interleave",
};

/** [rows, …]: row s of x [S, …] for each row of segment s; pointers i32 [S + 1], the last of them `rows`. */
export function segmentRepeat(x: Node, pointers: Node, rows: number, { mean = false } = {}): Node {
  return x.graph.add(segmentRepeatOp, [x, pointers], { rows, mean });
}
