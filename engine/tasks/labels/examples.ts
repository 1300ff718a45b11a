// The rows, or pictures, of one training whose labels are known: what the network sees of them, and what it should say.

import type { Album, Frame } from "../../data/album/album";
import { fitted, fittingOf } from "../../data/album/frames";
import type { Assumption, Dataset, Problem } from "../../data/dataset";
import { type Encoder, encodeFeatures, fitFeatureEncodings, type TargetEncoding } from "../../data/encode";
import type { LabelSets } from "../../data/labels/label-sets";
import type { LabelVectors } from "../../data/labels/vectors";
import type { Partition } from "../../data/split";
import { fitLevels, type PictureEncoder } from "../classify-pictures/examples";
import type { Breathe } from "../table/matrix";
import type { JudgedExamples } from "../training/training";
import type { LabelsExperiment } from "./spec";

/** What a run learns from, once it is read. */
export interface LabelsData {
  source: { dataset: Dataset } | { album: Album };
  /** Of all rows of the table, or of all pictures. */
  sets: LabelSets;
  /** Rows whose labels are not known, ascending. */
  missing: Uint32Array;
  /** What a file says of the labels. */
  vectors?: LabelVectors;
  /** What the last hidden layer of another run gives of every row, [rows × width]. */
  backbone?: { values: Float32Array; width: number };
  assumptions: Assumption[];
  problems: Problem[];
}

export const nameOf = ({ source }: Pick<LabelsData, "source">): string | undefined =>
  "album" in source ? source.album.name : source.dataset.name;

export type LabelTarget = Extract<TargetEncoding, { kind: "labels" }>;

/** What `predict` needs to bring other rows, or pictures, to what the network sees. */
export interface LabelEncoder extends Encoder {
  target: LabelTarget;
  picture?: Pick<PictureEncoder, "width" | "height" | "channels" | "levels">;
}

/** What the network sees of the examples: a row of numbers each, or a picture each. */
export type LabelInputs =
  | { kind: "rows"; values: Float32Array; features: number }
  | { kind: "pictures"; frames: Frame[]; picture: NonNullable<LabelEncoder["picture"]> };

/** `truth` is how many labels each carries; a prediction has the probability of every label, then its truth. */
export interface LabelExamples extends JudgedExamples {
  encoder: LabelEncoder;
  inputs: LabelInputs;
  /** Ones where an example carries a label, [rows × labels]. */
  targets: Float32Array;
}

/** All pictures of the album in the size that the network sees; none where it sees none. */
export async function fittedFrames(
  { data }: LabelsExperiment,
  { source, backbone }: LabelsData,
  breathe: Breathe,
): Promise<Frame[] | undefined> {
  if (backbone || !("album" in source)) return undefined;
  const frames: Frame[] = [];
  for (const frame of source.album.frames) {
    frames.push(fitted(frame, fittingOf(frame, data)));
    await breathe();
  }
  return frames;
}

/** Those that train come first. Features, or levels of grey, are fitted on them; `frames` are those of `fittedFrames`. */
export function prepareLabels(
  experiment: LabelsExperiment,
  data: LabelsData,
  partition: Partition,
  frames: readonly Frame[] | undefined,
): { examples: LabelExamples; assumptions: Assumption[] } {
  const { source, sets } = data;
  const { train, validation, test } = partition;
  const rows = Uint32Array.from([...train, ...validation, ...test]);
  let next = 0;
  const range = ({ length }: Uint32Array) => Uint32Array.from({ length }, () => next++);
  const parts = { train: range(train), validation: range(validation), test: range(test) };
  const assumptions: Assumption[] = [];
  const target: LabelTarget = { kind: "labels", column: "labels", labels: sets.names };
  const { inputs, features } = inputsOf({ experiment, data, target, rows, trained: train.length, assumptions, frames });
  const labels = sets.names.length;
  const lines = "dataset" in source ? source.dataset.lines : undefined;
  return {
    examples: {
      rows,
      ...(lines ? { lines: rows.map((row) => lines[row]) } : {}),
      encoder: {
        version: 1,
        features,
        target,
        ...(inputs.kind === "pictures" ? { picture: inputs.picture } : {}),
      },
      inputs,
      truth: Float64Array.from(rows, (row) => sets.rowPointers[row + 1] - sets.rowPointers[row]),
      targets: targetsOf(sets, rows),
      outputs: 2 * labels,
      parts,
    },
    assumptions,
  };
}

/** Ones where one of the rows carries a label, [rows × labels]. */
function targetsOf({ names, rowPointers, indices }: LabelSets, rows: Uint32Array): Float32Array {
  const targets = new Float32Array(rows.length * names.length);
  for (const [i, row] of rows.entries()) {
    for (let at = rowPointers[row]; at < rowPointers[row + 1]; at++) targets[i * names.length + indices[at]] = 1;
  }
  return targets;
}

function inputsOf({
  experiment: {
    data: { features: named },
    standardizeFeatures = true,
  },
  data: { source, backbone },
  target,
  rows,
  trained,
  assumptions,
  frames,
}: {
  experiment: LabelsExperiment;
  data: LabelsData;
  target: LabelTarget;
  rows: Uint32Array;
  /** So many of them train, the first ones. */
  trained: number;
  /** Are added to. */
  assumptions: Assumption[];
  frames: readonly Frame[] | undefined;
}): { inputs: LabelInputs; features: Encoder["features"] } {
  if (backbone) {
    const { values, width } = backbone;
    const own = new Float32Array(rows.length * width);
    for (const [i, row] of rows.entries()) own.set(values.subarray(row * width, (row + 1) * width), i * width);
    return { inputs: { kind: "rows", values: own, features: width }, features: [] };
  }
  if ("dataset" in source) {
    const { dataset } = source;
    const options = { features: named, standardizeFeatures };
    const features = fitFeatureEncodings(dataset, rows.subarray(0, trained), options, assumptions);
    const matrix = encodeFeatures({ version: 1, features, target }, dataset, rows);
    return { inputs: { kind: "rows", values: matrix.values, features: matrix.features }, features };
  }
  const own = Array.from(rows, (row) => frames![row]);
  const [{ width, height, channels }] = own;
  const levels = standardizeFeatures ? fitLevels(own.slice(0, trained)) : { factor: 1 / 255, shift: 0 };
  return { inputs: { kind: "pictures", frames: own, picture: { width, height, channels, levels } }, features: [] };
}

/** Probabilities [asked × labels], and behind those of each example its truth: as `LabelPredictions` has them. */
export function withTruth(
  probabilities: Float32Array,
  { targets, outputs }: Pick<LabelExamples, "targets" | "outputs">,
  asked: Uint32Array,
): Float32Array {
  const labels = outputs / 2;
  const predictions = new Float32Array(asked.length * outputs);
  for (const [i, example] of asked.entries()) {
    predictions.set(probabilities.subarray(i * labels, (i + 1) * labels), i * outputs);
    predictions.set(targets.subarray(example * labels, (example + 1) * labels), i * outputs + labels);
  }
  return predictions;
}
