// A run on a table, as a generator of events: every member trained and judged beside its baselines, then the verdict.

import type { Executor, Values } from "../../core/executor";
import type { Model } from "../../core/model";
import type { Dataset } from "../../data/dataset";
import { featureNames } from "../../data/encode";
import type { RunControl } from "../../experiment/control";
import type { Member, RunEvent, Split, StartEvent } from "../../experiment/events";
import { FieldError } from "../../experiment/field-error";
import type { Tensor } from "../../export/safetensors";
import { EvaluationPass } from "../../neural/evaluation";
import type { NotFinite, Snapshot } from "../../neural/trainer";
import { significant } from "../../words";
import { ineffectiveSettings } from "./ineffective";
import { type Breathe, paced, sliceMilliseconds } from "./matrix";
import { inspect, type MemberPlan, planMembers, prepareExamples } from "./prepare";
import { evaluatedPart, fitBaselines, pick, resultOf } from "./results";
import { sampleEvent } from "./sample";
import type { Examples, TableExperiment, TableTask } from "./task";
import { openTrainer, type ReadyTrainer } from "./trainer";
import { judge, type MemberResult } from "./verdict";

/** What a member leaves behind, from which its part of the verdict can be drawn again. */
export interface MemberOutcome {
  /** What the network needs to predict. */
  weights: Map<string, Tensor>;
  /** For every example: `outputs` numbers each. */
  predictions: Float32Array;
  /** What the choice of the best member looks at: validation loss, or training loss where nothing was held out. */
  loss: number;
  /** Epochs that were trained, and the one whose weights were kept. */
  epochs: number;
  bestEpoch: number;
  seconds: number;
}

/** Where members keep what must outlive the process; a run without a folder has none. */
export interface MemberStore {
  /** The outcome of a member that is over. */
  outcome(member: number): Promise<Omit<MemberOutcome, "weights"> | undefined>;
  finish(member: number, outcome: MemberOutcome, examples: Examples): Promise<void>;
  /** The last checkpoint of a member that is not over. */
  checkpoint(member: number): Promise<Snapshot | undefined>;
  saveCheckpoint(member: number, snapshot: Snapshot): Promise<void>;
}

export interface TableRunOptions {
  task: TableTask;
  /** With every value written out. */
  experiment: TableExperiment;
  dataset: Dataset;
  executor: Executor;
  control: RunControl;
  breathe: Breathe;
  /** Names of the members are known once they are planned. */
  openStore(members: readonly Member[]): Promise<MemberStore | undefined>;
  /** Fields of the start event that the caller knows. */
  start: Pick<StartEvent, "name" | "run">;
  /** Seconds between two checkpoints; one is taken at every pause and stop besides. */
  checkpointSeconds: number;
}

/** Seconds between two samples of predictions for views to draw while a training goes on. */
const sampleSeconds = 1;

/**
 * Yields all events but the last; returns whether the run went to its end.
 * @throws InputError before the first event when data and experiment do not fit; later when the loss is not finite
 */
export async function* runTable(given: TableRunOptions): AsyncGenerator<RunEvent, "done" | "stopped"> {
  const options = { ...given, breathe: paced(given.breathe) };
  const { task, experiment, dataset, executor, control, breathe } = options;
  const plans = planMembers(experiment, dataset);
  await breathe();
  let prepared = prepareExamples(task, experiment, dataset, plans[0].partition);
  await breathe();
  let ready: ReadyTrainer | undefined = openTrainer(
    task,
    experiment,
    prepared.examples,
    plans[0].member.seed,
    executor,
  );
  await breathe();
  const store = await options.openStore(plans.map(({ member }) => member));
  const resumed = await resumedEpoch(store, plans.length);
  try {
    yield startEvent(options, plans, prepared, ready, resumed);
    for (const text of ineffectiveSettings(experiment, prepared.examples.parts.validation.length)) {
      yield { event: "warning", text };
    }

    const results: MemberResult[] = [];
    const losses: number[] = [];
    const evaluated = evaluatedPart(prepared.examples);
    let baselines: Float64Array[] | undefined;
    for (const [index, { member, partition }] of plans.entries()) {
      if (index > 0 && partition !== plans[index - 1].partition) {
        prepared = prepareExamples(task, experiment, dataset, partition);
        baselines = undefined;
      }
      const { examples } = prepared;
      let outcome = await store?.outcome(index);
      if (!outcome) {
        ready ??= openTrainer(task, experiment, examples, member.seed, executor);
        const trained = yield* trainMember(options, index, examples, ready, store);
        if (!trained) return "stopped";
        outcome = trained;
      }
      ready?.evaluation.session.close();
      ready = undefined;
      baselines ??= await fitBaselines(task, examples, evaluated, breathe);
      losses.push(outcome.loss);
      results.push(resultOf(task, examples, outcome.predictions, baselines, evaluated));
      if (control.stopped) return "stopped";
    }
    yield judge(task, results, {
      target: experiment.data.target!,
      evaluated,
      best: losses.indexOf(Math.min(...losses)),
      folds: experiment.train?.folds !== undefined,
      datasetRows: dataset.rows,
    });
    return "done";
  } finally {
    ready?.evaluation.session.close();
  }
}

/** Epoch that the first unfinished member goes on from; undefined when nothing has been done yet. */
async function resumedEpoch(store: MemberStore | undefined, members: number): Promise<number | undefined> {
  for (let index = 0; store && index < members; index++) {
    if (await store.outcome(index)) continue;
    const epoch = (await store.checkpoint(index))?.position.epoch;
    return epoch ?? (index > 0 ? 0 : undefined);
  }
  return store ? 0 : undefined;
}

function startEvent(
  { task, experiment, dataset, executor, start }: TableRunOptions,
  plans: readonly MemberPlan[],
  { examples, assumptions }: ReturnType<typeof prepareExamples>,
  { program }: ReadyTrainer,
  resumed: number | undefined,
): StartEvent {
  const { encoder, rows, parts } = examples;
  const found = inspect(experiment, dataset, plans[0]);
  return {
    event: "start",
    ...start,
    task: task.name,
    experiment,
    members: plans.map(({ member }) => member),
    executor: executor.id,
    data: {
      file: experiment.data.file,
      rows: rows.length,
      train: parts.train.length,
      validation: parts.validation.length,
      test: parts.test.length,
      features: featureNames(encoder).map(({ name, encoding }) => ({ name, encoding })),
      target: encoder.target.column,
      ...(encoder.target.kind === "class" ? { classes: encoder.target.classes } : {}),
    },
    program,
    assumptions: [...dataset.assumptions, ...found.assumptions, ...assumptions],
    problems: [...dataset.problems, ...found.problems],
    ...(resumed === undefined ? {} : { resumed }),
  };
}

/** Trains one member to its end; undefined when it was stopped, with a checkpoint to go on from. */
async function* trainMember(
  { task, experiment, control, breathe, checkpointSeconds }: TableRunOptions,
  index: number,
  examples: Examples,
  { trainer, evaluation }: ReadyTrainer,
  store: MemberStore | undefined,
): AsyncGenerator<RunEvent, MemberOutcome | undefined> {
  const snapshot = await store?.checkpoint(index);
  if (snapshot) trainer.restore(snapshot);
  const epochs = experiment.train?.epochs ?? 1;
  let checkpointed = performance.now();
  let sampled = checkpointed;
  let [firstLoss, lastLoss] = [Number.POSITIVE_INFINITY, 0];
  const save = async () => {
    await store?.saveCheckpoint(index, trainer.snapshot());
    checkpointed = performance.now();
  };
  while (!trainer.finished) {
    const outcome = trainer.advance(sliceMilliseconds);
    if (outcome.kind === "failed") {
      throw new FieldError(["train", "learningRate"], failureSentence(outcome.at, experiment));
    }
    if (outcome.kind === "epoch") {
      const { epoch, train, validation, learningRate } = outcome.result;
      if (epoch === 1) firstLoss = train.loss;
      lastLoss = train.loss;
      yield {
        event: "epoch",
        member: index,
        epoch,
        epochs,
        train: task.epochMetrics(train, examples.encoder),
        ...(validation ? { validation: task.epochMetrics(validation, examples.encoder) } : {}),
        learningRate,
        seconds: trainer.position.seconds,
      };
    }
    const now = performance.now();
    if (outcome.kind === "epoch" && now - sampled > 1000 * sampleSeconds && !trainer.finished) {
      const split: Split = examples.parts.validation.length > 0 ? "validation" : "train";
      const shown = await predict(task, experiment, examples, evaluation, examples.parts[split], breathe);
      yield sampleEvent(task, examples, { member: index, epoch: outcome.result.epoch, split }, shown);
      sampled = performance.now();
    }
    await breathe();
    if (control.paused) {
      await save();
      await control.awake();
    }
    if (control.stopped) {
      await save();
      return undefined;
    }
    if (now - checkpointed > 1000 * checkpointSeconds) await save();
  }
  if (lastLoss > firstLoss) {
    const grown = `The training loss grew from ${significant(firstLoss)} to ${significant(lastLoss)}`;
    yield { event: "warning", text: `${grown}: lower train.learningRate, or bound the gradient by train.clipNorm.` };
  }
  const { position } = trainer;
  trainer.restoreBest();
  const predictions = await predict(task, experiment, examples, evaluation, undefined, breathe);
  const result: MemberOutcome = {
    weights: tensorsOf(trainer.weights(), evaluation.graphs.evaluate.model),
    predictions,
    loss: position.bestLoss ?? position.loss ?? Number.NaN,
    epochs: position.epoch,
    bestEpoch: position.bestLoss === null ? position.epoch : position.bestEpoch,
    seconds: position.seconds,
  };
  for (const split of ["train", "validation", "test"] as const) {
    const rows = examples.parts[split];
    if (rows.length === 0) continue;
    const shown = pick(predictions, rows, examples.outputs);
    yield sampleEvent(task, examples, { member: index, epoch: result.bestEpoch, split }, shown);
  }
  await store?.finish(index, result, examples);
  return result;
}

/** What the network gives for some examples (all without `rows`), in the form of the task's predictions. */
async function predict(
  task: TableTask,
  experiment: TableExperiment,
  examples: Examples,
  evaluation: ReadyTrainer["evaluation"],
  rows: Uint32Array | undefined,
  breathe: Breathe,
): Promise<Float32Array> {
  const asked = rows ?? Uint32Array.from(examples.rows.keys());
  const pass = new EvaluationPass(evaluation, asked);
  while (!pass.run(performance.now() + sliceMilliseconds)) await breathe();
  return task.predictions(experiment, examples.encoder, pass.predictions());
}

function tensorsOf(values: ReadonlyMap<string, Values>, model: Model): Map<string, Tensor> {
  return new Map([...values].map(([name, own]) => [name, { shape: model.find(name)!.type.shape, values: own }]));
}

function failureSentence({ op, label, epoch, step }: NotFinite, { train }: TableExperiment): string {
  const where = label ? `${op} in ${label}` : op;
  const rate = significant(train?.learningRate ?? 0.01);
  const clip = train?.clipNorm === undefined ? ", or set train.clipNorm to 1" : "";
  return `The loss is no number any more: ${where} gave NaN or infinity in epoch ${epoch}, step ${step}; lower train.learningRate (now ${rate})${clip}.`;
}
