// What runs on several labels say beside the events of every run: how labels occur together, and how each head does.

import type { Metrics, Split } from "../../experiment/events";
import type { HeadName } from "./spec";

/** Labels that events tell of at most, the most frequent ones; matrices have one row and column each. */
export const shownLabels = 60;
/** Hyperedges that events tell of at most, the heaviest ones. */
export const shownHyperedges = 200;

/** How labels occur together in the training rows of the first member: once, before the first epoch. */
export interface LabelsEvent {
  event: "labels";
  /** Names in the order of the data, of at most `shownLabels`. */
  labels: string[];
  /** Labels in all, training rows, and labels a training row. */
  total: number;
  rows: number;
  cardinality: number;
  /** Training rows that carry both labels, [labels × labels] row-major; the diagonal has those that carry the one. */
  pairs: number[];
  /** Of the label hypergraph, over the shown labels: members by index, and the weight. */
  hyperedges: { labels: number[]; weight: number }[];
  /** Hyperedges in all. */
  hyperedgeTotal: number;
  /** What describes labels to graph and hypergraph: kind, length, and the labels that have no vector of their own. */
  vectors: { kind: "oneHot" | "cooccurrence" | "file"; size: number; missing: string[] };
}

/** How far the heads beside the configured one have come, which train after it on the same rows. */
export interface HeadEvent {
  event: "head";
  member: number;
  head: HeadName;
  epoch: number;
  epochs: number;
}

/** How every head did on the rows that judge a member, label by label. */
export interface LabelScoresEvent {
  event: "labelScores";
  member: number;
  evaluated: Split;
  /** Of all heads that were trained, the configured one first; figures in the order of `LabelsEvent.labels`. */
  heads: {
    head: HeadName;
    /** Null of a label that none of the rows carries. */
    averagePrecision: (number | null)[];
    /** At a probability of one half. */
    f1: number[];
  }[];
  /** Of the configured head: the probability that maximises F1 of each label on the rows of `chosenOn`. */
  thresholds: number[];
  /** F1 of each label with its threshold on the rows that judge. */
  thresholdF1: number[];
  chosenOn: Split;
  /** The metrics on the rows that judge with these thresholds in place of one half. */
  withThresholds: Metrics;
  /** Rows that judge with both labels, as in `LabelsEvent.pairs`: in truth, and as the configured head predicts at one half. */
  truthPairs: number[];
  predictedPairs: number[];
}
