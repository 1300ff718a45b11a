// The adjoint of mean pooling: each value shared out evenly over its window.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, type Shape, sameShape, sizeOf } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { checkImages, type Pair } from "./convolution";
import { meanPool } from "./meanPool";
import { type PoolingAttributes, pooledShape, poolingDimensions, walkWindows } from "./pooling";
import { unitsOf } from "./units";

/** `image`: height and width of the images that were pooled. */
type MeanPoolAdjointAttributes = PoolingAttributes & { image: Pair };

const imagesOf = ([images, , , channels]: Shape, { image }: MeanPoolAdjointAttributes): Shape => [
  images,
  ...image,
  channels,
];

export const meanPoolAdjointOp: Op<MeanPoolAdjointAttributes> = {
  name: "meanPoolAdjoint",
  type([g], attributes) {
    checkImages(g, "Gradients");
    const shape = imagesOf(g.shape, attributes);
    if (!sameShape(pooledShape(shape, attributes), g.shape)) {
      throw new Error("There must be a gradient for each window.");
    }
    return f32(shape, g.batched);
  },
  evaluate({ inputs: [g], output, shape, attributes }) {
    const count = sizeOf(attributes.size);
    walkWindows(shape, attributes, (pixel, window) => {
      for (const at of window) output[at] += g[pixel] / count;
    });
  },
  gradient: ({ attributes }, g) => [meanPool(g, attributes)],
  lower: ({ inputs, type, attributes }) => [
    {
      opcode: Opcode.MeanPoolAdjoint,
      inputs,
      dimensions: poolingDimensions(type.shape, attributes),
      units: unitsOf(type),
      parts: [type, inputs[0].type].map(({ shape }) => sizeOf(shape.slice(1))),
    },
  ],
  onnx: null,
  pytorch: null,
};

/** [N, OH, OW, C] to the images [N, …image, C] that were pooled. */
export function meanPoolAdjoint(g: Node, attributes: MeanPoolAdjointAttributes): Node {
  return g.graph.add(meanPoolAdjointOp, [g], attributes);
}
