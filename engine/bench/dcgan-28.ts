// dcgan-28: a step of two convolutional networks against each other, on 64 pictures of 28 × 28.

import { Graph, type Node } from "../core/graph";
import { Model } from "../core/model";
import type { Shape } from "../core/shape";
import { batchNorm } from "../neural/layers/batchNorm";
import { modelVariable, Scope } from "../neural/scope";
import { conv2dTranspose } from "../ops/conv2dTranspose";
import { leakyRelu } from "../ops/leakyRelu";
import { matmul } from "../ops/matmul";
import { relu } from "../ops/relu";
import { reshape } from "../ops/reshape";
import { tanh } from "../ops/tanh";
import { adversarialChecks, adversarialStep } from "./adversarial";
import { convolution, denseOnImages, type KernelShape } from "./convolution";
import { normal, uni } from "./data";
import { convolutionKernel, denseToImages } from "./layout";
import { type Optimization, trainingWorkload } from "./training";

export const rows = 64;
export const side = 28;
/** Numbers of noise for a picture. */
export const latent = 64;
export const slope = 0.2;
export const sampling = { stride: 2, padding: 1 };
export const optimization: Optimization = { optimizer: "adam", beta1: 0.5, rate: 2e-4 };

/** Of the generator: the dense layer [C, H, W, in], then transposed convolutions [in, out, height, width]. */
export const generatorShapes = { dense: [64, 7, 7, latent], first: [64, 32, 4, 4], second: [32, 1, 4, 4] } as const;
/** Of the discriminator: convolutions, then the dense layer [out, C, H, W]. */
export const discriminatorShapes = {
  first: [32, 1, 4, 4],
  second: [64, 32, 4, 4],
  dense: [1, 64, 7, 7],
} satisfies Record<string, KernelShape>;

/** A weight with deviation 0.02. */
export const weight = (seed: number, shape: Shape): Float32Array =>
  normal(
    seed,
    0.02,
    shape.reduce((size, length) => size * length, 1),
  );

export const pictures = (): Float32Array => uni(1, -1, 1, rows * side * side);
export const noises = (): [Float32Array, Float32Array] => [normal(3, 1, rows * latent), normal(4, 1, rows * latent)];

/** The generator on z [rows, latent]; declares its parameters in the scope. */
function generate(scope: Scope, z: Node): Node {
  const { dense, first, second } = generatorShapes;
  const [channels, height, width] = dense;
  const kernel = (name: string, seed: number, [inputs, out, kh, kw]: KernelShape): Node => {
    const own = () => convolutionKernel(weight(seed, [inputs, out, kh, kw]), [inputs, out, kh, kw]);
    return scope.parameter(`generator/${name}/kernel`, [kh, kw, out, inputs], own, { weight: true });
  };
  const denseShape = [latent, height * width * channels];
  const denseValues = () => denseToImages(weight(100, dense), dense);
  const projection = scope.parameter("generator/dense/weight", denseShape, denseValues, { weight: true });
  const bias = scope.parameter("generator/second/bias", [1], () => new Float32Array(1));
  const seeds = reshape(matmul(z, projection), { shape: [rows, height, width, channels], batched: false });
  const small = relu(batchNorm(scope, seeds, "generator/norm1"));
  const middle = conv2dTranspose(small, kernel("first", 101, first), sampling);
  const large = relu(batchNorm(scope, middle, "generator/norm2"));
  return tanh(conv2dTranspose(large, kernel("second", 102, second), { bias, ...sampling }));
}

function discriminator(scope: Scope): (x: Node) => Node {
  const { first, second, dense } = discriminatorShapes;
  const shrink = [first, second].map((shape, i) =>
    convolution(scope, `discriminator/convolution${i + 1}`, shape, weight(103 + i, shape), sampling),
  );
  const judge = denseOnImages(scope, "discriminator/dense", dense, weight(105, dense));
  return (x) => judge(shrink.reduce((node, layer) => leakyRelu(layer(node), slope), x));
}

export const dcgan28 = trainingWorkload({
  name: "dcgan-28",
  unit: "D+G step",
  checks: adversarialChecks({ 1: 1.38761, 10: 1.35932 }, { 10: 0.67808 }),
  optimization,
  gigaflop: 2.67,
  graph() {
    const graph = new Graph(new Model(), { capacity: rows });
    const real = modelVariable(graph, "data", "real", [rows, side, side, 1], pictures);
    const scopes = [new Scope(graph, "train", 1), new Scope(graph, "train", 1)];
    const [first, second] = noises().map((values, i) => {
      const z = modelVariable(graph, "data", `z${i + 1}`, [rows, latent], () => values);
      return generate(scopes[i], z);
    });
    const judging = new Scope(graph, "train", 1);
    const apply = discriminator(judging);
    adversarialStep(
      {
        real,
        fakes: [first, second],
        generating: scopes[1].parameters,
        discriminator: { parameters: judging.parameters, apply },
      },
      optimization,
    );
    return graph;
  },
});
