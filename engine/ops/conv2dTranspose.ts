// Transposed convolution: the adjoint of a convolution in its images, with an optional bias.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, type Shape, sizeOf } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { conv2d } from "./conv2d";
import { conv2dKernel } from "./conv2dKernel";
import {
  type ConvolutionAttributes,
  type ConvolutionOptions,
  checkImages,
  checkKernel,
  convolutionAttributes,
  convolutionDimensions,
  convolutionWork,
  type Geometry,
  geometryOf,
  type Pair,
  pair,
  walkProducts,
} from "./convolution";
import { transposedBands } from "./convolutionBands";
import { sumTo } from "./sum";
import { unitsOf } from "./units";
import { suitsWinograd, winogradTransposed } from "./winograd";

type TransposeAttributes = ConvolutionAttributes & { outputPadding: Pair };

/** The geometry of the convolution of which this is the adjoint: from the images that are made to those given. */
function adjointGeometry(y: Shape, kernel: Shape, attributes: TransposeAttributes): Geometry {
  const { stride, padding, dilation, outputPadding, groups } = attributes;
  const size = [0, 1].map((axis) => {
    const reach = dilation[axis] * (kernel[axis] - 1) + outputPadding[axis] + 1;
    return (y[axis + 1] - 1) * stride[axis] - 2 * padding[axis] + reach;
  });
  if (outputPadding.some((value, axis) => !Number.isInteger(value) || value < 0 || value >= stride[axis])) {
    throw new Error("The output padding must be less than the stride.");
  }
  if (size.some((length) => length < 1)) throw new Error(`Nothing is left of images of ${y[1]} × ${y[2]}.`);
  if (kernel[3] !== y[3]) throw new Error(`A kernel for ${kernel[3]} channels does not fit ${y[3]} channels.`);
  return geometryOf([y[0], ...size, kernel[2] * groups], kernel, { stride, padding, dilation, groups });
}

export const conv2dTransposeOp: Op<TransposeAttributes> = {
  name: "conv2dTranspose",
  type([y, kernel, bias], attributes) {
    checkImages(y);
    checkKernel(kernel, bias, kernel.shape[2] * attributes.groups);
    const { size, channels } = adjointGeometry(y.shape, kernel.shape, attributes);
    return f32([y.shape[0], ...size, channels], y.batched);
  },
  evaluate({ inputs: [y, kernel, bias], inputShapes, output, shape, attributes }) {
    const channels = shape[3];
    for (let i = 0; i < output.length; i++) output[i] = bias ? bias[i % channels] : 0;
    walkProducts(shape[0], adjointGeometry(inputShapes[0], inputShapes[1], attributes), (image, tap, place) => {
      output[image] += y[place] * kernel[tap];
    });
  },
  gradient({ inputs: [y, kernel, bias], attributes }, g) {
    const [kh, kw] = kernel.type.shape;
    return [
      conv2d(g, kernel, attributes),
      conv2dKernel(g, y, { ...attributes, size: [kh, kw] }),
      ...(bias ? [sumTo(g, bias.type)] : []),
    ];
  },
  lower({ inputs, type, attributes }) {
    const [y, kernel] = inputs;
    const geometry = adjointGeometry(y.type.shape, kernel.type.shape, attributes);
    return [
      {
        inputs,
        work: convolutionWork(type.shape[0], geometry),
        ...(suitsWinograd(geometry)
          ? winogradTransposed(geometry)
          : {
              opcode: Opcode.ConvolutionTranspose,
              dimensions: convolutionDimensions(geometry),
              ...transposedBands(geometry),
            }),
        units: unitsOf(type),
        parts: [sizeOf(type.shape.slice(1)), sizeOf(y.type.shape.slice(1)), 0, 0].slice(0, inputs.length + 1),
      },
    ];
  },
  appliesActivation: true,
  onnx: "ConvTranspose",
  pytorch: "torch.nn.functional.conv_transpose2d",
};

export interface Conv2dTransposeOptions extends ConvolutionOptions {
  /** Added to every pixel, an element for each channel that is made. */
  bias?: Node;
  /** Rows and columns added at the end, less than the stride; 0 unless said. */
  outputPadding?: number | Pair;
}

/**
 * [N, OH, OW, O] by the kernel [kh, kw, C/groups, O] of the convolution whose adjoint it is: [N, H, W, C] with
 * H = (OH − 1)·stride − 2·padding + dilation·(kh − 1) + outputPadding + 1.
 */
export function conv2dTranspose(
  y: Node,
  kernel: Node,
  { bias, outputPadding = 0, ...options }: Conv2dTransposeOptions = {},
): Node {
  const attributes = { ...convolutionAttributes(options), outputPadding: pair(outputPadding) };
  return y.graph.add(conv2dTransposeOp, bias ? [y, kernel, bias] : [y, kernel], attributes);
}

/** The same for images of a size that is known: the gradient of a convolution in its images. */
export function conv2dTransposeTo(y: Node, kernel: Node, size: Pair, options: ConvolutionAttributes): Node {
  const { stride, padding, dilation } = options;
  const left = size.map((length, axis) => {
    const reach = dilation[axis] * (kernel.type.shape[axis] - 1) + 1;
    return (length + 2 * padding[axis] - reach) % stride[axis];
  });
  return conv2dTranspose(y, kernel, { ...options, outputPadding: [left[0], left[1]] });
}
