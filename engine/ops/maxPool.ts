// The largest value of each window of an image; padding counts as −∞.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, sizeOf } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { checkImages } from "./convolution";
import { maxPoolScatter } from "./maxPoolScatter";
import {
  type PoolingAttributes,
  type PoolingOptions,
  pooledShape,
  poolingAttributes,
  poolingDimensions,
  walkWindows,
} from "./pooling";
import { unitsOf } from "./units";

export const maxPoolOp: Op<PoolingAttributes> = {
  name: "maxPool",
  type([x], attributes) {
    checkImages(x);
    return f32(pooledShape(x.shape, attributes), x.batched);
  },
  evaluate({ inputs: [x], inputShapes: [shape], output, attributes }) {
    walkWindows(shape, attributes, (pixel, window) => {
      output[pixel] = x[firstMaximum(x, window)];
    });
  },
  gradient: ({ inputs: [x], attributes }, g) => [maxPoolScatter(x, g, attributes)],
  lower: ({ inputs, type, attributes }) => [
    {
      opcode: Opcode.MaxPool,
      inputs,
      dimensions: poolingDimensions(inputs[0].type.shape, attributes),
      units: unitsOf(type),
      parts: [type, inputs[0].type].map(({ shape }) => sizeOf(shape.slice(1))),
    },
  ],
  onnx: "MaxPool",
  pytorch: "torch.nn.functional.max_pool2d",
};

/** Which element of a window is the largest: the first of equal ones, and a NaN before all others, as in PyTorch. */
export function firstMaximum(x: Float64Array, window: readonly number[]): number {
  return window.reduce((best, at) => (x[at] > x[best] || (Number.isNaN(x[at]) && !Number.isNaN(x[best])) ? at : best));
}

/** [N, H, W, C] to [N, OH, OW, C]. */
export function maxPool(x: Node, options: PoolingOptions): Node {
  return x.graph.add(maxPoolOp, [x], poolingAttributes(options));
}
