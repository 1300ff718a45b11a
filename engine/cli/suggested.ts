// The experiment that data suggest: on the nodes or links of a graph, on whole graphs, on pictures, or on the rows of a table.

import { resolve } from "node:path";
import { isAlbum } from "../data/album/recognise";
import { hasLabels, haveLabels } from "../experiment/label-source";
import type { RunHost } from "../experiment/run";
import {
  override,
  suggestExperiment,
  suggestGraphs,
  suggestLinks,
  suggestNodes,
  suggestPictures,
} from "../experiment/suggest";
import { suggestGenerateAt } from "../experiment/suggest-generate";
import { suggestLabelsAt } from "../experiment/suggest-labels";
import { suggestPicturesAt } from "../experiment/suggest-pictures";
import type { TrainingExperiment } from "../experiment/table-experiment";
import { graphAt, graphsAt } from "./inputs";
import { breathe, nodeFiles } from "./ports";
import type { Wished } from "./wishes";

/**
 * Complete, with paths relative to the folder of `path`.
 * @throws InputError where nothing can be predicted
 */
export async function suggested(
  path: string,
  { task, ...wishes }: Wished,
  { readData, readNetwork, readCollection, readAlbum }: Omit<RunHost, "breathe" | "executor" | "files" | "processes">,
): Promise<TrainingExperiment> {
  const file = nodeFiles.nameOf(resolve(path));
  if (task === "graphs" || (task === undefined && wishes.nodes === undefined && (await graphsAt(path)))) {
    return suggestGraphs(await readCollection(path, {}), file, wishes);
  }
  if (task === "generate") {
    return suggestGenerateAt({ files: nodeFiles, readData, readAlbum, breathe }, resolve(path), wishes);
  }
  // A row of a table has one target unless something says that it has several.
  const open = task === undefined && wishes.nodes === undefined && wishes.target === undefined;
  if (task === "labels" || (open && (await isAlbum(nodeFiles, path)) && (await haveLabels(nodeFiles, resolve(path))))) {
    return suggestLabelsAt({ files: nodeFiles, readData, readAlbum }, resolve(path), wishes);
  }
  if (task === "restore" || task === "superresolve" || task === "segment" || task === "translate") {
    return suggestPicturesAt({ files: nodeFiles, readAlbum }, resolve(path), task, wishes);
  }
  const perhapsPictures = task === "classify" || (task === undefined && wishes.nodes === undefined);
  if (perhapsPictures && (await isAlbum(nodeFiles, path))) {
    return suggestPictures(await readAlbum(path, {}), file, "classify", wishes);
  }
  const onGraph = task === "nodes" || task === "links";
  if (onGraph || wishes.nodes !== undefined || (task === undefined && (await graphAt(path)))) {
    const { nodes } = wishes;
    const network = await readNetwork(path, { nodes });
    const beside = nodes === undefined ? undefined : besideData(path, nodes);
    return (task === "links" ? suggestLinks : suggestNodes)(network, file, { ...wishes, nodes: beside });
  }
  const dataset = await readData(path);
  if (open && (await hasLabels(nodeFiles, resolve(path), dataset))) {
    return suggestLabelsAt({ files: nodeFiles, readData: async () => dataset, readAlbum }, resolve(path), wishes);
  }
  return suggestExperiment(dataset, file, { task, ...wishes });
}

/** The experiment with what the flags say in place of what it says. */
export function withWishes<E extends TrainingExperiment>(written: E, path: string, { nodes, ...wishes }: Wished): E {
  return override(written, { ...wishes, ...(nodes === undefined ? {} : { nodes: besideData(path, nodes) }) });
}

/** A path as an experiment in the folder of `path` names it. */
const besideData = (path: string, file: string): string =>
  nodeFiles.relative(nodeFiles.folderOf(resolve(path)), resolve(file));
