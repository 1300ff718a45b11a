// What to change in an experiment that does not go well, in words: the settings that it has not tried yet.

import { listOf } from "../../words";
import type { AdversarialProblem } from "./events";
import type { GeneratorDescription } from "./samples";
import type { GenerateExperiment } from "./spec";

/** What is wrong with samples beside what was recognised while training: they miss the real ones. */
export type Fault = AdversarialProblem | "quality";

/** Remedies that are named at most. */
const most = 2;

/** What is generated; of points, the modes that the real ones have, where they were counted. */
export interface Generated {
  kind: GeneratorDescription["kind"];
  modes?: number;
}

type Remedy = (experiment: GenerateExperiment, generated: Generated) => string | false | undefined;

const ownPenalty: Remedy = ({ loss, gradientPenalty, model = {} }) =>
  loss !== "wasserstein" &&
  !gradientPenalty &&
  !model.discriminator?.batchNorm &&
  "set loss to wasserstein with gradientPenalty 10 and train.discriminatorSteps 3";

const asManySteps: Remedy = ({ train = {} }) =>
  (train.generatorSteps ?? 1) > (train.discriminatorSteps ?? 1) &&
  "give D as many steps in a round as G (train.generatorSteps 1)";

const lowerRate: Remedy = ({ train = {} }) =>
  `lower train.learningRate${train.learningRate ? ` to ${train.learningRate / 4}` : ""}`;

const smoothing: Remedy = ({ train = {} }) => !train.labelSmoothing && "set train.labelSmoothing to 0.1";

const moreEpochs: Remedy = ({ train = {} }) => `train for more epochs${train.epochs ? ` than ${train.epochs}` : ""}`;

/** In the order in which they are worth a try. */
const remedies: Record<Fault, readonly Remedy[]> = {
  collapse: [
    asManySteps,
    // Samples that tell their code keep to the middles of the modes.
    ({ model: { code } = {} }) => code?.categories !== undefined && code.weight !== 0 && "set model.code.weight to 0",
    // Of a grid of 25 modes of points, packs of 4 were measured to reach 3.
    ({ model = {} }, { kind }) => kind !== "points" && (model.pack ?? 1) < 4 && "raise model.pack to 4",
    ({ model = {} }, { modes = 0 }) =>
      modes > 1 && !model.code?.categories && `give model.code.categories ${modes} (a value for each mode)`,
    ownPenalty,
    moreEpochs,
  ],
  quality: [
    asManySteps,
    ({ train = {} }) => !train.averaging && "set train.averaging to 0.999",
    ({ train = {} }) => train.decay !== "linear" && "set train.decay to linear",
    moreEpochs,
    ({ rejection }) => !rejection && "leave out what D finds least real (rejection 0.1)",
  ],
  discriminatorWon: [
    ({ train = {} }) =>
      (train.discriminatorSteps ?? 1) > (train.generatorSteps ?? 1) && "lower train.discriminatorSteps",
    smoothing,
    ({ train = {} }) => train.discriminatorRate === undefined && "set train.discriminatorRate below train.learningRate",
    ownPenalty,
    ({ model = {} }) => !model.discriminator?.dropout && "set model.discriminator.dropout to 0.3",
  ],
  divergence: [
    lowerRate,
    ({ train = {} }) => train.clipNorm === undefined && "set train.clipNorm to 1",
    ({ model = {} }) => !model.discriminator?.spectralNorm && "set model.discriminator.spectralNorm to true",
  ],
  copies: [
    ({ model = {} }) => !model.discriminator?.dropout && "set model.discriminator.dropout to 0.3",
    () => "take fewer units in model.discriminator.layers",
    () => "train for fewer epochs, or on more examples",
  ],
};

/** `raise model.pack to 4 or train for more epochs`. */
export function remedyFor(fault: Fault, experiment: GenerateExperiment, generated: Generated): string {
  const found = remedies[fault]
    .map((remedy) => remedy(experiment, generated))
    .filter((text) => typeof text === "string");
  return listOf(found.slice(0, most));
}
