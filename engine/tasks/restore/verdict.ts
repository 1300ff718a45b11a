// The verdict on restored pictures: decibels against the strongest baseline, and whether only the mean image was learned.

import { centre } from "../../experiment/statistics";
import { decibels, gainInDecibels } from "../pictures/decibels";
import { type Comparison, claim, rowsPhrase } from "../training/verdict";

/** So near to the mean image, and so alike in every picture, a network gives nothing else. */
const nearMean = 0.3;

/** What to change where only the mean image was learned. */
const remedies = {
  deepAutoencoder:
    "train for many more epochs with train.optimizer adam and a rate near 0.001, take a smaller batch, or, to truly restore, model.kind residualCnn, which works on patches",
  convAutoencoder: "train for more epochs, at a lower train.learningRate, or take model.kind residualCnn",
  residualCnn: "lower train.learningRate, or train for more epochs",
} as const;

/**
 * Whether a network gives the mean image whatever comes in: its PSNR is that of the mean image, on average and, by the
 * spread of the differences, in every single picture.
 */
export function learnedOnlyMean(mean: Comparison | undefined): boolean {
  if (!mean) return false;
  const { gain, interval, rows } = mean;
  // Student's quantile is about 2, so that this is about the standard deviation of the differences.
  const spread = rows < 2 ? 0 : ((interval[1] - interval[0]) / 4) * Math.sqrt(rows);
  return Math.abs(gain) <= nearMean && spread <= 2 * nearMean;
}

/** `strongest`: against the strongest baseline; `mean`: against the mean image, where there is one. */
export function restoreSentence(
  kind: keyof typeof remedies,
  strongest: Comparison,
  mean: Comparison | undefined,
): string {
  const { metrics, rival, evaluated, rows } = strongest;
  const own = decibels(centre(metrics.psnr));
  if (evaluated !== "train" && learnedOnlyMean(mean)) {
    return `The network has learned only the mean image: whatever comes in, it gives nearly the same picture, and its PSNR of ${own} over ${rowsPhrase(strongest, "pictures")} is that of the mean image (${decibels(centre(mean!.rival.metrics.psnr))}); ${remedies[kind]}.`;
  }
  if (evaluated === "train") {
    const what = learnedOnlyMean(mean) ? "it has learned only the mean image, and comes to" : "it comes to";
    return `Nothing was held out, so this says only how well the network repeats what it was shown: ${what} ${own} over ${rows} pictures.`;
  }
  const other = decibels(centre(rival.metrics.psnr));
  return `${claim(strongest)}: it comes to ${own} over ${rowsPhrase(strongest, "pictures")}, against ${other}${gainInDecibels(strongest)}.`;
}
