// The mean of each window of an image; padding counts as zeros.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, sizeOf } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { checkImages } from "./convolution";
import { meanPoolAdjoint } from "./meanPoolAdjoint";
import {
  type PoolingAttributes,
  type PoolingOptions,
  pooledShape,
  poolingAttributes,
  poolingDimensions,
  walkWindows,
} from "./pooling";
import { unitsOf } from "./units";

export const meanPoolOp: Op<PoolingAttributes> = {
  name: "meanPool",
  type([x], attributes) {
    checkImages(x);
    return f32(pooledShape(x.shape, attributes), x.batched);
  },
  evaluate({ inputs: [x], inputShapes: [shape], output, attributes }) {
    const count = sizeOf(attributes.size);
    walkWindows(shape, attributes, (pixel, window) => {
      output[pixel] = window.reduce((sum, at) => sum + x[at], 0) / count;
    });
  },
  gradient({ inputs: [x], attributes }, g) {
    const [, height, width] = x.type.shape;
    return [meanPoolAdjoint(g, { ...attributes, image: [height, width] })];
  },
  lower: ({ inputs, type, attributes }) => [
    {
      opcode: Opcode.MeanPool,
      inputs,
      dimensions: poolingDimensions(inputs[0].type.shape, attributes),
      units: unitsOf(type),
      parts: [type, inputs[0].type].map(({ shape }) => sizeOf(shape.slice(1))),
    },
  ],
  onnx: "AveragePool",
  pytorch: "torch.nn.functional.avg_pool2d",
};

/** [N, H, W, C] to [N, OH, OW, C]. */
export function meanPool(x: Node, options: PoolingOptions): Node {
  return x.graph.add(meanPoolOp, [x], poolingAttributes(options));
}
