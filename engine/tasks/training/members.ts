// A run that trains, as a generator of events: every member trained and judged beside its baselines, then the verdict.

import type { RunEvent, Split } from "../../experiment/events";
import type { EpochResult } from "../../neural/trainer";
import { significant } from "../../words";
import { type MembersOptions, resumedEpoch, tensorsOf, trainThrough } from "./loop";
import { evaluatedPart, pick, resultOf } from "./results";
import { sampleEvent } from "./sample";
import type { JudgedExamples, MemberOutcome, MemberStore, Training, TrainingRun } from "./training";
import { judge, type MemberResult } from "./verdict";

/** Seconds between two samples of predictions for views to draw while a training goes on, at least. */
const sampleSeconds = 1;
/** Share of the time that they may take. */
const sampleShare = 0.02;

/**
 * Yields all events but the last; returns whether the run went to its end.
 * @throws InputError before the first event when the first member cannot be opened; later when the loss is not finite
 */
export async function* runMembers(
  run: TrainingRun,
  options: MembersOptions,
): AsyncGenerator<RunEvent, "done" | "stopped"> {
  const { control, breathe } = options;
  let ready: Training | undefined = run.open(0);
  try {
    await breathe();
    const store = await options.openStore(run.members);
    const resumed = await resumedEpoch(store, run.members.length);
    yield {
      event: "start",
      ...run.start(),
      members: [...run.members],
      program: ready.program,
      ...(resumed === undefined ? {} : { resumed }),
    };
    for (const event of run.opening ?? []) yield event;
    for (const warning of run.warnings) yield { event: "warning", ...warning };

    const results: MemberResult[] = [];
    const losses: number[] = [];
    const stages: MemberOutcome["stages"][] = [];
    const evaluated = evaluatedPart(run.examples(0));
    for (const index of run.members.keys()) {
      let outcome: Omit<MemberOutcome, "weights" | "files"> | undefined = await store?.outcome(index);
      if (!outcome) {
        ready ??= run.open(index);
        const trained = yield* trainMember(run, options, index, ready, store);
        if (!trained) return "stopped";
        outcome = trained;
      }
      ready?.close();
      ready = undefined;
      const asked = run.baselines(index, evaluated, outcome.predictions);
      const baselines = Symbol.asyncIterator in asked ? yield* asked : await asked;
      if (!baselines) return "stopped";
      losses.push(outcome.loss);
      stages.push(outcome.stages);
      results.push(resultOf(run.judging, run.examples(index), outcome.predictions, baselines, evaluated));
      if (control.stopped) return "stopped";
    }
    const best = losses.indexOf(Math.min(...losses));
    const verdict = judge(run, results, { evaluated, best });
    await run.conclude?.(results, verdict);
    yield stages[best] ? { ...verdict, stages: stages[best] } : verdict;
    return "done";
  } finally {
    ready?.close();
  }
}

/** Trains one member to its end; undefined when it was stopped, with a checkpoint to go on from. */
async function* trainMember(
  run: TrainingRun,
  options: MembersOptions,
  index: number,
  training: Training,
  store: MemberStore | undefined,
): AsyncGenerator<RunEvent, MemberOutcome | undefined> {
  const { trainer } = training;
  const examples = run.examples(index);
  let sampled = performance.now();
  let sampleInterval = 1000 * sampleSeconds;
  let [firstLoss, lastLoss, stageOfFirst]: [number, number, string?] = [Number.POSITIVE_INFINITY, 0];
  async function* told(result: EpochResult): AsyncGenerator<RunEvent> {
    const { epoch, stage, train, validation, adversarial, learningRate } = result;
    if (epoch === 1 || stage !== stageOfFirst) [firstLoss, stageOfFirst] = [train.loss, stage];
    lastLoss = train.loss;
    yield {
      event: "epoch",
      member: index,
      ...(stage === undefined ? {} : { stage }),
      epoch,
      epochs: run.epochs,
      train: { ...run.epochMetrics(train, examples), ...adversarial },
      ...(validation ? { validation: run.epochMetrics(validation, examples) } : {}),
      learningRate,
      seconds: trainer.position.seconds,
    };
    if (trainer.finished) return;
    if (training.observe) yield* await training.observe(epoch, false);
    const now = performance.now();
    if (now - sampled <= sampleInterval) return;
    const split: Split = examples.parts.validation.length > 0 ? "validation" : "train";
    const shown = await training.predict(examples.parts[split]);
    yield sampleEvent(run.judging, examples, { member: index, epoch, split }, shown);
    sampled = performance.now();
    sampleInterval = Math.max(1000 * sampleSeconds, (sampled - now) / sampleShare);
  }
  const status = yield* trainThrough({ trainer, rate: run.rate, index, store, told }, options);
  if (status === "stopped") return undefined;
  if (lastLoss > firstLoss) {
    const grown = `The training loss grew from ${significant(firstLoss)} to ${significant(lastLoss)}`;
    yield { event: "warning", text: `${grown}: lower train.learningRate, or bound the gradient by train.clipNorm.` };
  }
  const result = await outcomeOf(training);
  yield* finalSamples(run, examples, index, result);
  if (training.observe) yield* await training.observe(result.bestEpoch, true);
  await store?.finish(index, result, examples);
  return result;
}

/** What a training that is over leaves behind, with the weights that are judged. */
export async function outcomeOf(training: Training): Promise<MemberOutcome> {
  const { trainer, model, constants = [] } = training;
  const { position } = trainer;
  trainer.restoreBest();
  const predictions = await training.predict();
  return {
    weights: new Map([...tensorsOf(trainer.weights(), model), ...constants]),
    predictions,
    loss: position.bestLoss ?? position.loss ?? Number.NaN,
    epochs: position.epoch,
    bestEpoch: training.keptEpoch(),
    seconds: position.seconds,
    ...(position.stages ? { stages: position.stages } : {}),
    ...(training.written ? { files: await training.written() } : {}),
  };
}

function* finalSamples(
  { judging }: TrainingRun,
  examples: JudgedExamples,
  member: number,
  { predictions, bestEpoch: epoch }: MemberOutcome,
): Generator<RunEvent> {
  for (const split of ["train", "validation", "test"] as const) {
    const rows = examples.parts[split];
    if (rows.length === 0) continue;
    yield sampleEvent(judging, examples, { member, epoch, split }, pick(predictions, rows, examples.outputs));
  }
}
