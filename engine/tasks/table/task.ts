// What a task on tables brings: its metrics, its targets, its baselines and the words of its verdict.

import type { Dataset } from "../../data/dataset";
import type { Encoder, FeatureMatrix } from "../../data/encode";
import type { Metrics } from "../../experiment/events";
import type { Experiment } from "../../experiment/schema";
import type { Sums } from "../../neural/evaluation";
import type { LossOptions } from "../../neural/step";
import type { JudgedExamples, Judging, Rival } from "../training/training";
import type { Comparison } from "../training/verdict";
import type { Breathe, RowsOf } from "./matrix";
import type { Layer } from "./spec";

/** A fitted baseline: what it predicts for rows, in the form of the task's predictions. */
export type FittedBaseline = (asked: RowsOf) => Promise<Float64Array>;

export interface Baseline extends Rival {
  fit(train: RowsOf, truth: ArrayLike<number>, outputs: number, breathe: Breathe): Promise<FittedBaseline>;
}

/** The rows that have a target, encoded for one split. */
export interface Examples extends JudgedExamples {
  features: FeatureMatrix;
  /** What the network learns: class index, or value as encoded. */
  targets: Int32Array | Float32Array;
}

type WrittenClassify = Extract<Experiment, { task: "classify" }>;
/** On a table; on pictures it may have other layers. */
export type ClassifyExperiment = Omit<WrittenClassify, "model"> & {
  model?: Omit<NonNullable<WrittenClassify["model"]>, "layers"> & { layers: Layer[] };
};
export type RegressExperiment = Extract<Experiment, { task: "regress" }>;
export type TableExperiment = ClassifyExperiment | RegressExperiment;

export interface TableTask<E extends TableExperiment = TableExperiment> extends Judging {
  name: E["task"];
  baselines: readonly Baseline[];
  /** What the experiment says of this task alone, written out. */
  complete(given: E): E;
  /** @throws FieldError when the target does not suit the loss */
  encode(
    experiment: E,
    encoder: Encoder,
    dataset: Dataset,
    rows: Uint32Array,
  ): Pick<Examples, "truth" | "targets" | "outputs">;
  loss(experiment: E, examples: JudgedExamples): LossOptions;
  /** What the network gave as probabilities (rows × classes), or as values in the target's own unit. */
  predictions(experiment: E, encoder: Encoder, given: Float32Array): Float32Array;
  /** Metrics while training, from running sums. */
  epochMetrics(sums: Sums, encoder: Encoder): Metrics;
  /** The verdict in one sentence, after what was held out and how the network compares. */
  sentence(comparison: Comparison): string;
}
