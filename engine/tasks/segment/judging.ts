// How masks are judged: the shared figures of pictures, and the intersection over union of each class beside them.

import type { Metrics } from "../../experiment/events";
import { segmentation } from "../pictures/judging";
import type { Judging } from "../training/training";
import { meanOf, type Overlap } from "./metrics";

/** Key of the intersection over union of a class, in metrics. */
export const classMetric = (name: string): string => `iou ${name}`;

/** Figures of a picture before those of its classes. */
const shared = segmentation.metrics.length;

/** Numbers that a picture is judged by, [iou, dice, iou of each class]; NaN for a class that is not there. */
export const figuresOf = ({ iou, dice, classIou }: Overlap): number[] => [iou, dice, ...classIou];

export const figureCount = (classes: number): number => shared + classes;

/** The metrics of `segmentation`, and the mean of each class over the pictures that have it. */
export function segmentJudging(classes: readonly string[]): Judging {
  return {
    ...segmentation,
    evaluate(truth, figures, outputs): Metrics {
      const metrics = segmentation.evaluate(truth, figures, outputs);
      for (const [index, name] of classes.entries()) {
        const own = Float64Array.from(truth, (_, picture) => figures[picture * outputs + shared + index]);
        const mean = meanOf(own);
        if (!Number.isNaN(mean)) metrics[classMetric(name)] = mean;
      }
      return metrics;
    },
  };
}
