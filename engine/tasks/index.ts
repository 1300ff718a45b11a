// The tables of tasks that train: which code suggests, trains and judges an experiment of each kind.

import type { TargetEncoding } from "../data/encode";
import type { Summary } from "../experiment/events";
import { isPictureExperiment, type TrainingExperiment } from "../experiment/table-experiment";
import { classify } from "./classify/task";
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
] as const satisfies readonly TrainingExperiment["task"][];

const exampleNouns = { nodes: "node", links: "pair", graphs: "graph" } as const;

/** What the examples of an experiment are. */
export function exampleNoun(experiment: TrainingExperiment): string {
  if (isPictureExperiment(experiment)) return "picture";
  return experiment.task in exampleNouns ? exampleNouns[experiment.task as keyof typeof exampleNouns] : "row";
}

/** Tasks that are judged in a way of their own. */
const judgings: Partial<Record<TrainingExperiment["task"], Judging>> = {
  links,
  restore: restoration,
  superresolve: restoration,
  segment: segmentation,
};

/** How predictions are judged: of most tasks by whether they are of classes or of values. */
export const judgingOf = (kind: TargetEncoding["kind"], task: TrainingExperiment["task"]): Judging =>
  judgings[task] ?? (kind === "class" ? classify : regress);

/** Metrics of a task; the verdict stands on the first. Whether targets are classes or values, `measured` tells. */
export const metricsOf = (task: TrainingExperiment["task"], measured: Summary): readonly Metric[] =>
  judgingOf(classify.metrics[0].name in measured ? "class" : "number", task).metrics;
