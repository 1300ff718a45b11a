// The table of tasks that train: which code suggests, trains and judges an experiment of each kind.

import { classify } from "./classify/task";
import { regress } from "./regress/task";
import type { Metric, TableExperiment, TableTask } from "./table/task";

export const tasks = { classify, regress } satisfies Record<TableExperiment["task"], unknown>;

/** The same table for code that treats all tasks on tables alike. */
export const tableTasks = tasks as unknown as Readonly<Record<keyof typeof tasks, TableTask>>;

/** Metrics of a task; the verdict stands on the first. */
export const metricNames = (task: TableExperiment["task"]): readonly Metric[] => tasks[task].metrics;
