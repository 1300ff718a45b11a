// The verdict on translated pictures: decibels against the strongest simple way, and what they do not say of the discriminator.

import { centre } from "../../experiment/statistics";
import { decibels, gainInDecibels } from "../pictures/decibels";
import { type Comparison, claim, rowsPhrase } from "../training/verdict";

/** PSNR rewards what is blurred, which a discriminator works against. */
const notClaimed =
  "Whether the discriminator made the pictures better, PSNR cannot say: it rewards blur. Look at them beside those of a run with adversarial.weight 0.";

export function translateSentence(comparison: Comparison, judged: boolean): string {
  const { metrics, rival, evaluated, rows } = comparison;
  const own = `${decibels(centre(metrics.psnr))} and SSIM ${centre(metrics.ssim).toFixed(3)}`;
  if (evaluated === "train") {
    return `Nothing was held out, so this says only how well the network repeats what it was shown: it comes to ${own} over ${rows} pictures.`;
  }
  const did = `${claim(comparison)}: it comes to ${own} over ${rowsPhrase(comparison, "pictures")}, against ${decibels(
    centre(rival.metrics.psnr),
  )}${gainInDecibels(comparison)}.`;
  return judged ? `${did} ${notClaimed}` : did;
}
