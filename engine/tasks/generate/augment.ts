// Whether generated samples help a classifier: real examples alone, each twice, with SMOTE's, with generated ones, on the same folds.

import type { Executor } from "../../core/executor";
import { foldRows } from "../../data/split";
import { correctedInterval } from "../../experiment/corrected";
import { FieldError } from "../../experiment/field-error";
import { meanOf, standardDeviation } from "../../experiment/statistics";
import { cellSpace, place } from "../../gan/measures/cells";
import {
  Classifier,
  type ClassifierOptions,
  type Examples,
  pictureEpochs,
  rowEpochs,
} from "../../gan/measures/classifier";
import type { Rows } from "../../gan/measures/neighbours";
import { coordinates, pictureComponents } from "../../gan/measures/pictureSpace";
import { countOf, percent } from "../../words";
import { type Breathe, paced, sliceMilliseconds } from "../table/matrix";
import { failureSentence } from "../training/loop";
import { pick } from "../training/results";
import { cellsOf, generatedClasses } from "./codec";
import { type Prepared, prepareGenerate } from "./examples";
import { someOf } from "./judge-neighbours";
import { openGenerator } from "./open-training";
import type { Samples } from "./sampler";
import type { AugmentationResult, AugmentationWay } from "./samples";
import { cellsBetween, classesBetween, placesBetween, rowsBetween } from "./smote";
import type { GenerateExperiment } from "./spec";
import type { GenerateSource } from "./suggest";

export interface AugmentOptions {
  /** Complete. */
  experiment: GenerateExperiment;
  source: GenerateSource;
  /** A generator is trained in each, on the examples outside of it; 5 unless said. */
  folds?: number;
  /** How often the examples are dealt into folds anew; once unless said. */
  repeats?: number;
  /** What some first folds came to before, of as many folds and repeats: they are not asked again. */
  known?: AugmentationFolds;
  /** Told after each fold. */
  keep?(folds: AugmentationFolds): Promise<void>;
  executor: Executor;
  breathe: Breathe;
  stopped: () => boolean;
}

/** Accuracies by way, in the order of the folds of the first repeat, then the next; as many as are over. */
export interface AugmentationFolds extends Pick<AugmentationResult, "folds" | "repeats" | "seconds"> {
  values: Record<AugmentationWay, number[]>;
}

export interface AugmentationProgress {
  event: "progress";
  /** Counted from 1, over all repeats. */
  fold: number;
  folds: number;
  doing: "generator" | "classifiers";
  /** Of everything, 0 to 1. */
  fraction: number;
}

const usual = { folds: 5, repeats: 1 } as const;
/** Classifiers of rows that are trained on the same, whose accuracies are averaged; of pictures one. */
const rowRepeats = 3;
/** Examples that take part, at most: SMOTE looks at all pairs. */
const mostExamples = 20_000;
/** What training a generator takes of a fold, about. */
const generatorShare = 0.9;
const progressMilliseconds = 250;
const generatedSeed = 0xa65e;

/** In the order in which they are told. */
const ways: readonly AugmentationWay[] = ["real", "repeated", "smote", "generated"];

/**
 * Every fold trains a generator of its own on the examples outside of it, which adds as many examples as there are real ones,
 * of each class as often; SMOTE too. The classifier, its steps and its seeds are the same for all ways, and it is judged by
 * the real examples of the fold. Of more than 20 000 examples some at random take part. Returns undefined when it was stopped.
 * @throws FieldError where there is no class to predict, or samples have none, or there are too few examples for the folds
 */
export async function* testAugmentation(
  given: AugmentOptions,
): AsyncGenerator<AugmentationProgress, AugmentationResult | undefined> {
  const options = { ...given, breathe: paced(given.breathe) };
  const { experiment, source, folds = usual.folds, repeats = usual.repeats, breathe } = options;
  const known = given.known?.folds === folds && given.known.repeats === repeats ? given.known : undefined;
  const begin = performance.now() - 1000 * (known?.seconds ?? 0);
  const whole = await prepareGenerate(experiment, source, breathe);
  const { rows, classes } = checked(whole, source, folds);
  const taken = someOf(Uint32Array.from(rows.keys()), mostExamples);
  const [takenRows, strata] = [taken.map((example) => rows[example]), Int32Array.from(taken, (i) => classes[i])];
  const values = new Map<AugmentationWay, number[]>(ways.map((way) => [way, [...(known?.values[way] ?? [])]]));
  const total = folds * repeats;
  const seed = experiment.train?.seeds?.[0] ?? 1;
  const about = () => ({ folds, repeats, seconds: (performance.now() - begin) / 1000 });
  for (let fold = values.get("real")!.length; fold < total; fold++) {
    const repeat = Math.floor(fold / folds);
    const parts = foldRows(takenRows, strata, folds, seed + repeat)[fold % folds];
    const prepared = await prepareGenerate(experiment, source, breathe, parts);
    const at = { fold: fold + 1, folds: total };
    const samples = yield* trainGenerator(options, prepared, seed + fold, at);
    if (!samples) return undefined;
    yield { event: "progress", ...at, doing: "classifiers", fraction: (fold + generatorShare) / total };
    const sets = await setsOf(prepared, samples, seed + fold, breathe);
    const accuracies: number[] = [];
    for (const way of ways) {
      const accuracy = await accuracyOf(sets, way, options);
      if (accuracy === undefined) return undefined;
      accuracies.push(accuracy);
    }
    for (const [i, way] of ways.entries()) values.get(way)!.push(accuracies[i]);
    await options.keep?.({ ...about(), values: Object.fromEntries(values) as AugmentationFolds["values"] });
  }
  const target = whole.encoder.classColumn ?? "class";
  return resultOf(values, { target, ...about() });
}

/** @throws FieldError where this cannot be asked */
function checked(
  { classes, rows, encoder }: Prepared,
  source: GenerateSource,
  folds: number,
): { classes: Int32Array; rows: Uint32Array } {
  const place = { file: "album" in source ? source.album.name : source.dataset.name };
  if (!classes || !encoder.classes) {
    const message =
      "There is no class that a classifier could learn: name a column, or the folders of pictures, as data.class.";
    throw new FieldError(["data", "class"], message, place);
  }
  if (encoder.kind === "pictures" && !encoder.conditional) {
    const message =
      "Nothing says what is on a generated picture: leave model.conditional out, so that a class can be asked for.";
    throw new FieldError(["model", "conditional"], message, place);
  }
  if (!Number.isInteger(folds) || folds < 2 || folds > rows.length / 2) {
    const message = `${folds} folds cannot be made of ${countOf(rows.length, "example")}: take 2 to ${Math.floor(rows.length / 2)}.`;
    throw new FieldError(["folds"], message, place);
  }
  return { classes, rows };
}

/** As many samples as there are examples that train; undefined when it was stopped. */
async function* trainGenerator(
  { experiment, executor, breathe, stopped }: AugmentOptions,
  prepared: Prepared,
  seed: number,
  { fold, folds }: { fold: number; folds: number },
): AsyncGenerator<AugmentationProgress, Samples | undefined> {
  const { epochs = 1, learningRate, clipNorm } = experiment.train ?? {};
  const open = openGenerator(experiment, prepared, { seed, executor, breathe });
  const { trainer, sampler } = open;
  let told = Number.NEGATIVE_INFINITY;
  try {
    while (!trainer.finished) {
      const outcome = trainer.advance(sliceMilliseconds);
      if (outcome.kind === "failed") {
        throw new FieldError(["train", "learningRate"], failureSentence(outcome.at, { learningRate, clipNorm }));
      }
      await breathe();
      if (stopped()) return undefined;
      if (performance.now() - told < progressMilliseconds) continue;
      told = performance.now();
      const part = (generatorShare * trainer.position.epoch) / epochs;
      yield { event: "progress", fold, folds, doing: "generator", fraction: (fold - 1 + part) / folds };
    }
    return await sampler.draw(prepared.parts.train.length, seed + generatedSeed);
  } finally {
    open.close();
  }
}

/** What a classifier may be trained on in a fold, and what judges it. */
interface Sets extends Pick<ClassifierOptions, "classes" | "picture"> {
  real: Examples;
  judging: Examples;
  added: Record<"repeated" | "smote" | "generated", Examples>;
}

async function setsOf(prepared: Prepared, samples: Samples, seed: number, breathe: Breathe): Promise<Sets> {
  const { encoder, encoded, classes, parts, width } = prepared;
  const own = (part: Uint32Array) => Int32Array.from(part, (example) => classes![example]);
  const [trained, judged] = [own(parts.train), own(parts.test)];
  const made = samples.classes ?? generatedClasses(encoder, samples.encoded)!;
  const labelled = (rows: Rows, of: Int32Array): Examples => ({ rows, classes: of });
  const count = { classes: encoder.classes!.length };
  if (encoder.picture) {
    const pictures = (values: Float32Array): Rows => ({ values, width });
    const real = pictures(pick(encoded, parts.train, width));
    const near = await coordinates(await pictureComponents(real, breathe), real, breathe);
    const places = await placesBetween(near, trained, seed, breathe);
    const { height, width: side, channels } = encoder.picture;
    return {
      ...count,
      picture: [height, side, channels],
      real: labelled(real, trained),
      judging: labelled(pictures(pick(encoded, parts.test, width)), judged),
      added: {
        repeated: labelled(real, trained),
        smote: labelled(rowsBetween(real, places), classesBetween(trained, places)),
        generated: labelled(pictures(samples.encoded), made),
      },
    };
  }
  const cells = cellsOf(encoder, pick(encoded, parts.train, width));
  const space = cellSpace(cells);
  const real = place(space, cells);
  const places = await placesBetween(real, trained, seed, breathe);
  return {
    ...count,
    real: labelled(real, trained),
    judging: labelled(place(space, cellsOf(encoder, pick(encoded, parts.test, width))), judged),
    added: {
      repeated: labelled(real, trained),
      smote: labelled(place(space, cellsBetween(cells, places)), classesBetween(trained, places)),
      generated: labelled(place(space, cellsOf(encoder, samples.encoded)), made),
    },
  };
}

/** Of a classifier trained one way; undefined when it was stopped. */
async function accuracyOf(
  { real, judging, added, classes, picture }: Sets,
  way: AugmentationWay,
  { executor, breathe, stopped }: AugmentOptions,
): Promise<number | undefined> {
  const trained = real.classes.length;
  const training = way === "real" ? real : joined(real, added[way]);
  // Twice as many examples are seen half as often each.
  const half = Math.ceil((picture ? pictureEpochs(trained) : rowEpochs(trained)) / 2);
  const epochs = way === "real" ? 2 * half : half;
  const repeats = picture ? 1 : rowRepeats;
  let sum = 0;
  for (let seed = 1; seed <= repeats; seed++) {
    const options = { classes, picture, epochs, seed, executor, breathe, stopped };
    const classifier = await Classifier.train(training, options);
    if (!classifier) return undefined;
    sum += await classifier.accuracy(judging);
    classifier.close();
  }
  return sum / repeats;
}

function joined(first: Examples, second: Examples): Examples {
  const { width } = first.rows;
  const values = new Float32Array(first.rows.values.length + second.rows.values.length);
  values.set(first.rows.values);
  values.set(second.rows.values, first.rows.values.length);
  return { rows: { values, width }, classes: Int32Array.from([...first.classes, ...second.classes]) };
}

function resultOf(
  values: ReadonlyMap<AugmentationWay, number[]>,
  about: Pick<AugmentationResult, "target" | "folds" | "repeats" | "seconds">,
): AugmentationResult {
  const generated = values.get("generated")!;
  const over = ["real", "repeated", "smote"] as const;
  const differences = over.map((name) => {
    const others = values.get(name)!;
    const gains = generated.map((accuracy, fold) => accuracy - others[fold]);
    const [low, high] = correctedInterval(gains, about.folds);
    return { over: name, mean: meanOf(gains), low, high };
  });
  const summed = ways.map((name) => {
    const own = values.get(name)!;
    return { name, mean: meanOf(own), std: standardDeviation(own), values: own };
  });
  const result = { event: "augmentation" as const, metric: "accuracy" as const, ...about, ways: summed, differences };
  return { ...result, helped: differences[0].low > 0, sentence: sentenceOf(result) };
}

/** `No help shown: …`: what the difference over real examples alone allows to say, and what the others came to. */
function sentenceOf({
  ways: told,
  differences: [over],
  folds,
  repeats,
}: Pick<AugmentationResult, "ways" | "differences" | "folds" | "repeats">): string {
  const mean = (name: AugmentationWay) => percent(told.find((way) => way.name === name)!.mean);
  const points = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(100 * value).toFixed(1)}`;
  const claim = over.low > 0 ? "Generated samples help" : over.high < 0 ? "Generated samples harm" : "No help shown";
  const dealt = repeats === 1 ? `${folds} folds` : `${folds} folds, dealt ${repeats} times`;
  const interval = `${points(over.mean)} points, 95 % interval ${points(over.low)} to ${points(over.high)}, ${dealt}`;
  return `${claim}: with as many generated examples as real ones the classifier comes to ${mean("generated")}, against ${mean("real")} without (${interval}), ${mean("repeated")} where each real one is given twice, and ${mean("smote")} with SMOTE.`;
}
