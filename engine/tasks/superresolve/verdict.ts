// The verdict on enlarged pictures: how many decibels nearer to the true ones than bicubic enlarging comes.

import { centre } from "../../experiment/statistics";
import { type Comparison, claim, rowsPhrase } from "../training/verdict";

const decibels = (value: number): string => `${value.toFixed(2)} dB`;
const signed = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;

export function superresolveSentence(comparison: Comparison): string {
  const { metrics, rival, evaluated, gain, interval, outcome } = comparison;
  const did = `its pictures come to ${decibels(centre(metrics.psnr))} and SSIM ${centre(metrics.ssim).toFixed(3)} on luma`;
  const known = `${rival.title} comes to ${decibels(centre(rival.metrics.psnr))} and ${centre(rival.metrics.ssim).toFixed(3)}`;
  if (evaluated === "train") {
    return `Nothing was held out, so this says only how well the network repeats what it was shown: ${did}, where ${known}.`;
  }
  const apart =
    outcome === "equal" ? "" : ` (${signed(gain)} dB, 95 % interval ${signed(interval[0])} to ${signed(interval[1])})`;
  return `${claim(comparison)}: ${did} over ${rowsPhrase(comparison, "pictures")}, where ${known}${apart}.`;
}
