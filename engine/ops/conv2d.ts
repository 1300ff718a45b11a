// Convolution of images with a kernel (cross-correlation, as everywhere in neural networks), with an optional bias.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, sizeOf } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { conv2dKernel } from "./conv2dKernel";
import { conv2dTransposeTo } from "./conv2dTranspose";
import {
  type ConvolutionAttributes,
  type ConvolutionOptions,
  checkImages,
  checkKernel,
  convolutionAttributes,
  convolutionDimensions,
  convolutionWork,
  geometryOf,
  walkProducts,
} from "./convolution";
import { forwardBands } from "./convolutionBands";
import { sumTo } from "./sum";
import { unitsOf } from "./units";
import { suitsWinograd, winogradForward } from "./winograd";

export const conv2dOp: Op<ConvolutionAttributes> = {
  name: "conv2d",
  type([x, kernel, bias], attributes) {
    checkImages(x);
    checkKernel(kernel, bias, kernel.shape[3]);
    const { output, features } = geometryOf(x.shape, kernel.shape, attributes);
    return f32([x.shape[0], ...output, features], x.batched);
  },
  evaluate({ inputs: [x, kernel, bias], inputShapes, output, shape, attributes }) {
    const features = shape[3];
    for (let i = 0; i < output.length; i++) output[i] = bias ? bias[i % features] : 0;
    walkProducts(shape[0], geometryOf(inputShapes[0], inputShapes[1], attributes), (image, tap, place) => {
      output[place] += x[image] * kernel[tap];
    });
  },
  gradient({ inputs: [x, kernel, bias], attributes }, g) {
    const [, height, width] = x.type.shape;
    const [kh, kw] = kernel.type.shape;
    return [
      conv2dTransposeTo(g, kernel, [height, width], attributes),
      conv2dKernel(x, g, { ...attributes, size: [kh, kw] }),
      ...(bias ? [sumTo(g, bias.type)] : []),
    ];
  },
  lower({ inputs, type, attributes }) {
    const [x, kernel] = inputs;
    const geometry = geometryOf(x.type.shape, kernel.type.shape, attributes);
    return [
      {
        inputs,
        work: convolutionWork(type.shape[0], geometry),
        ...(suitsWinograd(geometry)
          ? winogradForward(geometry)
          : {
              opcode: Opcode.Convolution,
              dimensions: convolutionDimensions(geometry),
              ...forwardBands(geometry),
            }),
        units: unitsOf(type),
        parts: [sizeOf(type.shape.slice(1)), sizeOf(x.type.shape.slice(1)), 0, 0].slice(0, inputs.length + 1),
      },
    ];
  },
  appliesActivation: true,
  onnx: "Conv",
  pytorch: "torch.nn.functional.conv2d",
};

export interface Conv2dOptions extends ConvolutionOptions {
  /** Added to every pixel, an element for each feature. */
  bias?: Node;
}

/** [N, H, W, C] by a kernel [kh, kw, C/groups, O]: [N, OH, OW, O]. */
export function conv2d(x: Node, kernel: Node, { bias, ...options }: Conv2dOptions = {}): Node {
  return x.graph.add(conv2dOp, bias ? [x, kernel, bias] : [x, kernel], convolutionAttributes(options));
}
