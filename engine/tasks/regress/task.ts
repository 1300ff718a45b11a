// The task `regress` as the shared table run sees it: values as targets, squared errors as scores, RMSE as verdict.

import { decodeValue, type Encoder, encodeValues } from "../../data/encode";
import { FieldError } from "../../experiment/field-error";
import { centre } from "../../experiment/statistics";
import { significant } from "../../words";
import type { RegressExperiment, TableTask } from "../table/task";
import { claim, rowsPhrase } from "../training/verdict";
import { fitLinear, fitMean } from "./baselines";
import { valueMetrics } from "./metrics";

export const regress: TableTask<RegressExperiment> = {
  name: "regress",
  targets: "values",
  metrics: [
    { name: "rmse", better: "lower", range: [0, Number.POSITIVE_INFINITY] },
    { name: "mae", better: "lower", range: [0, Number.POSITIVE_INFINITY] },
    { name: "r2", better: "higher", range: [Number.NEGATIVE_INFINITY, 1] },
  ],
  baselines: [
    { name: "mean", title: "the mean", fit: fitMean },
    {
      name: "linear regression",
      title: "linear regression",
      fit: (train, truth, _, breathe) => fitLinear(train, truth, breathe),
    },
  ],
  complete: (given) => ({
    ...given,
    loss: given.loss ?? "meanSquare",
    standardizeFeatures: given.standardizeFeatures ?? true,
    standardizeTarget: given.standardizeTarget ?? given.loss !== "binaryCrossEntropy",
  }),
  encode({ loss }, encoder, dataset, rows) {
    const targets = encodeValues(encoder, dataset, rows);
    const column = dataset.columns.find(({ name }) => name === encoder.target.column);
    const truth =
      column?.storage === "numeric"
        ? Float64Array.from(rows, (row) => column.values[row])
        : Float64Array.from(targets, (value) => decodeValue(numberTarget(encoder), value));
    if (loss === "binaryCrossEntropy" && !targets.every((value) => value >= 0 && value <= 1)) {
      const message =
        "The loss binaryCrossEntropy takes targets from 0 to 1: choose meanSquare, or leave standardizeTarget off.";
      throw new FieldError(["loss"], message, { file: dataset.name });
    }
    return { truth, targets, outputs: 1 };
  },
  loss: ({ loss }) => ({ name: loss ?? "meanSquare" }),
  predictions(_, encoder, given) {
    const target = numberTarget(encoder);
    return given.map((value) => decodeValue(target, value));
  },
  epochMetrics: ({ loss, meanSquare = Number.NaN }, encoder) => ({
    loss,
    rmse: Math.sqrt(meanSquare) * numberTarget(encoder).scale,
  }),
  evaluate: (truth, predictions) => valueMetrics(truth, predictions),
  rowScores: (truth, predictions) => Float64Array.from(truth, (value, row) => -((predictions[row] - value) ** 2)),
  judge: (truth, predictions, offset) => ({ prediction: predictions[offset], error: predictions[offset] - truth }),
  sentence(comparison) {
    const { target, rows, evaluated, metrics, rival, outcome, interval } = comparison;
    const own = centre(metrics.rmse);
    if (evaluated === "train") {
      return `Nothing was held out, so this says only how well the network repeats what it was shown: it misses ${target} by ${significant(own)} (RMSE) over ${rows} rows.`;
    }
    const other = centre(rival.metrics.rmse);
    const change = 100 * (own / other - 1);
    const size = outcome === "equal" ? "" : `, ${Math.abs(change).toFixed(0)} % ${change < 0 ? "less" : "more"}`;
    const noise =
      outcome === "unclear"
        ? `; the 95 % interval of the difference in mean square, ${significant(interval[0], 2)} to ${significant(interval[1], 2)}, includes 0`
        : "";
    return `${claim(comparison)}: it misses ${target} by ${significant(own)} (RMSE) on ${rowsPhrase(comparison)}, against ${significant(other)}${size}${noise}.`;
  },
};

function numberTarget({ target }: Encoder): Extract<Encoder["target"], { kind: "number" }> {
  if (target.kind !== "number") throw new Error("The target of this encoder is a class.");
  return target;
}
