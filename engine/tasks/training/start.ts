// What the first event of a run says, which all tasks that train say alike.

import type { Executor } from "../../core/executor";
import type { Split, StartEvent } from "../../experiment/events";
import type { TrainingExperiment } from "../../experiment/table-experiment";
import type { JudgedExamples, TrainingRun } from "./training";

export interface StartOptions {
  /** With every value written out. */
  experiment: TrainingExperiment;
  executor: Pick<Executor, "id">;
  /** Fields of the start event that the caller knows. */
  start: Pick<StartEvent, "name" | "run">;
}

/** `data`: beside the file, and how many examples each part of the split has. */
export function startOf(
  { experiment, executor, start }: StartOptions,
  { rows, parts }: Pick<JudgedExamples, "rows" | "parts">,
  data: Omit<StartEvent["data"], "file" | "rows" | Split>,
  { assumptions, problems }: Pick<StartEvent, "assumptions" | "problems">,
): ReturnType<TrainingRun["start"]> {
  return {
    ...start,
    task: experiment.task,
    experiment,
    executor: executor.id,
    data: {
      file: experiment.data.file,
      rows: rows.length,
      train: parts.train.length,
      validation: parts.validation.length,
      test: parts.test.length,
      ...data,
    },
    assumptions,
    problems,
  };
}
