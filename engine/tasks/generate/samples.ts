// What is asked of a finished generator, and what it answers: codes, samples of them, and whether they help a classifier.

import type { ShownFrame } from "../pictures/events";

/** What one sample is made of. */
export interface GeneratorCode {
  /** As many numbers as the description says. */
  latent: readonly number[];
  /** Value of the discrete code, and the continuous ones from −1 to 1, of InfoGAN. */
  category?: number;
  continuous?: readonly number[];
  /** Index of the class that is asked for, of conditional models. */
  class?: number;
}

export interface GeneratorDescription {
  kind: "points" | "rows" | "pictures";
  latent: number;
  prior: "normal" | "uniform";
  /** Values of the discrete code, and number of the continuous ones; absent without. */
  categories?: number;
  continuous?: number;
  /** Names of the classes that can be asked for. */
  classes?: string[];
  /** Of tables and points. */
  columns?: string[];
  picture?: { width: number; height: number; channels: 1 | 3 };
}

/** Samples in the order of their codes. */
export interface GeneratedSamples {
  /** Rows of values, in the order of the description's columns. */
  rows?: (number | string)[][];
  pictures?: ShownFrame[];
  /** D of each, as `real` in `AdversarialMetrics`. */
  real: number[];
}

/** Ways to train a classifier: on the real rows alone, each given twice, with interpolated ones (SMOTE), with generated ones. */
export type AugmentationWay = "real" | "repeated" | "smote" | "generated";

/** Whether generated samples help a classifier: the same repeated folds for every way, judged on real examples only. */
export interface AugmentationResult {
  event: "augmentation";
  /** The column, or the classes of pictures, that is predicted. */
  target: string;
  metric: "accuracy";
  folds: number;
  repeats: number;
  /** `values` in the order of the folds of the first repeat, then the next. */
  ways: { name: AugmentationWay; mean: number; std: number; values: number[] }[];
  /**
   * Real and generated minus each other way: the mean, and its 95 % interval corrected for folds that share rows
   * (C. Nadeau, Y. Bengio, 2003).
   */
  differences: { over: Exclude<AugmentationWay, "generated">; mean: number; low: number; high: number }[];
  /** Whether the interval over `real` lies above 0. */
  helped: boolean;
  sentence: string;
  seconds: number;
}
