// What a FILE on the command line is, an experiment or data, and how it is read.

import { readdir, readFile, stat } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Executor } from "../core/executor";
import { readAlbum } from "../data/album/read";
import { isAlbum } from "../data/album/recognise";
import type { Dataset } from "../data/dataset";
import { isGraphCollection, readGraphCollection } from "../data/graph/collection";
import { graphFormatOf } from "../data/graph/formats";
import type { Network } from "../data/graph/network";
import { type NetworkPathOptions, readNetworkPath } from "../data/graph/path";
import { isGraphLike } from "../data/graph/recognise";
import { isPicturePath } from "../data/image/names";
import { InputError } from "../errors";
import { FieldError } from "../experiment/field-error";
import { type RunHost, readDataFile } from "../experiment/run";
import type { Experiment } from "../experiment/schema";
import { breathe, loadExecutor, nodeFiles, nodeProcesses } from "./ports";

/** An experiment with the text it was read from, so that what is wrong with it can be placed. */
export interface ExperimentFile {
  path: string;
  text: string;
  experiment: Experiment;
}

/** Larger JSON files are data. */
const experimentBytes = 1 << 20;

/** The only positional argument that a verb takes. */
export function onlyFile(positional: readonly string[], usage: string): string {
  if (positional.length === 1) return positional[0];
  const what = positional.length === 0 ? "A FILE is missing" : `One FILE is enough, not ${positional.length}`;
  throw new InputError(`${what}: neural-lens ${usage}`);
}

/** The experiment that a file holds; undefined when it is no experiment, but data. */
export async function readExperimentFile(path: string): Promise<ExperimentFile | undefined> {
  const named = /\.lens\.jsonc?$/i.test(path);
  if (!named && !/\.jsonc?$/i.test(path)) return undefined;
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new InputError("There is no file at this path.", { file: path });
  if (!named && found.size > experimentBytes) return undefined;
  const text = await readFile(path, "utf8");
  // Data in JSON may have any keys; an experiment has a task and data of its own.
  if (
    !named &&
    !(/^\s*(\/\/.*\s*|\/\*[\s\S]*?\*\/\s*)*\{/.test(text) && /"task"\s*:/.test(text) && /"data"\s*:\s*\{/.test(text))
  ) {
    return undefined;
  }
  const { parseExperiment } = await import("../experiment/parse");
  return { path, text, experiment: parseExperiment(text, path) };
}

/** What kind of pictures a path leads to; undefined where it leads to no picture, and then it may be data. */
export async function picturesAt(path: string): Promise<"picture" | "folder" | undefined> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return (await readdir(path)).some(isPicturePath) ? "folder" : undefined;
  return found && isPicturePath(path) ? "picture" : undefined;
}

/** Whether there are many pictures at a path, also in folders within it or in one file. */
export const albumAt = (path: string): Promise<boolean> => isAlbum(nodeFiles, resolve(path));

export const readData = (path: string): Promise<Dataset> => readDataFile(nodeFiles, path);

/** The graph at a path, a file or a folder. */
export const readGraph = (path: string, options: NetworkPathOptions): Promise<Network> =>
  readNetworkPath(nodeFiles, path, options);

/** The graphs at a path, a folder or a file that holds many. */
export const readGraphs: RunHost["readCollection"] = (path, options) => readGraphCollection(nodeFiles, path, options);

/** The pictures at a path, a folder or a file that holds many. */
export const readPictures: RunHost["readAlbum"] = (path, options) => readAlbum(nodeFiles, path, options, breathe);

/** Whether a path leads to many graphs, each with something known of it. */
export const graphsAt = (path: string): Promise<boolean> => isGraphCollection(nodeFiles, path);

/** Bytes that a file is told to be a graph by. */
const glanceBytes = 1 << 16;

/** Whether a path leads to a graph rather than to a table or pictures. */
export async function graphAt(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return false;
  if (found.isDirectory()) {
    // Any .json may lie in a folder.
    const isGraph = (name: string) => name === "hyperedges.txt" || (!/\.json$/i.test(name) && graphFormatOf(name));
    return (await readdir(path)).some(isGraph);
  }
  const source = await nodeFiles.open(path);
  return isGraphLike(source.name, await source.read(0, Math.min(source.size, glanceBytes)));
}

export const kernelsFolder = (): string => join(dirname(__filename), "kernels");

/** The executor that computes on at most so many threads, and never on more than there are cores: they would only wait. */
export const executorFor = (threads: number): Promise<Executor> =>
  loadExecutor(kernelsFolder(), Math.min(threads, availableParallelism()));

/** What runs need, with at most so many threads: as many as there are cores unless said. */
export async function runHost(threads = availableParallelism()): Promise<RunHost> {
  const executor = await executorFor(threads);
  const readers = { readData, readNetwork: readGraph, readCollection: readGraphs, readAlbum: readPictures };
  return { files: nodeFiles, executor, breathe, ...readers, processes: nodeProcesses };
}

/** Everything that is read is kept, for hosts of one data set: a suggestion and all runs on it read it once. */
export function readOnce(host: RunHost): void {
  const { readData, readNetwork, readCollection, readAlbum } = host;
  let album: { key: string; read: ReturnType<typeof readAlbum> } | undefined;
  let collection: ReturnType<typeof readCollection> | undefined;
  let dataset: ReturnType<typeof readData> | undefined;
  let network: ReturnType<typeof readNetwork> | undefined;
  host.readData = (path) => {
    dataset ??= readData(path);
    return dataset;
  };
  host.readCollection = (path, options) => {
    collection ??= readCollection(path, options);
    return collection;
  };
  host.readAlbum = (path, options) => {
    // Experiments on the same pictures may want them in other sizes or colours.
    const key = JSON.stringify([path, options]);
    if (album?.key !== key) album = { key, read: readAlbum(path, options) };
    return album.read;
  };
  host.readNetwork = (path, options) => {
    network ??= readNetwork(path, options);
    return network;
  };
}

/** An error about a field of the experiment with its line and column; others with the path that was asked for. */
export async function locate(error: unknown, file: ExperimentFile | undefined): Promise<unknown> {
  if (!(error instanceof FieldError) || !file) return error;
  const { placed } = await import("../experiment/parse");
  return placed(error, file.text, file.path);
}
