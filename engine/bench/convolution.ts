// Convolutions and dense layers around images, with the initial weights that every engine draws.

import type { Node } from "../core/graph";
import { sizeOf } from "../core/shape";
import type { Scope } from "../neural/scope";
import { conv2d } from "../ops/conv2d";
import { matmul } from "../ops/matmul";
import { reshape } from "../ops/reshape";
import { glorot } from "./data";
import { convolutionKernel, denseFromImages } from "./layout";

/** Outputs, inputs, height and width, as PyTorch orders them. */
export type KernelShape = readonly [out: number, inputs: number, height: number, width: number];

/** A kernel, its fans counted as channels times its height and width. */
export const glorotKernel = (seed: number, shape: KernelShape): Float32Array => {
  const [out, inputs, height, width] = shape;
  return glorot(seed, height * width * inputs, height * width * out, sizeOf(shape));
};

/** A convolution with bias; `values` are the kernel's, in PyTorch's order. */
export function convolution(
  scope: Scope,
  name: string,
  shape: KernelShape,
  values: Float32Array,
  options: { stride?: number; padding: number },
): (x: Node) => Node {
  const [out, inputs, height, width] = shape;
  const own = () => convolutionKernel(values, shape);
  const kernel = scope.parameter(`${name}/kernel`, [height, width, inputs, out], own, { weight: true });
  const bias = scope.parameter(`${name}/bias`, [out], () => new Float32Array(out));
  return (x) => conv2d(x, kernel, { bias, ...options });
}

/** A dense layer with bias on flattened images; `values` are [out, C·H·W], as PyTorch flattens. */
export function denseOnImages(scope: Scope, name: string, shape: KernelShape, values: Float32Array): (x: Node) => Node {
  const [out, channels, height, width] = shape;
  const inputs = channels * height * width;
  const weight = scope.parameter(`${name}/weight`, [inputs, out], () => denseFromImages(values, shape), {
    weight: true,
  });
  const bias = scope.parameter(`${name}/bias`, [out], () => new Float32Array(out));
  return (x) => {
    const flat = reshape(x, { shape: [x.type.shape[0], inputs], batched: x.type.batched });
    return matmul(flat, weight, { bias });
  };
}
