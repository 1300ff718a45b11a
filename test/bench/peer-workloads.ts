// The workloads in TensorFlow.js, written plainly: the same data, weights and losses as ours.

import * as tf from "@tensorflow/tfjs-core";
import { outputs } from "../../engine/bench/adversarial";
import * as autoencoder from "../../engine/bench/autoencoder";
import * as cnn from "../../engine/bench/cnn-mnist";
import { glorotKernel } from "../../engine/bench/convolution";
import { uni } from "../../engine/bench/data";
import * as dcgan from "../../engine/bench/dcgan-28";
import * as denoise from "../../engine/bench/denoise-cnn";
import * as gan from "../../engine/bench/gan-mlp";
import { convolutionKernel, denseFromImages, denseToImages } from "../../engine/bench/layout";
import * as mlp from "../../engine/bench/mlp-small";
import type { Optimization } from "../../engine/bench/training";
import {
  binaryCrossEntropy,
  chain,
  convolution,
  dense,
  meanSquare,
  type Network,
  optimizerOf,
  perceptron,
  trained,
} from "./tfjs";

/** One unit of work; of a training step the losses before its update, by the names of our outputs. */
export type Unit = () => Record<string, tf.Tensor>;

/** What makes the unit of a workload, by the names of ours. */
export const peerWorkloads: Readonly<Record<string, () => Unit>> = {
  "mlp-small"() {
    const { points, truth } = mlp.examples();
    const [x, y] = [tf.tensor2d(points, [mlp.rows, 2]), tf.tensor2d(truth, [mlp.rows, 1])];
    const network = perceptron(mlp.widths, 100, tf.tanh);
    const optimizer = optimizerOf(mlp.optimization);
    return () => ({ loss: trained(optimizer, network, () => meanSquare(tf.sub(network.apply(x), y))) });
  },

  "autoencoder-4096"() {
    const { rows, widths } = autoencoder;
    const x = tf.tensor2d(autoencoder.pixels(), [rows, widths[0]]);
    const network = perceptron(widths, 100, tf.sigmoid);
    const optimizer = optimizerOf(autoencoder.optimization);
    const loss = (): tf.Scalar => tf.mul(tf.sum(tf.square(tf.sub(network.apply(x), x))), 0.5 / rows);
    return () => ({ loss: trained(optimizer, network, loss) });
  },

  "cnn-mnist"() {
    const { rows, side, kernels, classes } = cnn;
    const x = tf.tensor4d(cnn.pictures(), [rows, side, side, 1]);
    const y = tf.oneHot(tf.tensor1d(cnn.truth(), "int32"), classes);
    const [first, second] = kernels.map((shape, i) => convolution(glorotKernel(100 + i, shape), shape, 1, 2));
    const head = dense(denseFromImages(cnn.headWeight(), cnn.head), 256, classes);
    const variables = [first, second, head].flatMap((layer) => layer.variables);
    const pool = (node: tf.Tensor, size: number) => tf.maxPool(tf.relu(node) as tf.Tensor4D, size, size, 0);
    const optimizer = optimizerOf(cnn.optimization);
    return () => ({
      loss: trained(optimizer, { variables }, () => {
        const small = pool(second.apply(pool(first.apply(x), 2)), 3);
        return tf.losses.softmaxCrossEntropy(y, head.apply(tf.reshape(small, [rows, 256])));
      }),
    });
  },

  "denoise-cnn"() {
    const { rows, side, kernels } = denoise;
    const { clean, noisy } = denoise.pictures();
    const [x, y] = [noisy, clean].map((values) => tf.tensor4d(values, [rows, side, side, 1]));
    const network = chain(
      kernels.map((shape, i) => convolution(glorotKernel(100 + i, shape), shape, 1, 1)),
      tf.relu,
    );
    const optimizer = optimizerOf(denoise.optimization);
    const loss = () => meanSquare(tf.sub(tf.sub(x, network.apply(x)), y));
    return () => ({ loss: trained(optimizer, network, loss) });
  },

  "gan-mlp"() {
    const { rows } = gan;
    return adversaries({
      real: tf.tensor2d(gan.circle(), [rows, 2]),
      noises: gan.noises().map((values) => tf.tensor2d(values, [rows, 2])),
      generator: perceptron(gan.generatorWidths, 100, tf.relu),
      discriminator: perceptron(gan.discriminatorWidths, 200, tf.relu),
      optimization: gan.optimization,
    });
  },

  "dcgan-28"() {
    const { rows, side, latent } = dcgan;
    return adversaries({
      real: tf.tensor4d(dcgan.pictures(), [rows, side, side, 1]),
      noises: dcgan.noises().map((values) => tf.tensor2d(values, [rows, latent])),
      generator: dcganGenerator(),
      discriminator: dcganDiscriminator(),
      optimization: dcgan.optimization,
    });
  },

  ...Object.fromEntries(
    [64, 128, 256, 512, 1024, 2048].map((n) => [
      `matmul-${n}`,
      (): Unit => {
        const [a, b] = [70, 71].map((seed) => tf.tensor2d(uni(seed, -1, 1, n * n), [n, n]));
        return () => ({ product: tf.matMul(a, b) });
      },
    ]),
  ),
};

interface Adversaries {
  real: tf.Tensor;
  noises: tf.Tensor[];
  generator: Network;
  discriminator: Network;
  optimization: Optimization;
}

function adversaries({ real, noises: [z1, z2], generator, discriminator, optimization }: Adversaries): Unit {
  const [forD, forG] = [optimizerOf(optimization), optimizerOf(optimization)];
  const judge = discriminator.apply;
  return () => {
    const fake = generator.apply(z1);
    const lossD = () => tf.add(binaryCrossEntropy(judge(real), 1), binaryCrossEntropy(judge(fake), 0)) as tf.Scalar;
    return {
      [outputs.discriminator]: trained(forD, discriminator, lossD),
      [outputs.generator]: trained(forG, generator, () => binaryCrossEntropy(judge(generator.apply(z2)), 1)),
    };
  };
}

function dcganGenerator(): Network {
  const { rows, latent, weight, sampling } = dcgan;
  const { dense: projected, first, second } = dcgan.generatorShapes;
  const [channels, height, width] = projected;
  const count = height * width * channels;
  const projection = tf.variable(tf.tensor2d(denseToImages(weight(100, projected), projected), [latent, count]));
  const kernels = [first, second].map(([inputs, out, kh, kw], i) => {
    const values = convolutionKernel(weight(101 + i, [inputs, out, kh, kw]), [inputs, out, kh, kw]);
    return tf.variable(tf.tensor4d(values, [kh, kw, out, inputs]));
  });
  const bias = tf.variable(tf.zeros([1]));
  const norms = [channels, first[1]].map((size) => [tf.variable(tf.ones([size])), tf.variable(tf.zeros([size]))]);
  const normalized = (x: tf.Tensor, [scale, shift]: tf.Variable[]): tf.Tensor => {
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    return tf.add(tf.mul(tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-5))), scale), shift);
  };
  // "same" pads by one on each side, as the definition does.
  const larger = (x: tf.Tensor, i: number, side: number, features: number): tf.Tensor => {
    const kernel = kernels[i] as unknown as tf.Tensor4D;
    return tf.conv2dTranspose(x as tf.Tensor4D, kernel, [rows, side, side, features], sampling.stride, "same");
  };
  return {
    variables: [projection, ...kernels, bias, ...norms.flat()],
    apply(z) {
      const seeds = tf.reshape(tf.matMul(z as tf.Tensor2D, projection as unknown as tf.Tensor2D), [
        rows,
        height,
        width,
        channels,
      ]);
      const middle = larger(tf.relu(normalized(seeds, norms[0])), 0, 2 * height, first[1]);
      return tf.tanh(tf.add(larger(tf.relu(normalized(middle, norms[1])), 1, 4 * height, second[1]), bias));
    },
  };
}

function dcganDiscriminator(): Network {
  const { rows, weight, sampling, slope } = dcgan;
  const { first, second, dense: judging } = dcgan.discriminatorShapes;
  const shrink = [first, second].map((shape, i) =>
    convolution(weight(103 + i, shape), shape, sampling.stride, sampling.padding),
  );
  const inputs = judging[1] * judging[2] * judging[3];
  const judge = dense(denseFromImages(weight(105, judging), judging), inputs, 1);
  return {
    variables: [...shrink, judge].flatMap(({ variables }) => variables),
    apply: (x) =>
      judge.apply(
        tf.reshape(
          shrink.reduce((node, { apply }) => tf.leakyRelu(apply(node), slope), x),
          [rows, inputs],
        ),
      ),
  };
}
