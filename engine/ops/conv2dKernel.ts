// The gradient of a convolution in its kernel: products of images and output gradients, summed over all places.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, type Shape, sizeOf } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { conv2d } from "./conv2d";
import { conv2dTransposeTo } from "./conv2dTranspose";
import {
  type ConvolutionAttributes,
  type ConvolutionOptions,
  checkImages,
  convolutionAttributes,
  convolutionDimensions,
  convolutionWork,
  type Geometry,
  geometryOf,
  type Pair,
  walkProducts,
} from "./convolution";
import { kernelBands } from "./convolutionBands";
import { unitsOf } from "./units";
import { suitsWinograd, winogradKernel } from "./winograd";

type KernelAttributes = ConvolutionAttributes & { size: Pair };

function kernelGeometry(x: Shape, g: Shape, { size, ...attributes }: KernelAttributes): Geometry {
  const geometry = geometryOf(x, [...size, x[3] / attributes.groups, g[3]], attributes);
  if (geometry.output[0] !== g[1] || geometry.output[1] !== g[2] || x[0] !== g[0]) {
    throw new Error(`A convolution of [${x}] with kernels of ${size[0]} × ${size[1]} does not give [${g}].`);
  }
  return geometry;
}

export const conv2dKernelOp: Op<KernelAttributes> = {
  name: "conv2dKernel",
  type([x, g], attributes) {
    checkImages(x);
    checkImages(g, "Gradients");
    if (x.batched !== g.batched) throw new Error("There must be a gradient for each image.");
    const { kernel, channels, features, groups } = kernelGeometry(x.shape, g.shape, attributes);
    return f32([...kernel, channels / groups, features]);
  },
  evaluate({ inputs: [x, g], inputShapes, output, attributes }) {
    const geometry = kernelGeometry(inputShapes[0], inputShapes[1], attributes);
    walkProducts(inputShapes[0][0], geometry, (image, tap, place) => {
      output[tap] += x[image] * g[place];
    });
  },
  gradient({ inputs: [x, g], attributes }, outgoing) {
    const [, height, width] = x.type.shape;
    return [conv2dTransposeTo(g, outgoing, [height, width], attributes), conv2d(x, outgoing, attributes)];
  },
  lower({ inputs, attributes }) {
    const [x, g] = inputs.map(({ type }) => type);
    const geometry = kernelGeometry(x.shape, g.shape, attributes);
    return [
      {
        inputs,
        work: convolutionWork(x.shape[0], geometry),
        ...(suitsWinograd(geometry)
          ? winogradKernel(geometry)
          : {
              opcode: Opcode.ConvolutionKernel,
              dimensions: convolutionDimensions(geometry),
              ...kernelBands(geometry),
            }),
        units: unitsOf(x),
        parts: [0, sizeOf(x.shape.slice(1)), sizeOf(g.shape.slice(1))],
        partial: true,
      },
    ];
  },
  onnx: null,
  pytorch: "torch.nn.grad.conv2d_weight",
};

export interface Conv2dKernelOptions extends ConvolutionOptions {
  /** Of the kernel. */
  size: Pair;
}

/** [kh, kw, C/groups, O] from images [N, H, W, C] and gradients [N, OH, OW, O] of their convolution. */
export function conv2dKernel(x: Node, g: Node, { size, ...options }: Conv2dKernelOptions): Node {
  return x.graph.add(conv2dKernelOp, [x, g], { ...convolutionAttributes(options), size });
}
