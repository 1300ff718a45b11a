// What lies where each window of another image has its largest value: the derivative of maximum pooling in a direction.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, sameShape, sizeOf } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { checkImages } from "./convolution";
import { firstMaximum } from "./maxPool";
import { maxPoolScatter } from "./maxPoolScatter";
import { type PoolingAttributes, pooledShape, poolingDimensions, walkWindows } from "./pooling";
import { unitsOf } from "./units";

export const maxPoolSelectOp: Op<PoolingAttributes> = {
  name: "maxPoolSelect",
  type([x, u], attributes) {
    checkImages(x);
    if (!sameShape(x.shape, u.shape) || x.batched !== u.batched) throw new Error("Both images must have one shape.");
    return f32(pooledShape(x.shape, attributes), x.batched);
  },
  evaluate({ inputs: [x, u], inputShapes: [shape], output, attributes }) {
    walkWindows(shape, attributes, (pixel, window) => {
      output[pixel] = u[firstMaximum(x, window)];
    });
  },
  gradient: ({ inputs: [x], attributes }, g) => [null, maxPoolScatter(x, g, attributes)],
  lower: ({ inputs, type, attributes }) => [
    {
      opcode: Opcode.MaxPoolSelect,
      inputs,
      dimensions: poolingDimensions(inputs[0].type.shape, attributes),
      units: unitsOf(type),
      parts: [type, inputs[0].type, inputs[1].type].map(({ shape }) => sizeOf(shape.slice(1))),
    },
  ],
  onnx: null,
  pytorch: null,
};

/** `u` [N, H, W, C] at the first maximum of each window of `x`: [N, OH, OW, C]. */
export function maxPoolSelect(x: Node, u: Node, attributes: PoolingAttributes): Node {
  return x.graph.add(maxPoolSelectOp, [x, u], attributes);
}
