// Experiments that train on a table, told from those of other tasks.

import { InputError } from "../errors";
import type { TableExperiment } from "../tasks/table/task";
import type { Experiment } from "./schema";

/**
 * The experiment, where it trains on a table; `file` is named when it does not.
 * @throws InputError
 */
export function tableExperiment(experiment: Experiment, file?: string): TableExperiment {
  if (experiment.task !== "filter") return experiment;
  const message = "This experiment filters pictures and trains no network: name one that trains.";
  throw new InputError(message, { file });
}
