// What views draw of several labels: how labels occur together, and how every head does on each of them.

import type { LabelSets } from "../../data/labels/label-sets";
import type { Split } from "../../experiment/events";
import type { CsrMatrix } from "../../graph/csr";
import { pick } from "../training/results";
import { type LabelScoresEvent, type LabelsEvent, shownHyperedges, shownLabels } from "./events";
import type { LabelExamples, LabelsData } from "./examples";
import { averagePrecisions, decision, labelF1, labelMetrics } from "./metrics";
import type { HeadName, LabelsExperiment } from "./spec";
import type { LabelStructures } from "./structures";
import { bestThresholds } from "./thresholds";

/** Of all labels the most frequent ones, in the order of the data. */
export function shownOf({ counts }: LabelStructures["counts"]): number[] {
  const order = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b);
  return order.slice(0, shownLabels).sort((a, b) => a - b);
}

export function labelsEvent(
  { model }: LabelsExperiment,
  { sets, vectors }: Pick<LabelsData, "sets" | "vectors">,
  { counts, hypergraph }: LabelStructures,
): LabelsEvent {
  const shown = shownOf(counts);
  const place = new Map(shown.map((label, index) => [label, index]));
  const all = typeof hypergraph === "string" ? { members: [], weights: new Float64Array(0) } : hypergraph;
  const hyperedges = all.members
    .map((members, index) => ({
      labels: members.flatMap((label) => place.get(label) ?? []),
      weight: all.weights[index],
    }))
    .filter(({ labels }) => labels.length > 0);
  const total = sets.names.length;
  const kind = model?.vectors ?? "oneHot";
  return {
    event: "labels",
    labels: shown.map((label) => sets.names[label]),
    total,
    rows: counts.rows,
    cardinality: counts.counts.reduce((sum, count) => sum + count, 0) / Math.max(1, counts.rows),
    pairs: dense(shown, place, counts.counts, counts.pairs),
    hyperedges: hyperedges.slice(0, shownHyperedges),
    hyperedgeTotal: all.members.length,
    vectors: {
      kind,
      size: kind === "file" ? (vectors?.size ?? 0) : total,
      missing: kind === "file" ? (vectors?.missing ?? []) : [],
    },
  };
}

/** Of the shown labels, [shown × shown] row-major, with the diagonal. */
function dense(
  shown: readonly number[],
  place: ReadonlyMap<number, number>,
  diagonal: ArrayLike<number>,
  { rowPointers, columnIndices, values }: CsrMatrix,
): number[] {
  const pairs = new Array<number>(shown.length ** 2).fill(0);
  for (const [i, label] of shown.entries()) {
    pairs[i * shown.length + i] = diagonal[label];
    for (let entry = rowPointers[label]; entry < rowPointers[label + 1]; entry++) {
      const j = place.get(columnIndices[entry]);
      if (j !== undefined) pairs[i * shown.length + j] = values[entry];
    }
  }
  return pairs;
}

export interface HeadPredictions {
  head: HeadName;
  /** Of all examples, as the configured head's; or of those that judge alone. */
  values: ArrayLike<number>;
}

/** `own` has the predictions of the configured head for all examples, `heads` of all heads for those that judge. */
export function labelScores(
  { parts, outputs }: Pick<LabelExamples, "parts" | "outputs">,
  shown: readonly number[],
  { member, evaluated }: { member: number; evaluated: Split },
  own: Float32Array,
  heads: readonly HeadPredictions[],
): LabelScoresEvent {
  const chosenOn: Split = parts.validation.length > 0 ? "validation" : "train";
  const thresholds = bestThresholds({ values: pick(own, parts[chosenOn], outputs), outputs });
  const judged = { values: pick(own, parts[evaluated], outputs), outputs };
  const picked = <T>(values: readonly T[]): T[] => shown.map((label) => values[label]);
  return {
    event: "labelScores",
    member,
    evaluated,
    heads: heads.map(({ head, values }) => ({
      head,
      averagePrecision: picked(averagePrecisions({ values, outputs })),
      f1: picked(labelF1({ values, outputs })),
    })),
    thresholds: picked(thresholds),
    thresholdF1: picked(labelF1(judged, thresholds)),
    chosenOn,
    withThresholds: labelMetrics(judged, thresholds),
    truthPairs: pairsOf(judged.values, outputs, shown, outputs / 2),
    predictedPairs: pairsOf(judged.values, outputs, shown, 0),
  };
}

/** Rows with both of two labels, [shown × shown] row-major, by the columns from `first` on. */
function pairsOf(values: Float32Array, outputs: number, shown: readonly number[], first: number): number[] {
  const pairs = new Array<number>(shown.length ** 2).fill(0);
  for (let from = first; from < values.length; from += outputs) {
    const carried = [...shown.keys()].filter((i) => values[from + shown[i]] >= decision);
    for (const i of carried) for (const j of carried) pairs[i * shown.length + j]++;
  }
  return pairs;
}

/** Labels that no training row carries, of those that rows carry at all. */
export function neverTrained({ names, indices }: LabelSets, { counts }: LabelStructures["counts"]): string[] {
  const carried = new Uint8Array(names.length);
  for (const label of indices) carried[label] = 1;
  return names.filter((_, label) => carried[label] === 1 && counts[label] === 0);
}
