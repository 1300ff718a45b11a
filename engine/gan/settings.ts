// What an experiment asks of the two networks and their steps, with what it leaves open, and refused where it cannot be.

import { FieldError } from "../experiment/field-error";
import type { GenerateExperiment } from "../tasks/generate/spec";
import { type CodeShape, codeShapeOf } from "./codes";
import type { DiscriminatorOptions } from "./discriminator";
import type { SideOptions } from "./generator";
import { guessesOf } from "./information";
import { adversarialLosses } from "./losses";
import type { SampleShape } from "./shapes";
import type { StepOptions } from "./step";

export interface AdversarialSettings {
  sample: SampleShape;
  code: CodeShape;
  generator: SideOptions;
  discriminator: Omit<DiscriminatorOptions, "weighting">;
  spectralNorm: boolean;
  /** Weight of the mutual information between codes and samples; 0 without. */
  information: number;
  step: StepOptions;
  smoothing: number;
  gradientPenalty: number;
  /** Decay of the generator's running average; 0 without. */
  averaging: number;
}

/**
 * @throws FieldError where settings contradict each other
 */
export function adversarialSettings(
  experiment: GenerateExperiment,
  sample: SampleShape,
  classes: number,
): AdversarialSettings {
  const { model = {}, loss = "nonSaturating", gradientPenalty = 0, train = {} } = experiment;
  const { kind = "mlp", generator: g = {}, discriminator: d = {}, pack = 1 } = model;
  const code = codeShapeOf(experiment, classes);
  const information = code.categories + code.continuous > 0 ? (model.code?.weight ?? 1) : 0;
  const layers = kind === "mlp" ? [128, 128] : [64, 32];
  const generator: SideOptions = {
    kind,
    layers: g.layers ?? layers,
    activation: g.activation ?? "relu",
    batchNorm: g.batchNorm ?? kind === "convolutional",
  };
  const discriminator = {
    kind,
    layers: d.layers ?? layers,
    activation: d.activation ?? ("leakyRelu" as const),
    batchNorm: d.batchNorm ?? false,
    initializer: d.initializer,
    dropout: d.dropout ?? 0,
    pack,
    classes: code.classes,
    guesses: information > 0 ? guessesOf(code) : 0,
  };
  const smoothing = train.labelSmoothing ?? 0;
  if (kind === "convolutional") {
    checkPictures(sample, generator, discriminator);
    if (d.initializer) {
      throw new FieldError(
        ["model", "discriminator", "initializer"],
        "Convolutions begin as those of DCGAN do, and an initializer is for dense layers: leave it out, or take mlp.",
      );
    }
  }
  if (gradientPenalty > 0 && discriminator.batchNorm) {
    throw new FieldError(
      ["model", "discriminator", "batchNorm"],
      "Batch normalisation makes the discriminator's output depend on the whole batch, so that a gradient penalty has no meaning for one sample: leave one of the two out.",
    );
  }
  if (smoothing > 0 && !adversarialLosses[loss].labels) {
    throw new FieldError(
      ["train", "labelSmoothing"],
      `The loss "${loss}" has no labels to smooth: leave labelSmoothing out.`,
    );
  }
  if (model.conditional && classes === 0) {
    throw new FieldError(["model", "conditional"], "Conditional networks need a class: name its column in data.class.");
  }
  return {
    sample,
    code,
    generator,
    discriminator,
    spectralNorm: d.spectralNorm ?? false,
    information,
    step: { loss, optimizer: train.optimizer ?? "adam", beta1: train.beta1 ?? 0.5, clipNorm: train.clipNorm },
    smoothing,
    gradientPenalty,
    averaging: train.averaging ?? 0,
  };
}

function checkPictures(sample: SampleShape, generator: SideOptions, discriminator: SideOptions): void {
  if (sample.kind !== "picture") {
    throw new FieldError(["model", "kind"], "Convolutional networks generate pictures; for rows take mlp.");
  }
  for (const [name, { layers }] of Object.entries({ generator, discriminator })) {
    const least = Math.min(sample.height, sample.width) >> layers.length;
    if (layers.length > 0 && least >= 1) continue;
    throw new FieldError(
      ["model", name, "layers"],
      `Each layer halves the pictures: those of ${sample.width} × ${sample.height} allow 1 to ${Math.floor(
        Math.log2(Math.min(sample.height, sample.width)),
      )} layers, not ${layers.length}.`,
    );
  }
}
