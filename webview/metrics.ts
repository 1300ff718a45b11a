// What the page knows of a metric: its name for people, its unit, and which direction is better.

import type { Spread } from "../engine";
import { type Key, t } from "./strings";

/** What is neither better high nor low has no direction. */
const known: Record<string, { label: Key; better?: "higher" | "lower" }> = {
  loss: { label: "metric.loss", better: "lower" },
  accuracy: { label: "metric.accuracy", better: "higher" },
  macroF1: { label: "metric.macroF1", better: "higher" },
  logLoss: { label: "metric.logLoss", better: "lower" },
  auc: { label: "metric.auc", better: "higher" },
  averagePrecision: { label: "metric.averagePrecision", better: "higher" },
  rmse: { label: "metric.rmse", better: "lower" },
  mae: { label: "metric.mae", better: "lower" },
  r2: { label: "metric.r2", better: "higher" },
  psnr: { label: "metric.psnr", better: "higher" },
  ssim: { label: "metric.ssim", better: "higher" },
  mse: { label: "metric.mse", better: "lower" },
  iou: { label: "metric.iou", better: "higher" },
  dice: { label: "metric.dice", better: "higher" },
  modes: { label: "metric.modes", better: "higher" },
  highQuality: { label: "metric.highQuality", better: "higher" },
  precision: { label: "metric.precision", better: "higher" },
  recall: { label: "metric.recall", better: "higher" },
  copies: { label: "metric.copies", better: "lower" },
  frechet: { label: "metric.frechet", better: "lower" },
  frechetFloor: { label: "metric.frechetFloor" },
  fidelity: { label: "metric.fidelity", better: "higher" },
  trainOnGenerated: { label: "metric.trainOnGenerated", better: "higher" },
  mAP: { label: "metric.mAP", better: "higher" },
  CF1: { label: "metric.CF1", better: "higher" },
  OF1: { label: "metric.OF1", better: "higher" },
  hamming: { label: "metric.hamming", better: "lower" },
  rankingLoss: { label: "metric.rankingLoss", better: "lower" },
  subsetAccuracy: { label: "metric.subsetAccuracy", better: "higher" },
  CP: { label: "metric.CP", better: "higher" },
  CR: { label: "metric.CR", better: "higher" },
  OP: { label: "metric.OP", better: "higher" },
  OR: { label: "metric.OR", better: "higher" },
  top3CF1: { label: "metric.top3CF1", better: "higher" },
  top3OF1: { label: "metric.top3OF1", better: "higher" },
  discriminatorLoss: { label: "metric.discriminatorLoss" },
  generatorLoss: { label: "metric.generatorLoss" },
  real: { label: "metric.real" },
  fake: { label: "metric.fake" },
  value: { label: "metric.value" },
  penalty: { label: "metric.penalty" },
};

export function metricLabel(name: string): string {
  const metric = known[name];
  return metric ? t(metric.label) : name;
}

/** Undefined for a metric that this page has not heard of. */
export function betterDirection(name: string): "higher" | "lower" | undefined {
  return known[name]?.better;
}

/** "↑ higher is better", or nothing where that is not known. */
export function directionHint(name: string): string {
  const better = betterDirection(name);
  return better ? t(better === "higher" ? "metric.higher" : "metric.lower") : "";
}

/** Mean, spread and single values of a summary's entry, the same for one training and for several. */
export function spread(value: number | Spread): { mean: number; std?: number; values: number[] } {
  return typeof value === "number" ? { mean: value, values: [value] } : value;
}

/** Which of these values are best: several where they are equal, none where the metric's direction is not known. */
export function bestOf(name: string, values: number[]): boolean[] {
  const better = betterDirection(name);
  const known = values.filter(Number.isFinite);
  if (!better || !known.length) return values.map(() => false);
  const best = better === "higher" ? Math.max(...known) : Math.min(...known);
  return values.map((value) => value === best);
}
