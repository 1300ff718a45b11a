// What runs that generate say beside the events of every run: samples of the same codes, D over the plane, distributions.

import type { ShownFrame } from "../pictures/events";

/** Keys of `EpochEvent.train` of an adversarial training: means over the steps of the epoch. */
export interface AdversarialMetrics {
  discriminatorLoss: number;
  generatorLoss: number;
  /**
   * Mean D(x) and mean D(G(z)): probabilities of being real for minimax and nonSaturating (the sigmoid of the logits), the
   * outputs as they are for the other losses.
   */
  real: number;
  fake: number;
  /** V(D, G) = E log D(x) + E log(1 − D(G(z))), natural logarithms; minimax and nonSaturating only. */
  value?: number;
  /** Mean (‖∇D‖ − 1)², where there is a gradient penalty. */
  penalty?: number;
}

/** Samples of the same fixed codes each time, so that a film can be made of them; the same order each time. */
export interface GeneratedEvent {
  event: "generated";
  member: number;
  epoch: number;
  /** Index of the class that each sample was asked for, of conditional models. */
  classes?: number[];
  /** Of tables and points: rows of values, numbers or category names, in the order of `columns`. */
  columns?: string[];
  rows?: (number | string)[][];
  /** Real training rows to hold them against, evenly spread, at most `generatedRowsLimit`; in a member's first event only. */
  real?: (number | string)[][];
  /** Of pictures. */
  pictures?: ShownFrame[];
  /** The nearest real training example of each; at the end only. */
  nearest?: NearestExample[];
}

export interface NearestExample {
  /** Row of the data set, or of the album. */
  row: number;
  /** In the space that `copies` is measured in. */
  distance: number;
  values?: (number | string)[];
  picture?: ShownFrame;
}

/** D and G over the plane, or the line, of two or one numeric columns. */
export interface FieldEvent {
  event: "field";
  member: number;
  epoch: number;
  columns: string[];
  /** Ranges of the grid, in units of the columns; of a line `y` is absent and there is one row of the grid. */
  x: [number, number];
  y?: [number, number];
  width: number;
  height: number;
  /** D on the grid, row by row from the least y: as `real` in `AdversarialMetrics`. */
  discriminator: number[];
  /** D*(x) = p/(p + p_g) on the same grid, p known or fitted, p_g estimated from many samples; minimax and nonSaturating only. */
  optimal?: number[];
  /** The densities behind it. */
  density?: { real: number[]; generated: number[]; known: boolean };
  /** −log 4 + 2·JSD(p, p_g), which V reaches for D = D*; JSD in nats. */
  bound?: number;
  divergence?: number;
  /** What G makes of lines of its first two codes, the others 0: polylines of [x, y] (of [code, x] where there is one column). */
  flow: number[][][];
}

/** How columns and pairs of columns of generated rows are distributed beside the real ones; at the end. */
export interface DistributionsEvent {
  event: "distributions";
  member: number;
  epoch: number;
  columns: ColumnDistribution[];
  /** Between each two columns: Pearson's r, correlation ratio or Cramér's V, as their kinds ask; [columns][columns]. */
  pairs: { real: number[][]; generated: number[][] };
}

export interface ColumnDistribution {
  name: string;
  /** Of numbers the edges of the bins, one more than there are shares; of categories their names. */
  edges?: number[];
  /** Whether the edges are milliseconds since 1970. */
  dates?: boolean;
  categories?: string[];
  /** Shares of the rows, which sum to 1. */
  real: number[];
  generated: number[];
  /** Kolmogorov–Smirnov statistic of numbers, total variation of categories; 0 to 1. */
  distance: number;
  /** The same between two halves of the real rows. */
  floor: number;
}

/** What D and its rivals came to over the fixed codes: said when a training goes wrong, and in the end. */
export type AdversarialProblem = "collapse" | "divergence" | "discriminatorWon" | "copies";

/** Samples in a `generated` event at most: rows, points and pictures. */
export const generatedRowsLimit = 1000;
export const generatedPicturesLimit = 64;
/** Cells of a side of the grid of a `field` event. */
export const fieldSide = 64;
