// From PyTorch's layouts, in which the workloads are defined, to ours: channels last, dense weights [in, out].

import { type Shape, stridesOf } from "../core/shape";
import { walkElements } from "../ops/elementwise";

/** The same numbers with axis i of the result being axis `order[i]` of `shape`. */
function permuted(values: Float32Array, shape: Shape, order: readonly number[]): Float32Array {
  const strides = stridesOf(shape);
  const result = new Float32Array(values.length);
  walkElements(
    order.map((axis) => shape[axis]),
    [order.map((axis) => strides[axis])],
    (index, [offset]) => {
      result[index] = values[offset];
    },
  );
  return result;
}

/** A dense weight [out, in] as [in, out]. */
export const denseWeight = (values: Float32Array, out: number, inputs: number): Float32Array =>
  permuted(values, [out, inputs], [1, 0]);

/** Images [N, C, H, W] as [N, H, W, C]. */
export const channelsLast = (values: Float32Array, shape: Shape): Float32Array => permuted(values, shape, [0, 2, 3, 1]);

/**
 * A convolution's kernel [out, in, kh, kw] as [kh, kw, in, out]; and a transposed convolution's [in, out, kh, kw] as
 * [kh, kw, out, in], the kernel of the convolution whose adjoint it is.
 */
export const convolutionKernel = (values: Float32Array, shape: Shape): Float32Array =>
  permuted(values, shape, [2, 3, 1, 0]);

/** The weight [out, C·H·W] of a dense layer on flattened images, as [H·W·C, out]; `shape` is [out, C, H, W]. */
export const denseFromImages = (values: Float32Array, shape: Shape): Float32Array =>
  permuted(values, shape, [2, 3, 1, 0]);

/** The weight [C·H·W, in] of a dense layer that gives images, as [in, H·W·C]; `shape` is [C, H, W, in]. */
export const denseToImages = (values: Float32Array, shape: Shape): Float32Array =>
  permuted(values, shape, [3, 1, 2, 0]);
