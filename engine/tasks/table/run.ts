// A run on a table: its members' splits, encoded examples, networks and baselines, trained and judged as all runs are.

import type { Executor } from "../../core/executor";
import type { Dataset } from "../../data/dataset";
import { featureNames } from "../../data/encode";
import type { Partition } from "../../data/split";
import type { RunEvent, Split, StartEvent } from "../../experiment/events";
import { EvaluationPass } from "../../neural/evaluation";
import type { MembersOptions } from "../training/loop";
import { runMembers } from "../training/members";
import { startOf } from "../training/start";
import type { Training } from "../training/training";
import { ineffectiveSettings } from "./ineffective";
import { type Breathe, paced, sliceMilliseconds } from "./matrix";
import { inspect, type MemberPlan, planMembers, prepareExamples } from "./prepare";
import type { Examples, TableExperiment, TableTask } from "./task";
import { openTrainer } from "./trainer";

export interface TableRunOptions extends MembersOptions {
  task: TableTask;
  /** With every value written out. */
  experiment: TableExperiment;
  dataset: Dataset;
  executor: Executor;
  /** Fields of the start event that the caller knows. */
  start: Pick<StartEvent, "name" | "run">;
}

/**
 * Yields all events but the last; returns whether the run went to its end.
 * @throws InputError before the first event when data and experiment do not fit; later when the loss is not finite
 */
export async function* runTable(given: TableRunOptions): AsyncGenerator<RunEvent, "done" | "stopped"> {
  const options = { ...given, breathe: paced(given.breathe) };
  const { task, experiment, dataset, breathe } = options;
  const plans = planMembers(experiment, dataset);
  await breathe();
  const splits = new SplitExamples(options, plans);
  const first = splits.of(0);
  await breathe();
  const { folds, epochs = 1, learningRate, clipNorm } = experiment.train ?? {};
  const run = runMembers(
    {
      judging: { ...task, rivals: task.baselines },
      members: plans.map(({ member }) => member),
      epochs,
      rate: { learningRate, clipNorm },
      target: experiment.data.target!,
      folds: folds !== undefined,
      rows: dataset.rows,
      examples: (index) => splits.of(index).examples,
      open: (index) => openTraining(options, splits.of(index).examples, plans[index].member.seed),
      baselines: (index, evaluated) => splits.baselines(index, evaluated),
      epochMetrics: (sums, { encoder }) => task.epochMetrics(sums, encoder),
      start: () => tableStart(options, plans, first),
      warnings: ineffectiveSettings(experiment, first.examples.parts.validation.length).map((text) => ({ text })),
    },
    options,
  );
  return yield* run;
}

type Prepared = ReturnType<typeof prepareExamples>;

/** What the split of the member asked about last gives: its examples, and the baselines fitted on them. */
class SplitExamples {
  private last?: { partition: Partition; prepared: Prepared; baselines?: Float64Array[] };

  constructor(
    private readonly options: Pick<TableRunOptions, "task" | "experiment" | "dataset" | "breathe">,
    private readonly plans: readonly MemberPlan[],
  ) {}

  of(index: number): Prepared {
    return this.at(index).prepared;
  }

  /** Of every baseline what it predicts for the rows that judge. */
  async baselines(index: number, evaluated: Split): Promise<Float64Array[]> {
    const { task, breathe } = this.options;
    const at = this.at(index);
    at.baselines ??= await fitBaselines(task, at.prepared.examples, evaluated, breathe);
    return at.baselines;
  }

  private at(index: number): NonNullable<SplitExamples["last"]> {
    const { partition } = this.plans[index];
    if (this.last?.partition !== partition) {
      const { task, experiment, dataset } = this.options;
      this.last = { partition, prepared: prepareExamples(task, experiment, dataset, partition) };
    }
    return this.last;
  }
}

/** Fits every baseline on the training rows: what it predicts for the rows that judge. */
async function fitBaselines(
  task: TableTask,
  { features, truth, outputs, parts }: Examples,
  evaluated: Split,
  breathe: Breathe,
): Promise<Float64Array[]> {
  const matrix = { values: features.values, width: features.features };
  const predictions: Float64Array[] = [];
  for (const baseline of task.baselines) {
    const fitted = await baseline.fit({ ...matrix, rows: parts.train }, truth, outputs, breathe);
    predictions.push(await fitted({ ...matrix, rows: parts[evaluated] }));
  }
  return predictions;
}

function openTraining(
  { task, experiment, executor, breathe }: Pick<TableRunOptions, "task" | "experiment" | "executor" | "breathe">,
  examples: Examples,
  seed: number,
): Training {
  const { trainer, evaluation, program } = openTrainer(task, experiment, examples, seed, executor);
  return {
    trainer,
    model: evaluation.graphs.evaluate.model,
    program,
    async predict(asked = Uint32Array.from(examples.rows.keys())) {
      const pass = new EvaluationPass(evaluation, asked);
      while (!pass.run(performance.now() + sliceMilliseconds)) await breathe();
      return task.predictions(experiment, examples.encoder, pass.predictions());
    },
    keptEpoch() {
      const { bestLoss, bestEpoch, epoch } = trainer.position;
      return bestLoss === null ? epoch : bestEpoch;
    },
    close: () => evaluation.session.close(),
  };
}

function tableStart(options: TableRunOptions, plans: readonly MemberPlan[], { examples, assumptions }: Prepared) {
  const { experiment, dataset } = options;
  const { encoder } = examples;
  const found = inspect(experiment, dataset, plans[0]);
  return startOf(
    options,
    examples,
    {
      features: featureNames(encoder).map(({ name, encoding }) => ({ name, encoding })),
      target: encoder.target.column,
      ...(encoder.target.kind === "class" ? { classes: encoder.target.classes } : {}),
    },
    {
      assumptions: [...dataset.assumptions, ...found.assumptions, ...assumptions],
      problems: [...dataset.problems, ...found.problems],
    },
  );
}
