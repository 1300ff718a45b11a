// What generated samples come to, held against real examples that no network has seen and against rivals without one.

import type { Executor } from "../../core/executor";
import type { Partition } from "../../data/split";
import type { Metrics } from "../../experiment/events";
import type { Cells } from "../../gan/measures/cells";
import type { SampleShape } from "../../gan/shapes";
import { type Breathe, paced } from "../table/matrix";
import { evaluatedPart } from "../training/results";
import type { AdversarialMetrics, AdversarialProblem } from "./events";
import { measurePictures } from "./judge-pictures";
import { measureRows } from "./judge-rows";
import type { GenerateExperiment } from "./spec";
import { verdictOn } from "./verdict";

export interface JudgeInput {
  kind: "points" | "rows" | "pictures";
  /** Complete. */
  experiment: GenerateExperiment;
  shape: SampleShape;
  /** Numbers of a sample. */
  width: number;
  /** All real examples as the networks see them, [examples, width], with the index of the class of each. */
  real: { rows: Float32Array; classes?: Int32Array; parts: Partition };
  /**
   * As many as `judgedSamples` says, without those that were rejected; with the class that each was asked for, of conditional
   * models, as often as among the training examples.
   */
  generated: { rows: Float32Array; classes?: Int32Array };
  classNames?: readonly string[];
  /** Of points and rows: the values of encoded ones, numbers or names of categories. */
  decode?: (rows: Float32Array) => Cells;
  /** Of the last epoch. */
  last?: AdversarialMetrics;
  /** What was recognised while it trained. */
  health: readonly AdversarialProblem[];
  executor: Executor;
  breathe: Breathe;
  stopped: () => boolean;
}

export interface Judged {
  /** Of the generated samples; see `generateMetrics`. */
  metrics: Metrics;
  /** The same of `realAgainstReal`, and of `gaussian` or `independent`. */
  baselines: Record<string, Metrics>;
  sentence: string;
  /** Whether the samples may be used: not called bad. */
  good: boolean;
}

/** Samples of each kind that are looked at: at most, and at least where there are few examples. */
const mostSamples = { points: 10_000, rows: 5_000, pictures: 2_000 } as const;
const leastSamples = 500;

/** How many samples to make for a verdict. */
export function judgedSamples({ kind, parts }: { kind: JudgeInput["kind"]; parts: Partition }): number {
  if (kind === "points") return mostSamples.points;
  const wanted = kind === "rows" ? parts.train.length : parts[evaluatedPart({ parts })].length;
  return Math.min(mostSamples[kind], Math.max(leastSamples, wanted));
}

/** Undefined when it was stopped on the way. */
export async function judgeGenerated(given: JudgeInput): Promise<Judged | undefined> {
  const input = { ...given, breathe: paced(given.breathe) };
  const measured = await (input.kind === "pictures" ? measurePictures(input) : measureRows(input));
  if (measured === undefined) return undefined;
  const { kind, experiment, last, health, real } = input;
  const evaluated = evaluatedPart(real);
  const about = { kind, experiment, last, health, evaluated, examples: real.parts[evaluated].length };
  const { metrics, baselines } = measured;
  return { metrics, baselines, ...verdictOn({ ...about, ...measured }) };
}
