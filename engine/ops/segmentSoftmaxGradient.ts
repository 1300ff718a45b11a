// The gradient of softmax over segments: y·(g − Σ g·y), the sum over the rows of each segment, column by column.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, sameShape } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { multiply } from "./multiply";
import { segmentRepeat } from "./segmentRepeat";
import { segmentSum } from "./segmentSum";
import { eachColumn, elementsPerSegment, segmentsType, widthOf } from "./segments";
import { subtract } from "./subtract";

export const segmentSoftmaxGradientOp: Op = {
  name: "segmentSoftmaxGradient",
  type([y, g, pointers]) {
    segmentsType(y, pointers);
    if (!sameShape(y.shape, g.shape)) throw new Error("There must be a gradient for each value.");
    return f32(y.shape);
  },
  evaluate({ inputs: [y, g, pointers], output, shape }) {
    eachColumn(pointers, shape, (elements) => {
      const mean = elements.reduce((total, element) => total + g[element] * y[element], 0);
      for (const element of elements) output[element] = y[element] * (g[element] - mean);
    });
  },
  gradient: ({ inputs: [y, g, pointers] }, h) => [...softmaxGradientAdjoints(y, g, pointers, h), null],
  /** Dimensions: segments, elements of a row. */
  lower({ inputs, type }) {
    const segments = inputs[2].type.shape[0] - 1;
    const cut = { units: segments, parts: [0, 0, 0, 1], scattered: elementsPerSegment(type, segments) };
    return [{ opcode: Opcode.SegmentSoftmaxGradient, inputs, dimensions: [{ perUnit: 1 }, widthOf(type)], ...cut }];
  },
  onnx: null,
  pytorch: null,
};

/** Of y·(g − Σ g·y) with the gradient h: those of y and g. */
export function softmaxGradientAdjoints(y: Node, g: Node, pointers: Node, h: Node): [Node, Node] {
  const meanOf = (x: Node): Node => segmentRepeat(segmentSum(multiply(x, y), pointers), pointers, y.type.shape[0]);
  const toY = subtract(multiply(h, subtract(g, meanOf(g))), multiply(g, meanOf(h)));
  return [toY, segmentSoftmaxGradient(y, h, pointers)];
}

/** Of y = segmentSoftmax(x) with the gradient g: that of x; y and g [E] or [E, …], pointers i32 [S + 1]. */
export function segmentSoftmaxGradient(y: Node, g: Node, pointers: Node): Node {
  return y.graph.add(segmentSoftmaxGradientOp, [y, g, pointers], {});
}
