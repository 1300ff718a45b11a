// The verdict on masks: how much of them is right in the mean and in each class, against rules that see no neighbours.

import type { Summary } from "../../experiment/events";
import { centre } from "../../experiment/statistics";
import { percent } from "../../words";
import { type Comparison, claim, gainInPoints, rowsPhrase } from "../training/verdict";
import { majority } from "./baselines";
import { classMetric } from "./judging";

/** Classes that are named one by one. */
const named = 8;

/** `classes` are their names. Against the strongest baseline; a network that gives but one class is told so first. */
export function segmentSentence(strongest: Comparison, all: readonly Comparison[], classes: readonly string[]): string {
  const { metrics, rival, evaluated } = strongest;
  const iou = (summary: Summary) => percent(centre(summary.iou));
  const apart = classes
    .slice(0, named)
    .filter((name) => metrics[classMetric(name)] !== undefined)
    .map((name) => `${name}: ${percent(centre(metrics[classMetric(name)]))}`)
    .join(", ");
  const did = `its masks and the true ones share ${iou(metrics)} of what they cover together (IoU; ${apart})`;
  if (evaluated === "train") {
    return `Nothing was held out, so this says only how well the network repeats what it was shown: ${did}.`;
  }
  const over = `over ${rowsPhrase(strongest, "pictures")}`;
  const [plain] = all.filter(({ rival: { title } }) => title === majority.title);
  if (plain && plain.outcome !== "better") {
    return `The network tells the classes no better than ${majority.title} everywhere: ${did}, ${over}; train longer, or set classWeights to balanced.`;
  }
  return `${claim(strongest)}: ${did}, ${over}, against ${iou(rival.metrics)}${gainInPoints(strongest)}.`;
}
