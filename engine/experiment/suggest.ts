// Experiments with every value written out: from data alone, or from what a person has written of one.

import type { Album } from "../data/album/album";
import { suggestGroup } from "../data/album/groups";
import type { Dataset } from "../data/dataset";
import type { GraphCollection, Network } from "../data/graph/network";
import { InputError } from "../errors";
import { tableTasks } from "../tasks";
import type { GenerateExperiment } from "../tasks/generate/spec";
import { completeGenerate, type GenerateSource } from "../tasks/generate/suggest";
import type { GraphsExperiment } from "../tasks/graphs/spec";
import { completeGraphs } from "../tasks/graphs/suggest";
import type { LinksExperiment } from "../tasks/links/spec";
import { completeLinks } from "../tasks/links/suggest";
import type { NodesExperiment } from "../tasks/nodes/spec";
import { completeNodes } from "../tasks/nodes/suggest";
import type { PictureExperiment } from "../tasks/pictures/task";
import { pictureTaskOf } from "../tasks/pictures/tasks";
import { chooseTarget, completeTable, type Wishes } from "../tasks/table/suggest";
import type { TableExperiment } from "../tasks/table/task";
import { fileStem } from "./layout";
import {
  isNetworkExperiment,
  isPictureExperiment,
  isTableExperiment,
  type NetworkExperiment,
  type TrainingExperiment,
} from "./table-experiment";

/** What replaces values of an experiment, from the command line. */
export interface Overrides extends Omit<Wishes, "task"> {
  /** A table of the nodes, relative to the experiment. */
  nodes?: string;
  seeds?: number[];
  folds?: number;
  epochs?: number;
}

/** A complete experiment on data whose file, relative to the experiment, is `file`. Throws as `completeExperiment`. */
export function suggestExperiment(dataset: Dataset, file: string, wishes: Overrides & Wishes = {}): TableExperiment {
  const { task, target } = chooseTarget(dataset, wishes);
  return completeExperiment(override({ task, data: { file, target } }, wishes), dataset);
}

/**
 * The experiment with a suggestion for everything that it does not say.
 * @throws InputError when the data have no column for that
 */
export function completeExperiment(given: TableExperiment, dataset: Dataset): TableExperiment {
  return tableTasks[given.task].complete(completeTable(given, dataset, stemOf(given, dataset.name)));
}

/** A complete experiment on the nodes of a graph. Throws as `completeExperiment`. */
export function suggestNodes(network: Network, file: string, wishes: Overrides = {}): NodesExperiment {
  const given = override<NodesExperiment>({ task: "nodes", data: { file } }, wishes);
  return completeNodes(given, network, stemOf(given));
}

/** A complete experiment on the links of a graph. Throws as `completeExperiment`. */
export function suggestLinks(network: Network, file: string, wishes: Overrides = {}): LinksExperiment {
  const given = override<LinksExperiment>({ task: "links", data: { file } }, wishes);
  return completeLinks(given, network, stemOf(given));
}

/** A complete experiment on many graphs. Throws as `completeExperiment`. */
export function suggestGraphs(collection: GraphCollection, file: string, wishes: Overrides = {}): GraphsExperiment {
  const given = override<GraphsExperiment>({ task: "graphs", data: { file } }, wishes);
  return completeGraphsExperiment(given, collection);
}

/** Throws as `completeExperiment`. */
export const completeGenerateExperiment = (given: GenerateExperiment, source: GenerateSource): GenerateExperiment =>
  completeGenerate(given, source, stemOf(given, "dataset" in source ? source.dataset.name : undefined));

/** Throws as `completeExperiment`. */
export const completeGraphsExperiment = (given: GraphsExperiment, collection: GraphCollection): GraphsExperiment =>
  completeGraphs(given, collection, stemOf(given));

/** Throws as `completeExperiment`. */
export function completeNetworkExperiment(given: NetworkExperiment, network: Network): NetworkExperiment {
  return given.task === "nodes"
    ? completeNodes(given, network, stemOf(given))
    : completeLinks(given, network, stemOf(given));
}

/** A complete experiment of a task on pictures. Throws as `completeExperiment`. */
export function suggestPictures(
  album: Album,
  file: string,
  task: PictureExperiment["task"],
  wishes: Overrides = {},
): PictureExperiment {
  return completePictureExperiment(override({ task, data: { file } } as PictureExperiment, wishes), album);
}

/** Groups are looked for where nothing is said of how pictures are held out. Throws as `completeExperiment`. */
export function completePictureExperiment(given: PictureExperiment, album: Album): PictureExperiment {
  const complete = pictureTaskOf(given.task).complete(given, album, stemOf(given));
  const { split, group, testNames } = given.data;
  const said = [split, group, testNames, album.testFrom].some((one) => one !== undefined);
  if (said || complete.data.split === "none") return complete;
  const { pictures } = album;
  const found = suggestGroup(
    pictures.map(({ name }) => name),
    pictures.map(({ label }) => label),
  );
  return found ? withGroup(complete, found.pattern) : complete;
}

const withGroup = <E extends PictureExperiment>(experiment: E, group: string): E => ({
  ...experiment,
  data: { ...experiment.data, group },
});

const stemOf = ({ task, data }: TrainingExperiment, name = data.file): string => fileStem(name) || task;

/** @throws InputError for folds, a target or a table of nodes, of a task that has none */
export function override<E extends TrainingExperiment>(
  given: E,
  { target, nodes, seeds, folds, epochs }: Overrides,
): E {
  const train: Pick<Overrides, "seeds" | "folds" | "epochs"> & E["train"] = { ...given.train };
  if (folds && !isTableExperiment(given) && given.task !== "labels") {
    throw new InputError(`The task ${given.task} has no folds: give several seeds instead, or a split of its own.`);
  }
  if (target !== undefined && (given.task === "links" || isPictureExperiment(given))) {
    const what = given.task === "links" ? "edges" : "from pictures";
    throw new InputError(`The task ${given.task} predicts ${what} and no column: leave the target out.`);
  }
  if (seeds) train.seeds = seeds;
  if (folds) train.folds = folds;
  if (epochs) train.epochs = epochs;
  if (nodes !== undefined && !isNetworkExperiment(given)) {
    throw new InputError(`The task ${given.task} has no nodes that a table could tell of: leave it out.`);
  }
  return {
    ...given,
    data: {
      ...given.data,
      ...(target === undefined ? {} : { [given.task === "generate" ? "class" : "target"]: target }),
      ...(nodes === undefined ? {} : { nodes }),
    },
    ...(Object.keys(train).length > 0 ? { train } : {}),
  };
}
