// What a task on tables brings: its metrics, its targets, its baselines and the words of its verdict.

import type { Dataset } from "../../data/dataset";
import type { Encoder, FeatureMatrix } from "../../data/encode";
import type { Partition } from "../../data/split";
import type { Metrics } from "../../experiment/events";
import type { Experiment } from "../../experiment/schema";
import type { Sums } from "../../neural/evaluation";
import type { LossOptions, Table } from "../../neural/step";
import type { Breathe, RowsOf } from "./matrix";
import type { Comparison } from "./verdict";

export interface Metric {
  name: string;
  better: "higher" | "lower";
  /** Values it can have, so that no interval goes beyond them. */
  range: readonly [number, number];
}

/** A fitted baseline: what it predicts for rows, in the form of the task's predictions. */
export type FittedBaseline = (asked: RowsOf) => Promise<Float64Array>;

export interface Baseline {
  /** Its key in `baselines` of events. */
  name: string;
  /** How a sentence names it. */
  title: string;
  fit(train: RowsOf, truth: ArrayLike<number>, outputs: number, breathe: Breathe): Promise<FittedBaseline>;
}

/** The rows that have a target, encoded for one split. */
export interface Examples {
  /** Row of the data set of each example. */
  rows: Uint32Array;
  /** Line of each example in the file, counted from 1. */
  lines?: Uint32Array;
  encoder: Encoder;
  features: FeatureMatrix;
  /** Class index, or value in the target's own unit. */
  truth: Int32Array | Float64Array;
  /** What the network learns: class index, or value as encoded. */
  targets: Int32Array | Float32Array;
  /** Numbers that a prediction of one row has: classes, or 1. */
  outputs: number;
  /** Indices of examples, ascending. */
  parts: Partition;
}

export type ClassifyExperiment = Extract<Experiment, { task: "classify" }>;
export type RegressExperiment = Extract<Experiment, { task: "regress" }>;
export type TableExperiment = ClassifyExperiment | RegressExperiment;

export interface TableTask<E extends TableExperiment = TableExperiment> {
  name: E["task"];
  /** The verdict stands on the first. */
  metrics: readonly Metric[];
  baselines: readonly Baseline[];
  targets: Table["targets"];
  /** What the experiment says of this task alone, written out. */
  complete(given: E): E;
  /** @throws FieldError when the target does not suit the loss */
  encode(
    experiment: E,
    encoder: Encoder,
    dataset: Dataset,
    rows: Uint32Array,
  ): Pick<Examples, "truth" | "targets" | "outputs">;
  loss(experiment: E, examples: Examples): LossOptions;
  /** What the network gave as probabilities (rows × classes), or as values in the target's own unit. */
  predictions(experiment: E, encoder: Encoder, given: Float32Array): Float32Array;
  /** Metrics while training, from running sums. */
  epochMetrics(sums: Sums, encoder: Encoder): Metrics;
  /** `predictions` has `outputs` numbers for each of `truth`. */
  evaluate(truth: ArrayLike<number>, predictions: ArrayLike<number>, outputs: number): Metrics;
  /** What a paired comparison averages over rows, the higher the better: a hit (1 or 0), or minus the squared error. */
  rowScore(truth: number, predictions: ArrayLike<number>, offset: number, outputs: number): number;
  /** What the table of predictions shows of row `offset / outputs`. */
  judge(
    truth: number,
    predictions: ArrayLike<number>,
    offset: number,
    outputs: number,
  ): { prediction: number; error: number; confidence?: number };
  /** The verdict in one sentence, after what was held out and how the network compares. */
  sentence(comparison: Comparison): string;
}
