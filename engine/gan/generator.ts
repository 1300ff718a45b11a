// The generator: from codes to samples, by dense layers or by transposed convolutions (DCGAN).

import type { Node } from "../core/graph";
import type { ActivationName } from "../neural/activations";
import { batchNormLayer } from "../neural/layers/batchNorm";
import type { Scope } from "../neural/scope";
import { add } from "../ops/add";
import { concat } from "../ops/concat";
import { scale } from "../ops/multiply";
import { reshape } from "../ops/reshape";
import { slice } from "../ops/slice";
import { softmax } from "../ops/softmax";
import { tanh } from "../ops/tanh";
import { activationOf, denseLayer, denseValues, type Layer, projectionValues, upLayer } from "./layers";
import { numbersOf, type SampleShape } from "./shapes";

export interface SideOptions {
  kind: "mlp" | "convolutional";
  /** Units of the hidden layers, or channels, from the smallest pictures on. */
  layers: readonly number[];
  activation: ActivationName;
  batchNorm: boolean;
}

/** From codes [n, width] to what `shapeSamples` takes, [n, numbers]: declares the parameters `generator/…`. */
export function generator(scope: Scope, width: number, sample: SampleShape, options: SideOptions): Layer {
  return options.kind === "convolutional" && sample.kind === "picture"
    ? convolutional(scope, width, sample, options)
    : perceptron(scope, width, numbersOf(sample), options);
}

function perceptron(
  scope: Scope,
  width: number,
  numbers: number,
  { layers, activation, batchNorm }: SideOptions,
): Layer {
  const hidden = layers.map((units, i): Layer => {
    const name = `generator/dense${i + 1}`;
    const inputs = i > 0 ? layers[i - 1] : width;
    const linear = denseLayer(scope, name, { inputs, units, bias: !batchNorm, values: denseValues(activation) });
    return activated(scope, linear, `generator/norm${i + 1}`, { units, activation, batchNorm });
  });
  const inputs = layers.at(-1) ?? width;
  const last = denseLayer(scope, "generator/output", { inputs, units: numbers, values: denseValues("linear") });
  return (x) => last(hidden.reduce((node, layer) => layer(node), x));
}

/** A dense layer to the smallest pictures, then transposed convolutions that double their sides. */
function convolutional(
  scope: Scope,
  width: number,
  { height, width: columns, channels }: Extract<SampleShape, { kind: "picture" }>,
  { layers, activation, batchNorm }: SideOptions,
): Layer {
  const sizes = sidesOf(height, columns, layers.length);
  const [first, ...others] = [...layers, channels];
  const [rows, across] = sizes[0];
  const units = rows * across * first;
  const dense = denseLayer(scope, "generator/dense1", {
    inputs: width,
    units,
    bias: !batchNorm,
    values: projectionValues,
  });
  const seeds: Layer = (x) =>
    reshape(dense(x), { shape: [x.type.shape[0], rows, across, first], batched: x.type.batched });
  const start = activated(scope, seeds, "generator/norm1", { units: first, activation, batchNorm });
  const up = others.map((out, i): Layer => {
    const [from, to] = [sizes[i], sizes[i + 1]];
    const last = i === others.length - 1;
    const linear = upLayer(scope, `generator/up${i + 1}`, {
      inputs: layers[i],
      channels: out,
      bias: last || !batchNorm,
      outputPadding: [to[0] - 2 * from[0], to[1] - 2 * from[1]],
    });
    return last ? linear : activated(scope, linear, `generator/norm${i + 2}`, { units: out, activation, batchNorm });
  });
  return (x) => {
    const pictures = up.reduce((node, layer) => layer(node), start(x));
    return reshape(pictures, { shape: [x.type.shape[0], height * columns * channels], batched: x.type.batched });
  };
}

/** Sizes of the pictures on the way, the smallest first, halved `times` and rounded down. */
export const sidesOf = (height: number, width: number, times: number): [number, number][] =>
  Array.from({ length: times + 1 }, (_, i) => [height >> (times - i), width >> (times - i)]);

function activated(
  scope: Scope,
  linear: Layer,
  name: string,
  { units, activation, batchNorm }: { units: number; activation: ActivationName; batchNorm: boolean },
): Layer {
  const norm = batchNorm ? batchNormLayer(scope, name, units) : undefined;
  const apply = activationOf(activation);
  return (x) => apply(norm ? norm(linear(x)) : linear(x));
}

/** Temperature of the softmax that stands for a category in training (E. Jang et al., 2017). */
const temperature = 0.2;

/**
 * Samples of what the generator gives: tanh of pictures and such heads. Categories are softmax((logits + noise)/0.2) with
 * Gumbel noise [n, numbers of all categories], their logits without it.
 */
export function shapeSamples(given: Node, sample: SampleShape, noise?: Node): Node {
  if (sample.kind === "picture") return tanh(given);
  let at = 0;
  let drawn = 0;
  const heads = sample.heads.map(({ kind, size }) => {
    const own = sample.heads.length === 1 ? given : slice(given, 1, at, at + size);
    at += size;
    if (kind === "tanh") return tanh(own);
    if (kind === "linear" || !noise) return own;
    drawn += size;
    return softmax(scale(add(own, slice(noise, 1, drawn - size, drawn)), 1 / temperature));
  });
  return concat(heads, 1);
}
