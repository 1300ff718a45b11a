// The task `classify` as the shared table run sees it: classes as targets, hits as scores, accuracy as verdict.

import { encodeClasses } from "../../data/encode";
import { centre } from "../../experiment/statistics";
import { percent } from "../../words";
import type { ClassifyExperiment, TableTask } from "../table/task";
import { claim, gainInPoints, rowsPhrase } from "../training/verdict";
import { fitLogistic, fitMajority } from "./baselines";
import { argmax, classMetrics } from "./metrics";

export const classify: TableTask<ClassifyExperiment> = {
  name: "classify",
  targets: "classes",
  metrics: [
    { name: "accuracy", better: "higher", range: [0, 1] },
    { name: "macroF1", better: "higher", range: [0, 1] },
    { name: "logLoss", better: "lower", range: [0, Number.POSITIVE_INFINITY] },
  ],
  baselines: [
    { name: "majority", title: "the majority class", fit: fitMajority },
    { name: "logistic regression", title: "logistic regression", fit: fitLogistic },
  ],
  complete: (given) => ({
    ...given,
    loss: given.loss ?? "softmaxCrossEntropy",
    standardizeFeatures: given.standardizeFeatures ?? true,
    classWeights: given.classWeights ?? "none",
  }),
  encode(_, encoder, dataset, rows) {
    const truth = encodeClasses(encoder, dataset, rows);
    return { truth, targets: truth, outputs: encoder.target.kind === "class" ? encoder.target.classes.length : 1 };
  },
  loss({ loss, classWeights }, { truth, outputs, parts: { train } }) {
    const name = loss ?? "softmaxCrossEntropy";
    if (classWeights !== "balanced" || name !== "softmaxCrossEntropy") return { name };
    const counts = new Float64Array(outputs);
    for (const example of train) counts[truth[example]]++;
    // A class without training rows has no row whose loss its weight could scale.
    return { name, classWeights: Array.from(counts, (count) => (count > 0 ? train.length / (outputs * count) : 1)) };
  },
  predictions({ loss }, { target }, given) {
    if ((loss ?? "softmaxCrossEntropy") === "softmaxCrossEntropy" || target.kind !== "class") return given;
    return toShares(given, target.classes.length);
  },
  epochMetrics: ({ loss, accuracy = Number.NaN }) => ({ loss, accuracy }),
  evaluate: classMetrics,
  rowScores: (truth, predictions, classes) =>
    Float64Array.from(truth, (value, row) => Number(argmax(predictions, row * classes, classes) === value)),
  judge(truth, predictions, offset, classes) {
    const prediction = argmax(predictions, offset, classes);
    return { prediction, error: 1 - predictions[offset + truth], confidence: predictions[offset + prediction] };
  },
  sentence(comparison) {
    const { target, rows, evaluated, metrics, rival } = comparison;
    const own = percent(centre(metrics.accuracy));
    if (evaluated === "train") {
      return `Nothing was held out, so this says only how well the network repeats what it was shown: it predicts ${target} correctly in ${own} of ${rows} rows.`;
    }
    const other = percent(centre(rival.metrics.accuracy));
    return `${claim(comparison)}: it predicts ${target} correctly in ${own} of ${rowsPhrase(comparison)}, against ${other}${gainInPoints(comparison)}.`;
  },
};

/** Outputs that are no probabilities as shares of what is above 0; equal shares where nothing is. */
function toShares(given: Float32Array, classes: number): Float32Array {
  const shares = Float32Array.from(given, (value) => Math.max(0, value));
  for (let offset = 0; offset < shares.length; offset += classes) {
    const row = shares.subarray(offset, offset + classes);
    const total = row.reduce((sum, value) => sum + value, 0);
    for (let k = 0; k < classes; k++) row[k] = total > 0 ? row[k] / total : 1 / classes;
  }
  return shares;
}
