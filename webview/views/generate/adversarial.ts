// What the cards of runs that generate have to know of one: its experiment, how D speaks, and what its classes are called.

import type { GenerateExperiment } from "../../../engine";
import type { Run } from "../../runs";

/** The experiment of a run that generates; undefined of all others. */
export function generateExperiment(run: Run | undefined): GenerateExperiment | undefined {
  const experiment = run?.start?.experiment;
  return experiment?.task === "generate" ? experiment : undefined;
}

/** Whether D tells probabilities of being real. */
export function isProbable(run: Run | undefined): boolean {
  const loss = generateExperiment(run)?.loss;
  return loss === "minimax" || loss === "nonSaturating";
}

/** Whether both losses are never negative, so that a logarithmic axis can show them. */
export function isNeverNegative(run: Run | undefined): boolean {
  const loss = generateExperiment(run)?.loss;
  return loss === "nonSaturating" || loss === "leastSquares";
}

/** What D says of a sample that it can tell from neither kind; a Wasserstein critic has no such value. */
export function middleOf(run: Run | undefined): number | undefined {
  const loss = generateExperiment(run)?.loss;
  if (loss === "wasserstein") return undefined;
  return loss === "hinge" ? 0 : 0.5;
}

/** Names of the classes that samples are asked for. */
export function classesOf(run: Run | undefined): readonly string[] {
  const data = run?.start?.data;
  return data?.classes ?? data?.album?.classes ?? [];
}

/** Colours in the theme's series: real things are orange, generated ones blue, everywhere. */
export const generatedSeries = 0;
export const realSeries = 1;
export const discriminatorSeries = 2;
export const boundSeries = 3;
