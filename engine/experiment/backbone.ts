// The network of a finished run as a source of features: what its last hidden layer gives of other rows or pictures.

import type { Executor } from "../core/executor";
import type { Frame } from "../data/album/album";
import type { Assumption, Dataset } from "../data/dataset";
import { encodeFeatures, featureNames } from "../data/encode";
import type { Files } from "../data/files";
import { InputError } from "../errors";
import { pictureFeatures } from "../neural/image/pictureLayers";
import { type FinishedClassifier, fittedFrame, PictureNetwork, stepPictures } from "../tasks/classify-pictures/apply";
import { HiddenNetwork } from "../tasks/table/hidden";
import { type Breathe, paced } from "../tasks/table/matrix";
import type { ClassifyExperiment } from "../tasks/table/task";
import { countOf } from "../words";
import { FieldError } from "./field-error";
import { readOrigin } from "./layout";
import { loadModel, type TrainedModel } from "./predict";
import { isPictureExperiment } from "./table-experiment";

/** A table, or pictures as an album has them, of any size; `hash` is of the bytes that they were read from. */
export type BackboneSource = { dataset: Dataset } | { frames: readonly Frame[]; hash?: string };

export interface BackboneFeatures {
  /** [rows × width], in the order of the rows of the table, or of the frames. */
  values: Float32Array;
  /** Numbers that the last hidden layer gives, all pixels and channels of it where it gives pictures. */
  width: number;
  assumptions: Assumption[];
}

/** A network that is ready for tables, or for pictures, in a session of its own. */
export interface Backbone {
  readonly width: number;
  /** @throws FieldError at model.backbone where the network does not take what the source is, or lacks a column of it */
  features(source: BackboneSource): Promise<BackboneFeatures>;
  close(): void;
}

interface BackboneOptions {
  executor: Executor;
  breathe: Breathe;
}

/**
 * The network of the finished run of classify in a folder, of several trainings that with the best validation.
 * @throws FieldError at model.backbone where there is none
 */
export async function openBackbone(files: Files, run: string, options: BackboneOptions): Promise<Backbone> {
  try {
    const model = await loadModel(files, run);
    const { dataHash } = await readOrigin(files, run);
    const { experiment } = model;
    if (experiment.task !== "classify") {
      throw new InputError(`This run is of the task ${experiment.task}, and a backbone is one of classify.`);
    }
    const backbone = isPictureExperiment(experiment)
      ? onPictures(model as unknown as FinishedClassifier, options)
      : onTable(model as TrainedModel<ClassifyExperiment>, options);
    const features: Backbone["features"] = (source) =>
      named(run, async () => {
        const given = await backbone.features(source);
        const same = ("dataset" in source ? source.dataset.hash : source.hash) === dataHash;
        return same ? { ...given, assumptions: [...given.assumptions, { text: sameData }] } : given;
      });
    return { ...backbone, features };
  } catch (error) {
    throw atBackbone(run, error);
  }
}

const sameData =
  "The backbone was trained on these same data, so rows that judge here may be among those that it has learned from.";

/** All features of a source at once. Throws as `openBackbone` and `Backbone.features`. */
export async function backboneFeatures(
  files: Files,
  run: string,
  source: BackboneSource,
  options: BackboneOptions,
): Promise<BackboneFeatures> {
  const backbone = await openBackbone(files, run, options);
  try {
    return await backbone.features(source);
  } finally {
    backbone.close();
  }
}

async function named<T>(run: string, compute: () => Promise<T>): Promise<T> {
  try {
    return await compute();
  } catch (error) {
    throw atBackbone(run, error);
  }
}

/** What is wrong with the input as a fault of model.backbone, whose line a person can mend. */
function atBackbone(run: string, error: unknown): unknown {
  if (!(error instanceof InputError)) return error;
  return new FieldError(["model", "backbone"], error.message, { file: run, ...error.place });
}

function onTable({ experiment, encoder, weights }: TrainedModel<ClassifyExperiment>, options: BackboneOptions) {
  const { layers = [], bias } = experiment.model ?? {};
  const network = new HiddenNetwork(featureNames(encoder).length, { layers, bias }, weights, options.executor);
  const { width } = network;
  const breathe = paced(options.breathe);
  return {
    width,
    async features(source: BackboneSource): Promise<BackboneFeatures> {
      if (!("dataset" in source)) throw new InputError("This run is on a table, and these data are pictures.");
      const { dataset } = source;
      const values = new Float32Array(dataset.rows * width);
      let [unseen, unreadable] = [0, 0];
      for (let from = 0; from < dataset.rows; from += encodedRows) {
        const length = Math.min(encodedRows, dataset.rows - from);
        const rows = Uint32Array.from({ length }, (_, i) => from + i);
        const encoded = encodeFeatures(encoder, dataset, rows);
        unseen += encoded.unseen;
        unreadable += encoded.unreadable;
        await network.each(encoded.values, breathe, (given, row) => values.set(given, (from + row) * width));
      }
      const assumptions: Assumption[] = [];
      if (unseen > 0) {
        const text = `${countOf(unseen, "cell has", "cells have")} a category that the backbone has not seen, counted as none of those it knows.`;
        assumptions.push({ text });
      }
      if (unreadable > 0) {
        const text = `${countOf(unreadable, "cell holds", "cells hold")} no number where the backbone takes one, counted as missing.`;
        assumptions.push({ text });
      }
      return { values, width, assumptions };
    },
    close: () => network.close(),
  };
}

/** Rows that are encoded at a time. */
const encodedRows = 16_384;

function onPictures(finished: FinishedClassifier, options: BackboneOptions) {
  const { experiment, encoder, weights } = finished;
  const { layers = [], bias } = experiment.model ?? {};
  const network = new PictureNetwork(
    encoder,
    weights,
    (scope, x) => pictureFeatures(scope, x, layers, { bias }),
    options.executor,
  );
  const { width } = network;
  const breathe = paced(options.breathe);
  return {
    width,
    async features(source: BackboneSource): Promise<BackboneFeatures> {
      if ("dataset" in source) throw new InputError("This run is on pictures, and these data are a table.");
      const { frames } = source;
      const values = new Float32Array(frames.length * width);
      for (let from = 0; from < frames.length; from += stepPictures) {
        const own: Frame[] = [];
        for (const frame of frames.slice(from, from + stepPictures)) {
          own.push(fittedFrame(finished, frame));
          await breathe();
        }
        values.set(network.of(own), from * width);
      }
      return { values, width, assumptions: [] };
    },
    close: () => network.close(),
  };
}
