// Initial weights: a pure function of the seed, the parameter's name and its size.

import { Random } from "../core/random";
import type { initializerNames } from "../tasks/table/spec";
import { streamOf } from "./streams";

export type InitializerName = (typeof initializerNames)[number];

/** A dense layer's numbers of inputs and outputs. */
interface Fans {
  inputs: number;
  outputs: number;
}

/** One weight, from the random numbers of its parameter. */
type Draw = (random: Random, fans: Fans) => number;

const uniform = (limit: (fans: Fans) => number): Draw => {
  return (random, fans) => (2 * random.uniform() - 1) * limit(fans);
};
const normal = (deviation: (fans: Fans) => number): Draw => {
  return (random, fans) => random.normal() * deviation(fans);
};

const draws: Readonly<Record<InitializerName, Draw>> = {
  /** U(−l, l), l = √(6/(in + out)) (X. Glorot, Y. Bengio, 2010). */
  glorotUniform: uniform(({ inputs, outputs }) => Math.sqrt(6 / (inputs + outputs))),
  /** N(0, 2/(in + out)). */
  glorotNormal: normal(({ inputs, outputs }) => Math.sqrt(2 / (inputs + outputs))),
  /** U(−l, l), l = √(6/in) (K. He et al., 2015). */
  heUniform: uniform(({ inputs }) => Math.sqrt(6 / inputs)),
  /** N(0, 2/in). */
  heNormal: normal(({ inputs }) => Math.sqrt(2 / inputs)),
  zeros: () => 0,
  /** U(−l, l), l = 4·√(6/(in + out)); DeepLearnToolbox draws the biases like the weights. */
  deepLearnToolbox: uniform(({ inputs, outputs }) => 4 * Math.sqrt(6 / (inputs + outputs))),
};

/** `length` initial values of the parameter `name` of a dense layer. */
export function initialValues(
  initializer: InitializerName,
  { seed, name, length, ...fans }: Fans & { seed: number; name: string; length: number },
): Float32Array {
  const random = new Random(seed, streamOf(name));
  return Float32Array.from({ length }, () => draws[initializer](random, fans));
}

/** The initializer of biases beside weights of the given one. */
export const biasInitializer = (weights: InitializerName): InitializerName =>
  weights === "deepLearnToolbox" ? weights : "zeros";
