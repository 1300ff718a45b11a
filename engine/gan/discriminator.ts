// The discriminator: from samples to one number that says how real they are, by dense layers or by convolutions (DCGAN).

import type { Node } from "../core/graph";
import type { InitializerName } from "../neural/initializers";
import { batchNormLayer } from "../neural/layers/batchNorm";
import { dropout } from "../neural/layers/dropout";
import type { Scope } from "../neural/scope";
import { add } from "../ops/add";
import { concat } from "../ops/concat";
import { multiply } from "../ops/multiply";
import { reshape } from "../ops/reshape";
import { sum } from "../ops/sum";
import { type SideOptions, sidesOf } from "./generator";
import { activationOf, denseLayer, denseValues, downLayer, projectionValues, type Weighting } from "./layers";
import { packPictures, packRows } from "./packing";
import { numbersOf, type SampleShape } from "./shapes";

export interface DiscriminatorOptions extends SideOptions {
  /** Of hidden dense layers; what suits their activation unless said. */
  initializer?: InitializerName;
  dropout: number;
  /** Samples that are judged together. */
  pack: number;
  /** Of samples; 0 where nothing is asked for. */
  classes: number;
  /** Numbers that the codes of a sample are guessed by; 0 without such codes. */
  guesses: number;
  weighting?: Weighting;
}

/** What it makes of [n, numbers] samples. */
export interface Judgement {
  /** How real they are, [n/pack, 1]. */
  output: Node;
  /** The activations of the last hidden layer. */
  hidden: Node;
}

export interface Discriminator {
  /** `classes` are one-hot, [n, classes]. Dropout draws for each `pass` its own numbers. */
  judge(samples: Node, pass: string, classes?: Node): Judgement;
  /** What the codes are guessed to be, [n, guesses]. */
  guess({ hidden }: Judgement): Node;
}

/** One layer of it, in a pass of that name. */
type PassLayer = (x: Node, pass: string) => Node;

/** Declares the parameters `discriminator/…`. */
export const discriminator = (scope: Scope, sample: SampleShape, options: DiscriminatorOptions): Discriminator =>
  options.kind === "convolutional" && sample.kind === "picture"
    ? convolutional(scope, sample, options)
    : perceptron(scope, numbersOf(sample), options);

/** Classes stand beside the samples. */
function perceptron(scope: Scope, numbers: number, options: DiscriminatorOptions): Discriminator {
  const { layers, activation, initializer, pack, classes, weighting } = options;
  const given = pack * (numbers + classes);
  const values = denseValues(activation, initializer);
  const hidden = layers.map((units, i): PassLayer => {
    const name = `discriminator/dense${i + 1}`;
    const inputs = i > 0 ? layers[i - 1] : given;
    const bias = !normalizes(options, i);
    const linear = denseLayer(scope, name, { inputs, units, bias, values, weighting });
    return finished(scope, linear, i, units, options);
  });
  const width = layers.at(-1) ?? given;
  const last = denseLayer(scope, "discriminator/output", {
    inputs: width,
    units: 1,
    values: denseValues("linear"),
    weighting,
  });
  const guess = guessing(scope, width, options);
  return {
    judge(samples, pass, ofClass) {
      const known = ofClass ? concat([samples, ofClass], 1) : samples;
      const top = hidden.reduce((node, layer) => layer(node, pass), packRows(known, pack));
      return { output: last(top), hidden: top };
    },
    guess,
  };
}

/** Convolutions that halve the sides; classes are projected on what the last of them gives (T. Miyato, M. Koyama, 2018). */
function convolutional(
  scope: Scope,
  { height, width, channels }: Extract<SampleShape, { kind: "picture" }>,
  options: DiscriminatorOptions,
): Discriminator {
  const { pack, classes, weighting } = options;
  const layers = [...options.layers].reverse();
  const hidden = layers.map((out, i): PassLayer => {
    const inputs = i > 0 ? layers[i - 1] : pack * channels;
    const bias = !normalizes(options, i);
    const linear = downLayer(scope, `discriminator/down${i + 1}`, { inputs, channels: out, bias, weighting });
    return finished(scope, linear, i, out, options);
  });
  const [[rows, across]] = sidesOf(height, width, layers.length);
  const size = rows * across * (layers.at(-1) ?? pack * channels);
  const values = projectionValues;
  const last = denseLayer(scope, "discriminator/output", { inputs: size, units: 1, values, weighting });
  const units = pack * classes;
  const project =
    classes > 0
      ? denseLayer(scope, "discriminator/classes", { inputs: size, units, bias: false, values, weighting })
      : undefined;
  const guess = guessing(scope, size, options);
  return {
    judge(samples, pass, ofClass) {
      const pictures = packPictures(samples, [height, width, channels], pack);
      const maps = hidden.reduce((node, layer) => layer(node, pass), pictures);
      const top = reshape(maps, { shape: [pictures.type.shape[0], size], batched: pictures.type.batched });
      const alone = last(top);
      if (!project || !ofClass) return { output: alone, hidden: top };
      const fit = sum(multiply(project(top), packRows(ofClass, pack)), { axes: [1], keep: true });
      return { output: add(alone, fit), hidden: top };
    },
    guess,
  };
}

/** All hidden layers but the first are normalised over the batch, so that D sees the samples as they are. */
const normalizes = ({ batchNorm }: DiscriminatorOptions, index: number): boolean => batchNorm && index > 0;

/** Normalisation, activation and dropout of hidden layer `index`. */
function finished(
  scope: Scope,
  linear: (x: Node) => Node,
  index: number,
  units: number,
  options: DiscriminatorOptions,
): PassLayer {
  const { activation, dropout: share } = options;
  const name = `discriminator/norm${index + 1}`;
  const norm = normalizes(options, index) ? batchNormLayer(scope, name, units) : undefined;
  const apply = activationOf(activation);
  return (x, pass) => {
    const activated = apply(norm ? norm(linear(x)) : linear(x));
    return dropout(scope, activated, `discriminator/dropout${index + 1}/${pass}`, share);
  };
}

/** The layer that guesses the codes of each sample of a pack. */
function guessing(scope: Scope, inputs: number, { guesses, pack }: DiscriminatorOptions): Discriminator["guess"] {
  if (guesses === 0) return ({ hidden }) => hidden;
  const units = pack * guesses;
  const layer = denseLayer(scope, "discriminator/guess", { inputs, units, values: denseValues("linear") });
  return ({ hidden }) => {
    const together = layer(hidden);
    return reshape(together, { shape: [pack * hidden.type.shape[0], guesses], batched: hidden.type.batched });
  };
}
