// Applying a finished run of several labels to new rows or pictures: the probability of every label.

import type { Executor } from "../core/executor";
import type { Frame } from "../data/album/album";
import { frameOf } from "../data/album/frames";
import type { PictureSource } from "../data/album/source";
import { Tally } from "../data/album/tally";
import type { Dataset, Problem } from "../data/dataset";
import { encodeFeatures, featureNames } from "../data/encode";
import type { Files } from "../data/files";
import type { Image } from "../data/image/image";
import { InputError } from "../errors";
import { stepPictures, takenFrame } from "../tasks/classify-pictures/apply";
import { type FinishedLabels, PictureLabeller, RowLabeller } from "../tasks/labels/apply";
import type { LabelEncoder } from "../tasks/labels/examples";
import type { LabelsExperiment } from "../tasks/labels/spec";
import type { Breathe } from "../tasks/table/matrix";
import { type Backbone, openBackbone } from "./backbone";
import { type Prediction, type PredictionNotes, predictionAt, type TrainedModel } from "./predict";
import { framesOf } from "./predict-pictures";

export interface LabelsModel extends TrainedModel<LabelsExperiment> {
  /** Its folder, which the path of a backbone is relative to. */
  run: string;
}

interface PredictOptions {
  files: Files;
  executor: Executor;
  breathe: Breathe;
}

/** Whether a finished run takes pictures. */
export const takesPictures = ({ experiment }: Pick<LabelsModel, "experiment">): boolean =>
  experiment.data.channels !== undefined;

const finishedOf = ({ experiment, encoder, weights }: LabelsModel): FinishedLabels => ({
  experiment,
  encoder: encoder as LabelEncoder,
  weights,
});

/** Rows that are in the program's memory at a time. */
const chunkRows = 16_384;

/**
 * Predictions for all rows of a table, in order. Calls `note` before the last one.
 * @throws InputError that names a column the table lacks
 */
export async function* predictLabels(
  model: LabelsModel,
  dataset: Dataset,
  options: PredictOptions,
  note: (notes: PredictionNotes) => void,
): AsyncGenerator<Prediction> {
  if (dataset.rows === 0) throw new InputError("There are no rows to predict.", { file: dataset.name });
  const finished = finishedOf(model);
  const { encoder } = finished;
  const given = await backboneOf(model, options, (backbone) => backbone.features({ dataset }));
  const features = given?.width ?? featureNames(encoder).length;
  const rows = Math.min(chunkRows, dataset.rows);
  const labeller = new RowLabeller(finished, { rows, features }, options.executor, options.breathe);
  try {
    const notes: PredictionNotes = { unseen: 0, unreadable: 0 };
    for (let from = 0; from < dataset.rows; from += chunkRows) {
      const length = Math.min(chunkRows, dataset.rows - from);
      let values = given?.values.subarray(from * features, (from + length) * features);
      if (!values) {
        const encoded = encodeFeatures(
          encoder,
          dataset,
          Uint32Array.from({ length }, (_, i) => from + i),
        );
        notes.unseen += encoded.unseen;
        notes.unreadable += encoded.unreadable;
        values = encoded.values;
      }
      const predictions = await labeller.probabilities(values, length);
      if (from + length === dataset.rows) note(notes);
      for (let i = 0; i < length; i++) yield predictionAt(predictions, i, encoder);
    }
  } finally {
    labeller.close();
  }
}

/** Predictions for all pictures that can be read, in order; `note` is told of every other one. */
export async function* predictPictureLabels(
  model: LabelsModel,
  source: Pick<PictureSource, "names" | "read">,
  options: PredictOptions,
  note: (problem: Problem) => void,
): AsyncGenerator<Prediction> {
  const finished = finishedOf(model);
  const { encoder } = finished;
  const { executor, breathe } = options;
  const backbone = await openBackboneOf(model, options);
  const labeller = backbone
    ? new RowLabeller(finished, { rows: stepPictures, features: backbone.width }, executor, breathe)
    : new PictureLabeller(finished, executor);
  const take = (image: Image): Frame =>
    encoder.picture
      ? takenFrame({ experiment: finished.experiment, encoder: encoder.picture }, image)
      : frameOf(image, new Tally());
  const probabilities = async (frames: Frame[]): Promise<Float32Array> => {
    if (labeller instanceof PictureLabeller) return labeller.probabilities(frames);
    return labeller.probabilities((await backbone!.features({ frames })).values, frames.length);
  };
  try {
    for await (const { frames, ids } of framesOf(source, take, breathe, note)) {
      const predictions = await probabilities(frames);
      for (const [i, id] of ids.entries()) yield { id, ...predictionAt(predictions, i, encoder) };
    }
  } finally {
    labeller.close();
    backbone?.close();
  }
}

async function openBackboneOf(
  { experiment, run }: LabelsModel,
  { files, ...options }: PredictOptions,
): Promise<Backbone | undefined> {
  const backbone = experiment.model?.backbone;
  return backbone === undefined ? undefined : openBackbone(files, files.join(run, backbone), options);
}

async function backboneOf<T>(
  model: LabelsModel,
  options: PredictOptions,
  use: (backbone: Backbone) => Promise<T>,
): Promise<T | undefined> {
  const backbone = await openBackboneOf(model, options);
  try {
    return backbone && (await use(backbone));
  } finally {
    backbone?.close();
  }
}
