// The tables of tasks that train: which code suggests, trains and judges an experiment of each kind.

import type { TargetEncoding } from "../data/encode";
import type { Summary } from "../experiment/events";
import type { TrainingExperiment } from "../experiment/table-experiment";
import { classify } from "./classify/task";
import { links } from "./links/judging";
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
] as const satisfies readonly TrainingExperiment["task"][];

/** What the examples of each task are. */
export const exampleNouns: Readonly<Record<TrainingExperiment["task"], string>> = {
  classify: "row",
  regress: "row",
  nodes: "node",
  links: "pair",
  graphs: "graph",
};

/** How predictions of classes, or of values, are judged, whatever has made them; those of links are ranked. */
export function judgingOf(kind: TargetEncoding["kind"], task?: TrainingExperiment["task"]): Judging {
  if (task === "links") return links;
  return kind === "class" ? classify : regress;
}

/** Metrics of a task; the verdict stands on the first. Whether targets are classes or values, `measured` tells. */
export const metricsOf = (task: TrainingExperiment["task"], measured: Summary): readonly Metric[] =>
  judgingOf(classify.metrics[0].name in measured ? "class" : "number", task).metrics;
