// A range of one axis, not the batch; the gradient is padded with zeros.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, formatShape, normalizeAxis, type Shape, sizeOf } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { concat } from "./concat";
import { fill } from "./fill";
import { rowElements, unitsOf } from "./units";

/** Indices from `begin` up to, not including, `end`. */
type SliceAttributes = { axis: number; begin: number; end: number };

const withSize = (shape: Shape, axis: number, size: number): number[] => [...shape].fill(size, axis, axis + 1);

export const sliceOp: Op<SliceAttributes> = {
  name: "slice",
  type([x], { axis, begin, end }) {
    if (x.batched && axis === 0) throw new Error("The batch cannot be sliced.");
    if (begin < 0 || end > x.shape[axis] || begin >= end) {
      throw new Error(`${begin} … ${end} is not a range of axis ${axis} of ${formatShape(x)}.`);
    }
    return f32(withSize(x.shape, axis, end - begin), x.batched);
  },
  evaluate({ inputs: [x], inputShapes: [shape], output, attributes: { axis, begin, end } }) {
    const inner = sizeOf(shape.slice(axis + 1));
    const width = (end - begin) * inner;
    const stride = shape[axis] * inner;
    for (let row = 0; row * width < output.length; row++) {
      const from = row * stride + begin * inner;
      output.set(x.subarray(from, from + width), row * width);
    }
  },
  gradient({ inputs: [x], attributes: { axis, begin, end } }, g) {
    const zeros = (size: number) =>
      size > 0 ? [fill(x.graph, { ...x.type, shape: withSize(x.type.shape, axis, size) }, 0)] : [];
    return [concat([...zeros(begin), g, ...zeros(x.type.shape[axis] - end)], axis)];
  },
  /** Dimensions: rows, width, row stride of the input, row stride of the output. */
  lower({ inputs, type, attributes: { axis, begin, end } }) {
    const [{ type: whole }] = inputs;
    const inner = sizeOf(whole.shape.slice(axis + 1));
    const width = (end - begin) * inner;
    const stride = whole.shape[axis] * inner;
    const rows = { perUnit: rowElements(type) / (width || 1) };
    return [
      {
        opcode: Opcode.CopyColumns,
        inputs,
        dimensions: axis === 0 ? [1, { perUnit: inner }, stride, width] : [rows, width, stride, width],
        inputOffset: begin * inner,
        units: unitsOf(type),
        parts: [rowElements(type), rowElements(whole)],
      },
    ];
  },
  onnx: "Slice",
  pytorch: "torch.narrow",
};

/** Indices `begin` up to, not including, `end` of an axis. */
export function slice(x: Node, axis: number, begin: number, end: number): Node {
  return x.graph.add(sliceOp, [x], { axis: normalizeAxis(axis, x.type.shape.length), begin, end });
}
