// One training of a network that restores, and what it shows and leaves behind.

import type { Executor } from "../../core/executor";
import { initialValuesOf } from "../../core/model";
import { sizeOf } from "../../core/shape";
import type { Album } from "../../data/album/album";
import { type Stage, StagedTrainer } from "../../neural/staged-trainer";
import { figureCount, figuresOf, frameOf } from "../pictures/figures";
import type { Field } from "../pictures/tiles";
import { type OpenPictures, openPictures, type PictureRows } from "../pictures/training";
import type { Breathe } from "../table/matrix";
import type { Training } from "../training/training";
import { type Degraded, type RestoreExamples, writtenExample } from "./examples";
import { montage, pngOf } from "./montage";
import { architectureOf } from "./network";
import { type CompletePretraining, placesOf, pretrainingStages, unfolded } from "./pretraining";
import { inputField, planOf } from "./restorer";
import { restoreObserver } from "./showing";
import type { RestoreExperiment } from "./spec";

/** Pictures that go through the network together. */
const together = 16;

export interface RestoreTrainingOptions {
  member: number;
  seed: number;
  executor: Executor;
  breathe: Breathe;
}

/** Epochs of a training: those of the autoencoders before it are counted. */
export function epochsOf({ model, train = {} }: RestoreExperiment): number {
  const stages = model?.kind === "deepAutoencoder" && model.pretraining ? pretrainingOf(model.pretraining) : undefined;
  return (train.epochs ?? 1) + (stages ? stages.epochs * (stages.sizes.length - 1) : 0);
}

/** Of a complete experiment. */
const pretrainingOf = (pretraining: object): CompletePretraining => pretraining as CompletePretraining;

/** Throws as `openPictures`. */
export function openRestoreTraining(
  experiment: RestoreExperiment,
  album: Album,
  examples: RestoreExamples,
  rows: PictureRows,
  options: RestoreTrainingOptions,
): Training {
  const { model, loss = "meanSquare", train = {} } = experiment;
  const { channels, masked, clean, rows: albumRows } = examples;
  const architecture = architectureOf(model!, channels, masked);
  const largest = {
    width: Math.max(...Array.from(albumRows, (row) => clean[row].width)),
    height: Math.max(...Array.from(albumRows, (row) => clean[row].height)),
    channels,
  };
  const plan = planOf(model!, largest, masked);
  const open = openPictures(architecture, rows, { plan, loss: { name: loss }, train, ...options });
  const trainer = stagedOn(open, experiment, rows, options) ?? open.trainer;
  const keptEpoch = () => {
    const { bestLoss, bestEpoch, epoch } = trainer.position;
    return bestLoss === null ? epoch : bestEpoch;
  };

  const restored = async (given: readonly Degraded[]) =>
    open.applier.apply(given.map((one) => inputField(one, masked)));
  const predict = async (asked = Uint32Array.from(albumRows.keys())) => {
    const figures = new Float32Array(asked.length * figureCount);
    for (let from = 0; from < asked.length; from += together) {
      const some = Array.from(asked.subarray(from, from + together), (example) => albumRows[example]);
      const given: Degraded[] = [];
      for (const row of some) given.push(await examples.degraded(row));
      for (const [i, output] of (await restored(given)).entries()) {
        figures.set(figuresOf(output, clean[some[i]]), (from + i) * figureCount);
        await options.breathe();
      }
    }
    return figures;
  };

  return {
    trainer,
    model: open.model,
    program: open.program,
    predict,
    keptEpoch,
    observe: restoreObserver(open, experiment, { album, examples, epochs: epochsOf(experiment), ...options }),
    written: () => written(open, experiment, examples, restored),
    close() {
      if (trainer instanceof StagedTrainer) trainer.close();
      open.close();
    },
  };
}

/** The deep network behind the autoencoders that are trained before it; undefined where there are none. */
function stagedOn(
  { session, trainer }: OpenPictures,
  { model, train = {} }: RestoreExperiment,
  { train: count, outputs, picture, draw }: PictureRows,
  { seed, executor }: RestoreTrainingOptions,
): StagedTrainer | undefined {
  if (model?.kind !== "deepAutoencoder" || !model.pretraining) return undefined;
  const pretraining = pretrainingOf(model.pretraining);
  // Autoencoders learn the clean pictures: what they are to repair, they hide themselves.
  const clean = new Float32Array(count * outputs);
  draw(0, new Float32Array(count * picture[0] * picture[1] * picture[2]), clean);
  const places = placesOf(pretraining, model.sizes!);
  const deep: Stage = {
    name: "network",
    epochs: train.epochs ?? 1,
    open(before) {
      for (const [name, values] of unfolded(before, places)) session.write(name, values);
      // What goes on from here, and is gone back to when a loss is no number, are these weights.
      trainer.restore(trainer.snapshot());
      return { trainer, close: () => undefined };
    },
  };
  return new StagedTrainer([...pretrainingStages(pretraining, model, clean, { seed, executor }), deep]);
}

/**
 * The picture that is written, with its montage, from the weights at the end and, the montage, from those at the start; and
 * what each comes to against the clean one.
 */
async function written(
  { session, model }: OpenPictures,
  { montage: wanted = {} }: RestoreExperiment,
  examples: RestoreExamples,
  restored: (given: readonly Degraded[]) => Promise<Field[]>,
): Promise<Map<string, Uint8Array>> {
  const row = examples.rows[writtenExample(examples, wanted.picture)];
  const given = await examples.degraded(row);
  const [output] = await restored([given]);
  const files = new Map<string, Uint8Array>([
    ["restored.png", await pngOf(frameOf(output))],
    ["montage.png", await pngOf(montage(given.picture, output, wanted))],
  ]);
  const own = model.variables.filter(({ kind }) => kind !== "data");
  const trained = own.map(({ name }) => session.read(name));
  for (const variable of own) {
    const size = sizeOf(variable.type.shape);
    session.write(variable.name, initialValuesOf(variable) ?? new Float32Array(size));
  }
  const [untrained] = await restored([given]);
  own.forEach(({ name }, i) => {
    session.write(name, trained[i]);
  });
  const figures = (picture: Field) => {
    const [psnr, ssim, mse] = figuresOf(picture, examples.clean[row]);
    return { psnr, ssim, mse };
  };
  const all = { input: figures(given.picture), untrained: figures(untrained), output: figures(output) };
  const text = JSON.stringify({ picture: examples.names[row], ...all }, null, 2);
  return files
    .set("montage-untrained.png", await pngOf(montage(given.picture, untrained, wanted)))
    .set("restored.json", new TextEncoder().encode(`${text}\n`));
}
