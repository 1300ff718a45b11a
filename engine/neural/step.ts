// Whole programs over a table of examples: a training step, and a pass that evaluates and stores what the network gives.

import type { Graph } from "../core/graph";
import type { Model } from "../core/model";
import type { Layer } from "../tasks/table/spec";

/** The examples, resident in the model's data variables `features` and `targets`; see `variables`. */
export interface Table {
  /** Rows of the data variables: all splits together. */
  rows: number;
  /** Columns of `features`, f32 [rows, features]. */
  features: number;
  /** Columns that the network gives: classes, or target values. */
  outputs: number;
  /** `targets` holds class indices, i32 [rows], or values, f32 [rows, outputs]. */
  targets: "classes" | "values";
}

export interface NetworkOptions {
  layers: readonly Layer[];
  /** Of layers that do not say otherwise; true unless said. */
  bias?: boolean;
  /** For losses on values (sumOfSquares, meanSquare, absolute, huber, halfSquare); linear unless said. */
  outputActivation?: ActivationName;
  /** Of the initial weights. */
  seed: number;
}

export interface LossOptions {
  name: LossName;
  /** One factor a class, for softmaxCrossEntropy: the loss is Σ w·l / Σ w, as PyTorch's. */
  classWeights?: readonly number[];
}

export interface TrainingOptions {
  /** Rows of a step at most: the capacity of the program. */
  batch: number;
  optimizer: OptimizerName;
  /** Of momentum and nesterov; 0.9 unless said. */
  momentum?: number;
  /** Decoupled decay of adamw; 0.01 unless said. */
  weightDecay?: number;
  l1?: number;
  l2?: number;
  clipNorm?: number;
}

/**
 * Names of the variables that callers write and read:
 * features, targets: the table, written once.
 * order: i32 [rows], row indices of the training epoch; the caller writes `Steps.rows` of them (a shuffle).
 * evaluationOrder: i32 [rows], row indices to evaluate; written before an evaluation.
 * trainingSums, evaluationSums: f32 [3], numerator and denominator of the loss, and the score: see `Sums`; the caller
 * writes zeros before an epoch (an evaluation) and reads after.
 * predictions: f32 [rows, outputs], what the network gave for the i-th row of evaluationOrder in its i-th row:
 * probabilities for softmaxCrossEntropy and binaryCrossEntropy, values otherwise.
 */
export const variables = {
  features: "features",
  targets: "targets",
  order: "order",
  evaluationOrder: "evaluationOrder",
  trainingSums: "trainingSums",
  evaluationSums: "evaluationSums",
  predictions: "predictions",
} as const;

/** Name of the scalar output that `Steps.watch` takes in both programs: the loss, penalties included in training. */
export const lossOutput = "loss";

/**
 * One training step on `batch` rows of `order`: gather, forward, loss, backward, clip, update, running sums.
 * Declares what it needs on the model (parameters and states under the names of their layers, the data variables).
 * Step scalars that `Steps.scalars` must hold: those of `optimizerScalars` (engine/neural/optimizers.ts).
 */
export declare function trainingGraph(
  model: Model,
  table: Table,
  network: NetworkOptions,
  loss: LossOptions,
  options: TrainingOptions,
): Graph;

/**
 * A pass over `batch` rows of `evaluationOrder`: gather, forward in evaluation mode, predictions stored, running sums.
 * Shares the parameters and states of the training graph of the same network.
 */
export declare function evaluationGraph(
  model: Model,
  table: Table,
  network: NetworkOptions,
  loss: LossOptions,
  options: { batch: number },
): Graph;

/**
 * What `trainingSums` or `evaluationSums` say about `rows` rows. `loss` is the mean over rows (the sum for
 * sumOfSquares); `accuracy` (classes) or `meanSquare` (values, over rows and outputs) is the score.
 */
export declare function readSums(
  sums: ArrayLike<number>,
  rows: number,
  table: Table,
  loss: LossOptions,
): { loss: number; accuracy?: number; meanSquare?: number };

export type ActivationName = typeof import("../tasks/table/spec").activationNames[number];
export type OptimizerName = typeof import("../tasks/table/spec").optimizerNames[number];
export type LossName =
  | "sumOfSquares"
  | "meanSquare"
  | "halfSquare"
  | "absolute"
  | "huber"
  | "binaryCrossEntropy"
  | "softmaxCrossEntropy";
