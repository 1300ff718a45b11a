// The verdict on enlarged pictures: how many decibels nearer to the true ones than bicubic enlarging comes.

import { centre } from "../../experiment/statistics";
import { decibels, gainInDecibels } from "../pictures/decibels";
import { type Comparison, claim, rowsPhrase } from "../training/verdict";

export function superresolveSentence(comparison: Comparison): string {
  const { metrics, rival, evaluated } = comparison;
  const did = `its pictures come to ${decibels(centre(metrics.psnr))} and SSIM ${centre(metrics.ssim).toFixed(3)} on luma`;
  const known = `${rival.title} comes to ${decibels(centre(rival.metrics.psnr))} and ${centre(rival.metrics.ssim).toFixed(3)}`;
  if (evaluated === "train") {
    return `Nothing was held out, so this says only how well the network repeats what it was shown: ${did}, where ${known}.`;
  }
  return `${claim(comparison)}: ${did} over ${rowsPhrase(comparison, "pictures")}, where ${known}${gainInDecibels(comparison)}.`;
}
