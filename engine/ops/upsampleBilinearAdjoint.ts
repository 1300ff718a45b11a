// The adjoint of bilinear upsampling: each pixel of the larger image added to those that were blended in it.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, sizeOf } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { checkImages } from "./convolution";
import { unitsOf } from "./units";
import { type UpsampleAttributes, upsampleBilinear, upsampleDimensions, walkBlends } from "./upsampleBilinear";

export const upsampleBilinearAdjointOp: Op<UpsampleAttributes> = {
  name: "upsampleBilinearAdjoint",
  type([g], { factor }) {
    checkImages(g, "Gradients");
    const [images, height, width, channels] = g.shape;
    if (height % factor !== 0 || width % factor !== 0) {
      throw new Error(`Images of ${height} × ${width} are not made larger by ${factor}.`);
    }
    return f32([images, height / factor, width / factor, channels], g.batched);
  },
  evaluate({ inputs: [g], output, shape, attributes: { factor } }) {
    walkBlends(shape, factor, (pixel, source, weight) => {
      output[source] += weight * g[pixel];
    });
  },
  gradient: ({ attributes: { factor } }, g) => [upsampleBilinear(g, factor)],
  lower: ({ inputs, type, attributes: { factor } }) => [
    {
      opcode: Opcode.UpsampleBilinearAdjoint,
      inputs,
      dimensions: upsampleDimensions(type.shape, factor),
      units: unitsOf(type),
      parts: [type, inputs[0].type].map(({ shape }) => sizeOf(shape.slice(1))),
    },
  ],
  onnx: null,
  pytorch: null,
};

/** [N, factor·H, factor·W, C] to [N, H, W, C]. */
export function upsampleBilinearAdjoint(g: Node, factor: number): Node {
  return g.graph.add(upsampleBilinearAdjointOp, [g], { factor });
}
