// Gradients added where each window of an image has its largest value: the adjoint of selecting there.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, sameShape, sizeOf } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { checkImages } from "./convolution";
import { firstMaximum } from "./maxPool";
import { maxPoolSelect } from "./maxPoolSelect";
import { type PoolingAttributes, pooledShape, poolingDimensions, walkWindows } from "./pooling";
import { unitsOf } from "./units";

export const maxPoolScatterOp: Op<PoolingAttributes> = {
  name: "maxPoolScatter",
  type([x, g], attributes) {
    checkImages(x);
    if (!sameShape(pooledShape(x.shape, attributes), g.shape) || x.batched !== g.batched) {
      throw new Error("There must be a gradient for each window.");
    }
    return f32(x.shape, x.batched);
  },
  evaluate({ inputs: [x, g], inputShapes: [shape], output, attributes }) {
    walkWindows(shape, attributes, (pixel, window) => {
      output[firstMaximum(x, window)] += g[pixel];
    });
  },
  gradient: ({ inputs: [x], attributes }, g) => [null, maxPoolSelect(x, g, attributes)],
  lower: ({ inputs, type, attributes }) => [
    {
      opcode: Opcode.MaxPoolScatter,
      inputs,
      dimensions: poolingDimensions(type.shape, attributes),
      units: unitsOf(type),
      parts: [type, inputs[0].type, inputs[1].type].map(({ shape }) => sizeOf(shape.slice(1))),
    },
  ],
  onnx: null,
  pytorch: null,
};

/** `g` [N, OH, OW, C] added at the first maximum of each window of `x` [N, H, W, C], zeros elsewhere. */
export function maxPoolScatter(x: Node, g: Node, attributes: PoolingAttributes): Node {
  return x.graph.add(maxPoolScatterOp, [x, g], attributes);
}
