// Maxima over neighbouring axes, which become 1 or go; equal maxima share the gradient evenly, as torch.amax.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { sizeOf } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { divide } from "./divide";
import { equal } from "./equal";
import { multiply } from "./multiply";
import { lowerReduction, type ReduceAttributes, type ReduceOptions, reduce, reducedType, sumOp } from "./sum";

export const maxOp: Op<ReduceAttributes> = {
  name: "max",
  type: ([x], attributes) => reducedType(x, attributes),
  evaluate({ inputs: [x], inputShapes: [shape], output, attributes: { from, to } }) {
    const reduced = sizeOf(shape.slice(from, to));
    const inner = sizeOf(shape.slice(to));
    for (let i = 0; i < output.length; i++) {
      const base = Math.floor(i / inner) * reduced * inner + (i % inner);
      let max = Number.NEGATIVE_INFINITY;
      for (let j = 0; j < reduced; j++) max = Math.max(max, x[base + j * inner]);
      output[i] = max;
    }
  },
  gradient(node, g) {
    const [x] = node.inputs;
    const among = equal(x, node as unknown as Node);
    return [multiply(among, divide(g, x.graph.add(sumOp, [among], node.attributes)))];
  },
  lower: (node) => [lowerReduction(node, Opcode.Max)],
  onnx: "ReduceMax",
  pytorch: "torch.amax",
};

/** Maximum over some axes, or all. */
export function max(x: Node, options: ReduceOptions = {}): Node {
  return reduce(x, maxOp, options);
}
