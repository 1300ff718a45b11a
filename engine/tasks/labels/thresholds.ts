// From which probability on a label is best predicted, chosen for each label by itself.

import { levelsOf } from "../training/ranking";
import { columnsOf, decision, type LabelPredictions } from "./metrics";

/**
 * For each label the probability from which on predicting it gives the largest F1 on these rows, one of those that rows
 * with it have, the highest where several do; `decision` of a label that no row carries.
 */
export function bestThresholds(predictions: LabelPredictions): number[] {
  return Array.from(columnsOf(predictions), ({ truth, scores }) => {
    const levels = levelsOf(truth, scores);
    const carried = levels.hits.at(-1);
    if (!carried) return decision;
    const f1 = Float64Array.from(levels.hits, (hits, k) => (2 * hits) / (carried + levels.seen[k]));
    return levels.scores[f1.indexOf(f1.reduce((most, value) => Math.max(most, value)))];
  });
}
