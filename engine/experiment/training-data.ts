// The data of an experiment that trains, table, graph or pictures, once they are read: what completes it and what runs it.

import type { Executor } from "../core/executor";
import { isAlbum } from "../data/album/recognise";
import type { Files } from "../data/files";
import { tableTasks } from "../tasks";
import { runGenerate } from "../tasks/generate/run";
import { runGraphs } from "../tasks/graphs/run";
import { runLabels } from "../tasks/labels/run";
import { runLinks } from "../tasks/links/run";
import { runNodes } from "../tasks/nodes/run";
import { pictureTaskOf } from "../tasks/pictures/tasks";
import { runTable } from "../tasks/table/run";
import type { MembersOptions } from "../tasks/training/loop";
import { albumOptions, otherPaths } from "./album-options";
import { existingData } from "./data-path";
import type { RunEvent, StartEvent } from "./events";
import { FieldError } from "./field-error";
import { readGenerateSource } from "./generate-source";
import { readLabelSource } from "./label-source";
import { readLabelsData } from "./labels-data";
import type { GraphOptions, RunHost } from "./run";
import {
  completeExperiment,
  completeGenerateExperiment,
  completeGraphsExperiment,
  completeNetworkExperiment,
  completePictureExperiment,
} from "./suggest";
import { completeLabelsExperiment } from "./suggest-labels";
import {
  generateExperiment,
  graphsExperiment,
  isNetworkExperiment,
  isPictureExperiment,
  labelsExperiment,
  type NetworkExperiment,
  networkExperiment,
  pictureExperiment,
  type TrainingExperiment,
  tableExperiment,
} from "./table-experiment";

export interface TrainingDataOptions extends MembersOptions {
  executor: Executor;
  /** Fields of the start event that the caller knows. */
  start: Pick<StartEvent, "name" | "run">;
}

export interface TrainingData {
  /** Name of the file, and hash of all that was read. */
  name?: string;
  hash: string;
  /** Of pictures their names, by row. */
  pictures?: readonly string[];
  /** The experiment with every value written out. */
  complete(given: TrainingExperiment): TrainingExperiment;
  /** Yields all events but the last; returns whether the run went to its end. */
  run(experiment: TrainingExperiment, options: TrainingDataOptions): AsyncGenerator<RunEvent, "done" | "stopped">;
}

/**
 * Reads what the experiment names, relative to the folder `base`; within `workspace` where one is given.
 * @throws InputError where the data are not there, or cannot be read
 */
export async function openData(
  host: RunHost,
  experiment: TrainingExperiment,
  base: string,
  workspace?: string,
): Promise<TrainingData> {
  const { files, readData, readNetwork, readCollection, readAlbum, breathe } = host;
  const path = await existingData(files, base, experiment.data.file, workspace);
  if (experiment.task === "graphs") {
    const collection = await readCollection(path, { weight: experiment.data.weight });
    return {
      name: collection.name,
      hash: collection.hash,
      complete: (given) => completeGraphsExperiment(graphsExperiment(given), collection),
      run: (given, options) => runGraphs({ ...options, experiment: graphsExperiment(given), collection }),
    };
  }
  if (experiment.task === "generate") {
    const source = await readGenerateSource({ files, readData, readAlbum, breathe }, experiment, base, workspace);
    const { name, hash } = "album" in source ? source.album : source.dataset;
    return {
      name,
      hash,
      complete: (given) => completeGenerateExperiment(generateExperiment(given), source),
      run: (given, options) => runGenerate({ ...options, experiment: generateExperiment(given), source }),
    };
  }
  if (experiment.task === "labels") {
    const source = await readLabelSource(host, experiment, base, workspace);
    const read = "album" in source ? source.album : source.dataset;
    const { data, hash } = await readLabelsData(
      host,
      completeLabelsExperiment(experiment, source),
      source,
      base,
      workspace,
    );
    return {
      name: read.name,
      hash,
      ...("album" in source ? { pictures: source.album.pictures.map(({ name }) => name) } : {}),
      complete: (given) => completeLabelsExperiment(labelsExperiment(given), source),
      run: (given, options) => runLabels({ ...options, experiment: labelsExperiment(given), data }),
    };
  }
  if (isPictureExperiment(experiment) || (experiment.task === "classify" && (await isAlbum(files, path)))) {
    const options = await albumOptions(files, pictureExperiment(experiment), base, workspace);
    const album = await readAlbum(path, options);
    return {
      name: album.name,
      hash: album.hash,
      pictures: album.pictures.map(({ name }) => name),
      complete: (given) => completePictureExperiment(pictureExperiment(given), album),
      run(given, options) {
        const experiment = pictureExperiment(given);
        return pictureTaskOf(experiment.task).run({ ...options, experiment, album });
      },
    };
  }
  if (!isNetworkExperiment(experiment)) {
    const dataset = await readData(path);
    return {
      name: dataset.name,
      hash: dataset.hash,
      complete: (given) => completeExperiment(tableExperiment(given), dataset),
      run(given, options) {
        const experiment = tableExperiment(given);
        return runTable({ ...options, task: tableTasks[experiment.task], experiment, dataset });
      },
    };
  }
  const { data } = experiment;
  const nodes = data.nodes === undefined ? undefined : files.join(base, data.nodes);
  if (nodes !== undefined && (await files.stat(nodes)) === null) {
    const message = `There is no table ${data.nodes} here: put it back, or correct data.nodes.`;
    throw new FieldError(["data", "nodes"], message, { file: nodes });
  }
  const network = await readNetwork(path, graphOptions(experiment, nodes));
  return {
    name: network.name,
    hash: network.hash,
    complete: (given) => completeNetworkExperiment(networkExperiment(given), network),
    run(given, options) {
      const experiment = networkExperiment(given);
      return experiment.task === "nodes"
        ? runNodes({ ...options, experiment, network })
        : runLinks({ ...options, experiment, network });
    },
  };
}

/** How an experiment wants its graph to be read; `nodes` is the path of the table of nodes. */
export function graphOptions(experiment: NetworkExperiment, nodes: string | undefined): GraphOptions {
  const { id, weight } = experiment.data;
  return { nodes, id, weight, ...(experiment.task === "nodes" ? { directed: experiment.data.directed } : {}) };
}

/** The experiment with paths that lead from the folder `to` where they led from `from`. */
export function relocated(files: Files, experiment: TrainingExperiment, from: string, to: string): TrainingExperiment {
  const moved = (path: string) => files.relative(to, files.join(from, path));
  const file = moved(experiment.data.file);
  const beside = isNetworkExperiment(experiment) ? { nodes: experiment.data.nodes } : otherPaths(experiment);
  const backbone = experiment.task === "labels" ? experiment.model?.backbone : undefined;
  const named = Object.entries(beside).flatMap(([key, path]) => (path === undefined ? [] : [[key, moved(path)]]));
  return {
    ...experiment,
    data: { ...experiment.data, file, ...Object.fromEntries(named) },
    ...(backbone === undefined ? {} : { model: { ...experiment.model, backbone: moved(backbone) } }),
  } as TrainingExperiment;
}
