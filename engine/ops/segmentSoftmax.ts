// Softmax over the rows of each segment, column by column: attention over the neighbours of a node.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32 } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { segmentSoftmaxGradient } from "./segmentSoftmaxGradient";
import { eachColumn, elementsPerSegment, segmentsType, widthOf } from "./segments";

export const segmentSoftmaxOp: Op = {
  name: "segmentSoftmax",
  type([x, pointers]) {
    segmentsType(x, pointers);
    return f32(x.shape);
  },
  evaluate({ inputs: [x, pointers], output, shape }) {
    eachColumn(pointers, shape, (elements) => {
      const largest = Math.max(...elements.map((element) => x[element]));
      const sum = elements.reduce((total, element) => total + Math.exp(x[element] - largest), 0);
      for (const element of elements) output[element] = Math.exp(x[element] - largest) / sum;
    });
  },
  gradient: (node, g) => [segmentSoftmaxGradient(node as unknown as Node, g, node.inputs[1]), null],
  /** Dimensions: segments, elements of a row. */
  lower({ inputs, type }) {
    const segments = inputs[1].type.shape[0] - 1;
    const cut = { units: segments, parts: [0, 0, 1], scattered: elementsPerSegment(type, segments) };
    return [{ opcode: Opcode.SegmentSoftmax, inputs, dimensions: [{ perUnit: 1 }, widthOf(type)], ...cut }];
  },
  onnx: null,
  pytorch: "torch_geometric.utils.softmax",
};

/** e^x / Σ e^x over the rows of each segment; x [E] or [E, …] sorted by segment, pointers i32 [S + 1]. */
export function segmentSoftmax(x: Node, pointers: Node): Node {
  return x.graph.add(segmentSoftmaxOp, [x, pointers], {});
}
