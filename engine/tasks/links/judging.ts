// How the task `links` is judged: two classes of pairs, ranked by the probability of an edge.

import { classify } from "../classify/task";
import type { Judging } from "../training/training";
import { areaScores, edgeScores, linkMetrics } from "./metrics";

/** What pairs are, in the order of the truth. */
export const pairClasses = ["no edge", "edge"];

export const links: Judging = {
  metrics: [
    { name: "auc", better: "higher", range: [0, 1] },
    { name: "averagePrecision", better: "higher", range: [0, 1] },
  ],
  targets: "classes",
  evaluate: linkMetrics,
  rowScores: (truth, predictions) => areaScores(truth, edgeScores(truth.length, predictions)),
  judge: classify.judge,
};
