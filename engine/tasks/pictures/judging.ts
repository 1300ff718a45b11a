// How pictures that a network gives are judged: by figures of each picture, and by their means.

import type { Metrics } from "../../experiment/events";
import type { Judging, Metric } from "../training/training";

/**
 * `predictions` has the metrics of each picture, in this order; `truth` is the first one of the untouched picture, or of
 * what else the network starts from.
 */
function judgingBy(metrics: readonly Metric[], error: Judging["judge"]): Judging {
  return {
    metrics,
    targets: "values",
    evaluate: (truth, figures, outputs): Metrics =>
      Object.fromEntries(
        metrics.map(({ name }, metric) => {
          let sum = 0;
          for (let i = 0; i < truth.length; i++) sum += figures[i * outputs + metric];
          return [name, sum / truth.length];
        }),
      ),
    rowScores: (truth, figures, outputs) => Float64Array.from(truth, (_, i) => figures[i * outputs]),
    judge: error,
  };
}

/** PSNR in dB, SSIM (Wang 2004) and mean square error in units of 0 to 255; the error of a picture is its root. */
export const restoration: Judging = judgingBy(
  [
    { name: "psnr", better: "higher", range: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] },
    { name: "ssim", better: "higher", range: [-1, 1] },
    { name: "mse", better: "lower", range: [0, Number.POSITIVE_INFINITY] },
  ],
  (_, figures, offset) => ({ prediction: figures[offset], error: Math.sqrt(figures[offset + 2]) }),
);

/** Intersection over union and Dice, means over the classes that are there; the error is what is missing to 1. */
export const segmentation: Judging = judgingBy(
  [
    { name: "iou", better: "higher", range: [0, 1] },
    { name: "dice", better: "higher", range: [0, 1] },
  ],
  (_, figures, offset) => ({ prediction: figures[offset], error: 1 - figures[offset] }),
);
