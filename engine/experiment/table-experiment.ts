// Experiments that train, told from those that do not, and among them those on a table, on one graph, on many, or on pictures.

import { InputError } from "../errors";
import type { GenerateExperiment } from "../tasks/generate/spec";
import type { GraphsExperiment } from "../tasks/graphs/spec";
import type { LabelsExperiment } from "../tasks/labels/spec";
import type { LinksExperiment } from "../tasks/links/spec";
import type { NodesExperiment } from "../tasks/nodes/spec";
import type { PictureExperiment } from "../tasks/pictures/task";
import type { TableExperiment } from "../tasks/table/task";
import { FieldError } from "./field-error";
import type { Experiment } from "./schema";

/** What the tasks that train nothing do. */
const others = { filter: "filters pictures", spectrum: "computes a spectrum" } as const;

export type TrainingExperiment = Exclude<Experiment, { task: keyof typeof others }>;
/** On one graph. */
export type NetworkExperiment = NodesExperiment | LinksExperiment;

/** What the tasks train on; classify trains on pictures as well, generate and labels on either. */
const sources = {
  classify: "table",
  regress: "table",
  nodes: "graph",
  links: "graph",
  graphs: "collection",
  restore: "pictures",
  superresolve: "pictures",
  segment: "pictures",
  translate: "pictures",
  generate: "either",
  labels: "either",
} as const satisfies Record<TrainingExperiment["task"], string>;

export const isTraining = (experiment: Experiment): experiment is TrainingExperiment => !(experiment.task in others);

export const isTableExperiment = (experiment: TrainingExperiment): experiment is TableExperiment =>
  sources[experiment.task] === "table" && !isPictureExperiment(experiment);

/** Told from one on a table by the channels that its network sees, which every complete experiment on pictures says. */
export const isPictureExperiment = (experiment: TrainingExperiment): experiment is PictureExperiment =>
  sources[experiment.task] === "pictures" || (experiment.task === "classify" && experiment.data.channels !== undefined);

/** Tasks that train on either; they read what they find. */
export type EitherExperiment = GenerateExperiment | LabelsExperiment;

export const isEitherExperiment = (experiment: TrainingExperiment): experiment is EitherExperiment =>
  sources[experiment.task] === "either";

/** Whether it trains on pictures, whatever its task; only a complete experiment of `classify`, `generate` and `labels` says. */
export const isOnPictures = (experiment: TrainingExperiment): experiment is PictureExperiment | EitherExperiment =>
  isPictureExperiment(experiment) || (isEitherExperiment(experiment) && experiment.data.channels !== undefined);

export const isNetworkExperiment = (experiment: TrainingExperiment): experiment is NetworkExperiment =>
  sources[experiment.task] === "graph";

/**
 * The experiment, where it trains a network; `file` is named when it does not.
 * @throws InputError
 */
export function trainingExperiment(experiment: Experiment, file?: string): TrainingExperiment {
  if (isTraining(experiment)) return experiment;
  const message = `This experiment ${others[experiment.task]} and trains no network: name one that trains.`;
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

/** The experiment, where it makes new rows or pictures. Throws as `trainingExperiment`. */
export function generateExperiment(experiment: Experiment, file?: string): GenerateExperiment {
  const training = trainingExperiment(experiment, file);
  if (training.task === "generate") return training;
  throw new InputError(`This experiment is of the task ${training.task}: name one of the task generate.`, { file });
}

/** The experiment, where it predicts several labels. Throws as `trainingExperiment`. */
export function labelsExperiment(experiment: Experiment, file?: string): LabelsExperiment {
  const training = trainingExperiment(experiment, file);
  if (training.task === "labels") return training;
  throw new InputError(`This experiment is of the task ${training.task}: name one of the task labels.`, { file });
}

/** The experiment, where it trains on many graphs. Throws as `trainingExperiment`. */
export function graphsExperiment(experiment: Experiment, file?: string): GraphsExperiment {
  const training = trainingExperiment(experiment, file);
  if (training.task === "graphs") return training;
  throw new InputError(`This experiment is of the task ${training.task}: name one of the task graphs.`, { file });
}

/** The experiment, where it trains on a table. Throws as `trainingExperiment`, and for layers that only pictures have. */
export function tableExperiment(experiment: Experiment, file?: string): TableExperiment {
  const training = trainingExperiment(experiment, file);
  if (!isTableExperiment(training)) {
    if (training.task === "generate") {
      throw new InputError("This experiment makes rows and predicts none: name one that predicts.", { file });
    }
    if (training.task === "labels") {
      throw new InputError("This experiment predicts several labels of a row, not one value: name one that does.", {
        file,
      });
    }
    const source = isPictureExperiment(training) ? "pictures" : "graphs";
    const message = `This experiment trains on ${source}, not on a table: name one that trains on a table.`;
    throw new InputError(message, { file });
  }
  if (training.task === "classify") refusePictureParts(training, file);
  const layers: readonly object[] = training.model?.layers ?? [];
  const odd = layers.findIndex((layer) => !tableLayers.some((key) => key in layer));
  if (odd < 0) return training;
  const message = `The layer ${JSON.stringify(layers[odd])} is for pictures, and the data are a table: leave it out.`;
  throw new FieldError(["model", "layers", odd], message, { file });
}

const pictureKeys = ["size", "fit", "group", "test", "testNames", "labels", "testLabels"] as const;

function refusePictureParts({ data, augment }: Extract<TrainingExperiment, { task: "classify" }>, file?: string): void {
  const odd = pictureKeys.find((key) => data[key] !== undefined);
  const path = odd ? ["data", odd] : augment ? ["augment"] : undefined;
  if (!path) return;
  throw new FieldError(path, `${path.join(".")} is for pictures, and the data are a table: leave it out.`, { file });
}

const tableLayers = ["dense", "dropout", "batchNorm", "layerNorm"];

/** The experiment, where it can train on pictures. Throws as `tableExperiment`. */
export function pictureExperiment(experiment: Experiment, file?: string): PictureExperiment {
  const training = trainingExperiment(experiment, file);
  if (training.task !== "classify" && !isPictureExperiment(training)) {
    const message = `The task ${training.task} is none on pictures: name classify, restore, superresolve, segment or translate.`;
    throw new InputError(message, { file });
  }
  if (training.task !== "classify") return training;
  const odd = training.model?.layers.findIndex((layer) => "layerNorm" in layer) ?? -1;
  if (odd < 0) return training as PictureExperiment;
  throw new FieldError(["model", "layers", odd], "Networks on pictures have no layerNorm: take batchNorm.", { file });
}
