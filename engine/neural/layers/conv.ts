// A convolution layer on pictures: a kernel [side, side, channels in, channels out], and a bias for each channel out.

import type { Node } from "../../core/graph";
import { conv2d } from "../../ops/conv2d";
import { biasInitializer, type InitializerName, initialValues } from "../initializers";
import type { Scope } from "../scope";

export interface ConvOptions {
  /** That come out. */
  channels: number;
  /** Pixels of a side of the kernel. */
  kernel: number;
  /** 1 unless said. */
  stride?: number;
  /** Pixels of zeros around the picture. */
  padding: number;
  bias: boolean;
  initializer: InitializerName;
}

/** Declares `name/kernel` and `name/bias`; an input counts as often as the kernel looks at it. */
export function conv(scope: Scope, x: Node, name: string, options: ConvOptions): Node {
  const { channels, kernel: side, stride, padding, bias, initializer } = options;
  const inputs = x.type.shape[3];
  const fans = { inputs: side * side * inputs, outputs: side * side * channels };
  const values = (part: string, kind: InitializerName, length: number) => () =>
    initialValues(kind, { seed: scope.seed, name: part, length, ...fans });
  const kernelName = `${name}/kernel`;
  const biasName = `${name}/bias`;
  const kernelValues = values(kernelName, initializer, side * side * inputs * channels);
  const kernel = scope.parameter(kernelName, [side, side, inputs, channels], kernelValues, { weight: true });
  if (!bias) return conv2d(x, kernel, { stride, padding });
  const term = scope.parameter(biasName, [channels], values(biasName, biasInitializer(initializer), channels));
  return conv2d(x, kernel, { bias: term, stride, padding });
}
