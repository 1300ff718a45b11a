// Experiments that train, told from those that do not, and among them those on a table, on one graph, or on many.

import { InputError } from "../errors";
import type { GraphsExperiment } from "../tasks/graphs/spec";
import type { LinksExperiment } from "../tasks/links/spec";
import type { NodesExperiment } from "../tasks/nodes/spec";
import type { TableExperiment } from "../tasks/table/task";
import type { Experiment } from "./schema";

export type TrainingExperiment = Exclude<Experiment, { task: "filter" }>;
/** On one graph. */
export type NetworkExperiment = NodesExperiment | LinksExperiment;

/** What the tasks train on. */
const sources = {
  classify: "table",
  regress: "table",
  nodes: "graph",
  links: "graph",
  graphs: "collection",
} as const satisfies Record<TrainingExperiment["task"], string>;

export const isTableExperiment = (experiment: TrainingExperiment): experiment is TableExperiment =>
  sources[experiment.task] === "table";

export const isNetworkExperiment = (experiment: TrainingExperiment): experiment is NetworkExperiment =>
  sources[experiment.task] === "graph";

/**
 * The experiment, where it trains a network; `file` is named when it does not.
 * @throws InputError
 */
export function trainingExperiment(experiment: Experiment, file?: string): TrainingExperiment {
  if (experiment.task !== "filter") return experiment;
  const message = "This experiment filters pictures and trains no network: name one that trains.";
  throw new InputError(message, { file });
}

/** The experiment, where it trains on the nodes of a graph. Throws as `trainingExperiment`. */
export function nodesExperiment(experiment: Experiment, file?: string): NodesExperiment {
  const training = trainingExperiment(experiment, file);
  if (training.task === "nodes") return training;
  throw new InputError(`This experiment is of the task ${training.task}: name one of the task nodes.`, { file });
}

/** The experiment, where it trains on one graph. Throws as `trainingExperiment`. */
export function networkExperiment(experiment: Experiment, file?: string): NetworkExperiment {
  const training = trainingExperiment(experiment, file);
  if (isNetworkExperiment(training)) return training;
  throw new InputError(`The task ${training.task} is none on a graph: name one of the task nodes or links.`, { file });
}

/** The experiment, where it trains on many graphs. Throws as `trainingExperiment`. */
export function graphsExperiment(experiment: Experiment, file?: string): GraphsExperiment {
  const training = trainingExperiment(experiment, file);
  if (training.task === "graphs") return training;
  throw new InputError(`This experiment is of the task ${training.task}: name one of the task graphs.`, { file });
}

/** The experiment, where it trains on a table. Throws as `trainingExperiment`. */
export function tableExperiment(experiment: Experiment, file?: string): TableExperiment {
  const training = trainingExperiment(experiment, file);
  if (isTableExperiment(training)) return training;
  throw new InputError("This experiment trains on graphs, not on a table: name one that trains on a table.", { file });
}
