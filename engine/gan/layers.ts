// Layers that are declared once in a graph and applied to several inputs, as the discriminator is to real and generated ones.

import type { Node } from "../core/graph";
import { Random } from "../core/random";
import { type Shape, sizeOf } from "../core/shape";
import { type ActivationName, activations } from "../neural/activations";
import { initialValues } from "../neural/initializers";
import { suited } from "../neural/network";
import type { Scope } from "../neural/scope";
import { streamOf } from "../neural/streams";
import { conv2d } from "../ops/conv2d";
import { type Conv2dTransposeOptions, conv2dTranspose } from "../ops/conv2dTranspose";
import { leakyRelu } from "../ops/leakyRelu";
import { matmul } from "../ops/matmul";

export type Layer = (x: Node) => Node;

/** What a weight is replaced by where it is used, such as the weight over its largest singular value. */
export type Weighting = (weight: Node, name: string, initial: () => Float32Array) => Node;

interface LayerOptions {
  bias?: boolean;
  weighting?: Weighting;
}

/** Slope of leakyRelu below 0 in adversarial networks (A. Radford et al., 2015). */
const slope = 0.2;

export const activationOf = (name: ActivationName): Layer =>
  name === "leakyRelu" ? (x) => leakyRelu(x, slope) : activations[name];

/** Deviation of the initial kernels of convolutional networks (A. Radford et al., 2015). */
const deviation = 0.02;

/** `length` initial values of a parameter of a convolutional network. */
export function convolutionalValues(seed: number, name: string, length: number): Float32Array {
  const random = new Random(seed, streamOf(name));
  return Float32Array.from({ length }, () => deviation * random.normal());
}

/** Initial values of the dense layer `name` with that activation, drawn as suits it unless said. */
export const denseValues =
  (activation: ActivationName, initializer = suited(activation)) =>
  (seed: number, name: string, [inputs, outputs]: Shape) =>
    initialValues(initializer, { seed, name, length: inputs * outputs, inputs, outputs });

/** Initial values of a dense layer in a convolutional network. */
export const projectionValues = (seed: number, name: string, shape: Shape): Float32Array =>
  convolutionalValues(seed, name, sizeOf(shape));

export interface DenseLayerOptions extends LayerOptions {
  inputs: number;
  units: number;
  values(seed: number, name: string, shape: Shape): Float32Array;
}

/** x·W + b; declares `name/weight` [inputs, units] and `name/bias`. */
export function denseLayer(scope: Scope, name: string, options: DenseLayerOptions): Layer {
  const { inputs, units, values, bias = true, weighting } = options;
  const shape = [inputs, units];
  const weight = weightOf(scope, `${name}/weight`, shape, (seed, of) => values(seed, of, shape), weighting);
  const term = bias ? biasOf(scope, name, units) : undefined;
  return labelled(name, (x) => matmul(x, weight, { bias: term }));
}

/** Kernels of DCGAN: 4 × 4, stride 2, a pixel of zeros around, so that a side is halved or doubled. */
const kernel = 4;
const sampling = { stride: 2, padding: 1 };

export interface SamplingLayerOptions extends LayerOptions {
  inputs: number;
  channels: number;
}

/** Pictures of half the size, rounded down, or of a pixel less with stride 1; declares `name/kernel` [4, 4, inputs, channels] and `name/bias`. */
export function downLayer(scope: Scope, name: string, options: SamplingLayerOptions & { stride?: 1 | 2 }): Layer {
  const { inputs, channels, bias = true, weighting, stride = sampling.stride } = options;
  const weight = kernelOf(scope, name, [kernel, kernel, inputs, channels], weighting);
  const term = bias ? biasOf(scope, name, channels) : undefined;
  return labelled(name, (x) => conv2d(x, weight, { bias: term, ...sampling, stride }));
}

/** Pictures of twice the size, and `outputPadding` rows and columns more; declares `name/kernel` [4, 4, channels, inputs]. */
export function upLayer(
  scope: Scope,
  name: string,
  options: SamplingLayerOptions & Pick<Conv2dTransposeOptions, "outputPadding">,
): Layer {
  const { inputs, channels, bias = true, weighting, outputPadding } = options;
  const weight = kernelOf(scope, name, [kernel, kernel, channels, inputs], weighting);
  const term = bias ? biasOf(scope, name, channels) : undefined;
  return labelled(name, (x) => conv2dTranspose(x, weight, { bias: term, outputPadding, ...sampling }));
}

const kernelOf = (scope: Scope, name: string, shape: Shape, weighting?: Weighting): Node =>
  weightOf(scope, `${name}/kernel`, shape, (seed, of) => convolutionalValues(seed, of, sizeOf(shape)), weighting);

function weightOf(
  scope: Scope,
  name: string,
  shape: Shape,
  values: (seed: number, name: string) => Float32Array,
  weighting: Weighting = (weight) => weight,
): Node {
  const initial = () => values(scope.seed, name);
  return weighting(scope.parameter(name, shape, initial, { weight: true }), name, initial);
}

/** The layer, whose nodes messages call by its name. */
const labelled =
  (name: string, layer: Layer): Layer =>
  (x) =>
    x.graph.within(name, () => layer(x));

const biasOf = (scope: Scope, name: string, units: number): Node =>
  scope.parameter(`${name}/bias`, [units], () => new Float32Array(units));
