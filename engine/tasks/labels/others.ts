// The heads beside the configured one, trained on the same rows from the same first weights, and kept when they are over.

import type { Executor } from "../../core/executor";
import type { RunEvent, Split } from "../../experiment/events";
import type { EpochResult } from "../../neural/trainer";
import type { Breathe } from "../table/matrix";
import { type MembersOptions, trainThrough } from "../training/loop";
import { outcomeOf } from "../training/members";
import { pick } from "../training/results";
import type { MemberOutcome, MemberStore, Training } from "../training/training";
import { type LabelExamples, withTruth } from "./examples";
import { type HeadPredictions, labelScores, shownOf } from "./observe";
import { openLabelTraining } from "./open-training";
import type { LabelPlan } from "./plan";
import type { Prepared } from "./prepared";
import type { HeadName, LabelsExperiment } from "./spec";
import { headOptions, type LabelStructures } from "./structures";

export interface HeadsOptions extends MembersOptions {
  experiment: LabelsExperiment;
  executor: Executor;
  breathe: Breathe;
}

/** A training with one of the heads; all begin with the same weights, wherever they have the same. */
export function openHead(
  { experiment, executor, breathe }: HeadsOptions,
  prepared: Prepared,
  plans: readonly LabelPlan[],
  member: number,
  head: HeadName,
): Training {
  const { examples, structures } = prepared.at(member);
  const { seed } = plans[member].member;
  const options = headOptions(head, experiment, structures, seed);
  return openLabelTraining(experiment, examples, options, { member, seed, executor, breathe });
}

export interface Others {
  prepared: Prepared;
  plans: readonly LabelPlan[];
  /** Of the member. */
  index: number;
  heads: readonly HeadName[];
  evaluated: Split;
  /** Of the configured head. */
  predictions: Float32Array;
  store: MemberStore | undefined;
}

/** Trains the other heads, unless they are over: what each of them, and frequencies, predict for the rows that judge. */
export async function* trainOthers(
  options: HeadsOptions,
  { prepared, plans, index, heads, evaluated, predictions, store }: Others,
): AsyncGenerator<RunEvent, Float64Array[] | undefined> {
  const { examples, structures } = prepared.at(index);
  const { parts, outputs } = examples;
  const part = parts[evaluated];
  const [first, ...others] = heads;
  const judged: HeadPredictions[] = [{ head: first, values: pick(predictions, part, outputs) }];
  for (const head of others) {
    const own = store?.within("heads").within(head);
    let outcome: Pick<MemberOutcome, "predictions"> | undefined = await own?.outcome(index);
    if (!outcome) {
      const training = openHead(options, prepared, plans, index, head);
      try {
        outcome = yield* trainOther(options, { training, head, index, examples, store: own });
      } finally {
        training.close();
      }
    }
    if (!outcome) return undefined;
    judged.push({ head, values: pick(outcome.predictions, part, outputs) });
  }
  yield labelScores(examples, shownOf(structures.counts), { member: index, evaluated }, predictions, judged);
  const given = judged.slice(1).map(({ values }) => Float64Array.from(values));
  return [...given, Float64Array.from(shares(examples, structures, part))];
}

interface Other {
  training: Training;
  head: HeadName;
  index: number;
  examples: LabelExamples;
  store: MemberStore | undefined;
}

/** Milliseconds between two events of a head, at least. */
const toldEvery = 250;

async function* trainOther(
  options: HeadsOptions,
  { training, head, index, examples, store }: Other,
): AsyncGenerator<RunEvent, MemberOutcome | undefined> {
  const { trainer } = training;
  const { train = {} } = options.experiment;
  let last = Number.NEGATIVE_INFINITY;
  async function* told({ epoch }: EpochResult): AsyncGenerator<RunEvent> {
    const now = performance.now();
    if (now - last < toldEvery && !trainer.finished) return;
    last = now;
    yield { event: "head", member: index, head, epoch, epochs: train.epochs ?? 1 };
  }
  const status = yield* trainThrough({ trainer, rate: train, index, store, told }, options);
  if (status === "stopped") return undefined;
  const outcome = await outcomeOf(training);
  await store?.finish(index, outcome, examples);
  return outcome;
}

/** The share of the training rows that carry each label, for every example that judges. */
function shares(examples: LabelExamples, { counts }: LabelStructures, part: Uint32Array): Float32Array {
  const each = Float32Array.from(counts.counts, (count) => count / counts.rows);
  const repeated = new Float32Array(part.length * each.length);
  for (let i = 0; i < part.length; i++) repeated.set(each, i * each.length);
  return withTruth(repeated, examples, part);
}
