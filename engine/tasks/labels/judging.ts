// How the task `labels` is judged: every label a decision of its own, ranked by its probability.

import type { Judging } from "../training/training";
import { decision, labelMetrics, meanPrecisionScores } from "./metrics";

/**
 * A prediction has `outputs` numbers, the probabilities of all labels and then their truth (see `LabelPredictions`);
 * `truth` is the number of labels that a row carries.
 */
export const labels: Judging = {
  metrics: [
    { name: "mAP", better: "higher", range: [0, 1] },
    { name: "CF1", better: "higher", range: [0, 1] },
    { name: "OF1", better: "higher", range: [0, 1] },
    { name: "hamming", better: "lower", range: [0, 1] },
    { name: "rankingLoss", better: "lower", range: [0, 1] },
    { name: "subsetAccuracy", better: "higher", range: [0, 1] },
  ],
  targets: "values",
  evaluate: (_, values, outputs) => labelMetrics({ values, outputs }),
  rowScores: (_, values, outputs) => meanPrecisionScores({ values, outputs }),
  judge(_, predictions, offset, outputs) {
    const count = outputs / 2;
    let [prediction, wrong] = [0, 0];
    for (let at = offset; at < offset + count; at++) {
      const predicted = predictions[at] >= decision;
      prediction += Number(predicted);
      wrong += Number(predicted !== (predictions[at + count] === 1));
    }
    return { prediction, error: wrong / count };
  },
};
