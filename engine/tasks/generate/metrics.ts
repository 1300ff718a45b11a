// What generated samples are measured by, and what a table of predictions says of the real ones.

import type { Metrics, Summary } from "../../experiment/events";
import type { Judging, Metric } from "../training/training";
import type { GeneratorDescription } from "./samples";

type Kind = GeneratorDescription["kind"];

const share = [0, 1] as const;
const positive = [0, Number.POSITIVE_INFINITY] as const;

const ofAll: readonly Metric[] = [
  { name: "precision", better: "higher", range: share },
  { name: "recall", better: "higher", range: share },
  { name: "copies", better: "lower", range: share },
];

/** By what the samples are; the verdict stands on the first that was measured. */
export const generateMetrics: Readonly<Record<Kind, readonly Metric[]>> = {
  points: [
    { name: "highQuality", better: "higher", range: share },
    { name: "modes", better: "higher", range: positive },
    ...ofAll,
  ],
  rows: [{ name: "trainOnGenerated", better: "higher", range: share }, ...ofAll],
  pictures: [
    { name: "frechet", better: "lower", range: positive },
    { name: "frechetFloor", better: "lower", range: positive },
    { name: "fidelity", better: "higher", range: share },
    ...ofAll,
  ],
};

/** Those of them that a run has measured: without classes nothing can be trained on generated rows. */
export function measuredOf(measured: Metrics | Summary): readonly Metric[] {
  const kind: Kind = "highQuality" in measured ? "points" : "frechet" in measured ? "pictures" : "rows";
  return generateMetrics[kind].filter(({ name }) => name in measured);
}

/** Of a real example, whose truth is 1: D of it, and what is missing to 1. */
export const judgeReal: Judging["judge"] = (truth, judged, offset) => ({
  prediction: judged[offset],
  error: truth - judged[offset],
});
