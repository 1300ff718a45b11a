// The tables of tasks that train: which code suggests, trains and judges an experiment of each kind.

import type { TargetEncoding } from "../data/encode";
import type { Summary } from "../experiment/events";
import { isOnPictures, type TrainingExperiment } from "../experiment/table-experiment";
import { classify } from "./classify/task";
import { judgeReal, measuredOf } from "./generate/metrics";
import { labels } from "./labels/judging";
import { links } from "./links/judging";
import { restoration, segmentation } from "./pictures/judging";
import { regress } from "./regress/task";
import type { TableExperiment, TableTask } from "./table/task";
import type { Judging, Metric } from "./training/training";

export const tasks = { classify, regress } satisfies Record<TableExperiment["task"], unknown>;

/** The same table for code that treats all tasks on tables alike. */
export const tableTasks = tasks as unknown as Readonly<Record<keyof typeof tasks, TableTask>>;

export const trainingTasks = [
  "classify",
  "regress",
  "nodes",
  "links",
  "graphs",
  "restore",
  "superresolve",
  "segment",
  "translate",
  "generate",
  "labels",
] as const satisfies readonly TrainingExperiment["task"][];

const exampleNouns = { nodes: "node", links: "pair", graphs: "graph" } as const;

/** What the examples of an experiment are. */
export function exampleNoun(experiment: TrainingExperiment): string {
  if (isOnPictures(experiment)) return "picture";
  return experiment.task in exampleNouns ? exampleNouns[experiment.task as keyof typeof exampleNouns] : "row";
}

/** Tasks whose networks predict something of each example. */
export type PredictingTask = Exclude<TrainingExperiment["task"], "generate">;

/** Tasks that are judged in a way of their own. */
const judgings: Partial<Record<PredictingTask, Judging>> = {
  labels,
  links,
  restore: restoration,
  superresolve: restoration,
  segment: segmentation,
  translate: restoration,
};

/** How predictions are judged: of most tasks by whether they are of classes or of values. */
export const judgingOf = (kind: TargetEncoding["kind"], task: PredictingTask): Judging =>
  judgings[task] ?? (kind === "class" ? classify : regress);

/** What tables of predictions show of an example. */
export const shownBy = (kind: TargetEncoding["kind"], task: TrainingExperiment["task"]): Judging["judge"] =>
  task === "generate" ? judgeReal : judgingOf(kind, task).judge;

/** Column of the SSIM in the predictions of a task; undefined where it has none. */
export function similarityOf(task: TrainingExperiment["task"]): number | undefined {
  const metrics = task === "generate" ? undefined : judgings[task]?.metrics;
  const index = metrics?.findIndex(({ name }) => name === "ssim") ?? -1;
  return index < 0 ? undefined : index;
}

/** Metrics of a task; the verdict stands on the first. What kind of targets or samples it has, `measured` tells. */
export const metricsOf = (task: TrainingExperiment["task"], measured: Summary): readonly Metric[] =>
  task === "generate"
    ? measuredOf(measured)
    : judgingOf(classify.metrics[0].name in measured ? "class" : "number", task).metrics;
