// Images made larger by a whole factor, linear between the centres of pixels and constant beyond the outer ones.

import type { Node } from "../core/graph";
import type { Dimension, Op } from "../core/op";
import { f32, type Shape, sizeOf } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { checkImages } from "./convolution";
import { unitsOf } from "./units";
import { upsampleBilinearAdjoint } from "./upsampleBilinearAdjoint";

export type UpsampleAttributes = { factor: number };

export const upsampleBilinearOp: Op<UpsampleAttributes> = {
  name: "upsampleBilinear",
  type([x], { factor }) {
    checkImages(x);
    if (!Number.isInteger(factor) || factor < 1) throw new Error("The factor is a whole number from 1 on.");
    const [images, height, width, channels] = x.shape;
    return f32([images, height * factor, width * factor, channels], x.batched);
  },
  evaluate({ inputs: [x], inputShapes: [shape], output, attributes: { factor } }) {
    walkBlends(shape, factor, (pixel, source, weight) => {
      output[pixel] += weight * x[source];
    });
  },
  gradient: ({ attributes: { factor } }, g) => [upsampleBilinearAdjoint(g, factor)],
  lower: ({ inputs, type, attributes: { factor } }) => [
    {
      opcode: Opcode.UpsampleBilinear,
      inputs,
      dimensions: upsampleDimensions(inputs[0].type.shape, factor),
      units: unitsOf(type),
      parts: [type, inputs[0].type].map(({ shape }) => sizeOf(shape.slice(1))),
    },
  ],
  onnx: "Resize",
  pytorch: "torch.nn.functional.interpolate",
};

/** Images to be made larger, their height, width and channels, and the factor. */
export function upsampleDimensions([, height, width, channels]: Shape, factor: number): Dimension[] {
  return [{ perUnit: 1 }, height, width, channels, factor];
}

/** The two pixels of an axis between which pixel `index` of the larger image lies, each with its weight. */
function blend(index: number, factor: number, size: number): [number, number][] {
  const at = Math.max((index + 0.5) / factor - 0.5, 0);
  const first = Math.floor(at);
  return [
    [first, 1 - (at - first)],
    [Math.min(first + 1, size - 1), at - first],
  ];
}

/** Visits the elements of the larger images, each with the elements that are blended in it and their weights. */
export function walkBlends(
  [images, height, width, channels]: Shape,
  factor: number,
  visit: (pixel: number, source: number, weight: number) => void,
): void {
  for (let n = 0; n < images; n++) {
    for (let i = 0; i < height * factor; i++) {
      for (let j = 0; j < width * factor; j++) {
        const pixel = ((n * height * factor + i) * width * factor + j) * channels;
        for (const [row, vertical] of blend(i, factor, height)) {
          for (const [column, horizontal] of blend(j, factor, width)) {
            const source = ((n * height + row) * width + column) * channels;
            for (let c = 0; c < channels; c++) visit(pixel + c, source + c, vertical * horizontal);
          }
        }
      }
    }
  }
}

/** [N, H, W, C] to [N, factor·H, factor·W, C], as PyTorch without aligned corners. */
export function upsampleBilinear(x: Node, factor: number): Node {
  return x.graph.add(upsampleBilinearOp, [x], { factor });
}
