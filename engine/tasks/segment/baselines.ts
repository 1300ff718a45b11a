// What a segmenting network is held against: the majority class, and rules on nothing but the grey of each pixel.

import { planeOf } from "../../convolution/analysis/plane";
import type { Frame } from "../../data/album/album";
import type { Rival } from "../training/training";
import { meanOf } from "./metrics";
import type { Labelled } from "./patches";

const levels = 256;

/** The class of each grey level. */
export type LevelRule = Uint8Array;

export const majority: Rival = { name: "majority", title: "the majority class" };

/** The rule on grey levels, which for two classes is a threshold. */
export const greyRival = (classes: number): Rival =>
  classes === 2
    ? { name: "threshold", title: "the best threshold on grey" }
    : { name: "grey", title: "the likeliest class of each grey level" };

/** Pixels of each class and grey level, [class][level]. */
export type GreyHistogram = readonly Float64Array[];

export const emptyHistogram = (classes: number): GreyHistogram =>
  Array.from({ length: classes }, () => new Float64Array(levels));

/** Adds the pixels of a picture. */
export function countGreys(histogram: GreyHistogram, { frame, mask }: Labelled): void {
  const grey = greyLevels(frame);
  for (let pixel = 0; pixel < grey.length; pixel++) histogram[mask.samples[pixel]][grey[pixel]]++;
}

/** Luma (BT.601), rounded. */
function greyLevels(frame: Frame): Uint8Array {
  return Uint8Array.from(planeOf(frame).samples, (value) => Math.round(255 * value));
}

/** The class of most pixels. */
export function majorityClass(histogram: GreyHistogram): number {
  const sizes = histogram.map((counts) => counts.reduce((sum, count) => sum + count, 0));
  return sizes.indexOf(Math.max(...sizes));
}

export const everywhere = (index: number): LevelRule => new Uint8Array(levels).fill(index);

/** For two classes the threshold and the side with the largest mean IoU, else the class that most pixels of a level have. */
export function greyRule(histogram: GreyHistogram): LevelRule {
  return histogram.length === 2 ? thresholdRule(histogram) : likeliestRule(histogram);
}

function thresholdRule([first, second]: GreyHistogram): LevelRule {
  const sum = (counts: Float64Array) => counts.reduce((total, count) => total + count, 0);
  const totals = [sum(first), sum(second)];
  let best = { iou: -1, threshold: 0, above: 1 };
  let [below0, below1] = [0, 0];
  // Pixels from `threshold` on are of the class `above`, the others of the other one.
  for (let threshold = 0; threshold <= levels; threshold++) {
    const [above0, above1] = [totals[0] - below0, totals[1] - below1];
    for (const [above, hits0, hits1] of [
      [1, below0, above1],
      [0, above0, below1],
    ]) {
      const misses = totals[0] - hits0 + totals[1] - hits1;
      const iou = meanOf([hits0 / (hits0 + misses), hits1 / (hits1 + misses)]);
      if (iou > best.iou) best = { iou, threshold, above };
    }
    below0 += first[threshold] ?? 0;
    below1 += second[threshold] ?? 0;
  }
  return Uint8Array.from({ length: levels }, (_, level) => (level >= best.threshold ? best.above : 1 - best.above));
}

/** A level that no training pixel has takes the class of the nearest one that some have. */
function likeliestRule(histogram: GreyHistogram): LevelRule {
  const likeliest = Array.from({ length: levels }, (_, level) => {
    const counts = histogram.map((own) => own[level]);
    const most = Math.max(...counts);
    return most > 0 ? counts.indexOf(most) : -1;
  });
  return Uint8Array.from(likeliest, (own, level) => {
    for (let away = 0; own < 0; away++) {
      const near = [likeliest[level - away] ?? -1, likeliest[level + away] ?? -1].find((found) => found >= 0);
      if (near !== undefined) return near;
    }
    return own;
  });
}

export const byRule = (rule: LevelRule, frame: Frame): Uint8Array => greyLevels(frame).map((level) => rule[level]);
