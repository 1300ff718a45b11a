// Networks in TensorFlow.js with the weights of our workloads: dense layers, convolutions, losses on logits.

import * as tf from "@tensorflow/tfjs-core";
import type { KernelShape } from "../../engine/bench/convolution";
import { glorot } from "../../engine/bench/data";
import { convolutionKernel, denseWeight } from "../../engine/bench/layout";
import type { Optimization } from "../../engine/bench/training";

/** Parameters and the network that they belong to. */
export interface Network {
  variables: tf.Variable[];
  apply(x: tf.Tensor): tf.Tensor;
}

type Layer = Network;

export const dense = (weight: Float32Array, inputs: number, units: number): Layer => {
  const w = tf.variable(tf.tensor2d(weight, [inputs, units]));
  const b = tf.variable(tf.zeros([units]));
  return { variables: [w, b], apply: (x) => tf.add(tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D), b) };
};

/** A convolution with bias on images with channels last; `values` are the kernel's in PyTorch's order. */
export function convolution(values: Float32Array, shape: KernelShape, stride: number, padding: number): Layer {
  const [out, inputs, height, width] = shape;
  const kernel = tf.variable(tf.tensor4d(convolutionKernel(values, shape), [height, width, inputs, out]));
  const bias = tf.variable(tf.zeros([out]));
  return {
    variables: [kernel, bias],
    apply: (x) => tf.add(tf.conv2d(x as tf.Tensor4D, kernel as unknown as tf.Tensor4D, stride, padding), bias),
  };
}

/** Layers one after the other, `hidden` after all but the last. */
export const chain = (layers: readonly Layer[], hidden: (x: tf.Tensor) => tf.Tensor): Network => ({
  variables: layers.flatMap(({ variables }) => variables),
  apply: (x) => layers.reduce((node, { apply }, i) => (i < layers.length - 1 ? hidden(apply(node)) : apply(node)), x),
});

/** Dense layers of `widths`; weight l has the seed `seed` + l. */
export const perceptron = (widths: readonly number[], seed: number, hidden: (x: tf.Tensor) => tf.Tensor): Network =>
  chain(
    widths.slice(1).map((units, l) => {
      return dense(denseWeight(glorot(seed + l, widths[l], units), units, widths[l]), widths[l], units);
    }),
    hidden,
  );

export const meanSquare = (error: tf.Tensor): tf.Scalar => tf.mean(tf.square(error));

/** Mean binary cross-entropy on logits, all of whose truths are `truth`. */
export const binaryCrossEntropy = (logits: tf.Tensor, truth: 0 | 1): tf.Scalar =>
  tf.losses.sigmoidCrossEntropy(tf.fill(logits.shape, truth), logits);

export function optimizerOf({ optimizer, rate, momentum = 0.9, beta1 = 0.9 }: Optimization): tf.Optimizer {
  if (optimizer === "momentum") return tf.train.momentum(rate, momentum);
  if (optimizer === "adam") return tf.train.adam(rate, beta1, 0.999, 1e-8);
  return tf.train.sgd(rate);
}

/** The loss before the update that it makes. */
export const trained = (optimizer: tf.Optimizer, { variables }: Pick<Network, "variables">, loss: () => tf.Scalar) =>
  optimizer.minimize(loss, true, variables)!;
