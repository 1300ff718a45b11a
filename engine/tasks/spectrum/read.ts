// The graph that a spectrum experiment names: a graph file, a table whose rows join the nearest ones, or a picture's pixels.

import type { Files } from "../../data/files";
import type { Network } from "../../data/graph/network";
import { readNetworkPath } from "../../data/graph/path";
import { isGraphLike } from "../../data/graph/recognise";
import { isPicturePath } from "../../data/image/names";
import { FieldError } from "../../experiment/field-error";
import type { GraphInput } from "../../graph/matrices";
import { spectrumInput } from "../../graph/spectrum-input";
import type { SpectrumExperiment } from "./spec";

/** Bytes that a file is told to be a graph by. */
const glanceBytes = 1 << 16;
/** Tables, of which only the content says whether they are lists of edges. */
const tablePattern = /\.(csv|tsv|tab|jsonl?|ndjson|arff|npy|npz|parquet)$/i;
/** Nearest rows that a row of a table joins, and neighbours of a pixel, unless said. */
const usualNeighbours = { table: 10, picture: 4 };

type Data = SpectrumExperiment["data"];

/** How an experiment in the folder `base` wants its graph to be read; the table of nodes by its path. */
function readingOf(files: Files, { nodes, id, weight, neighbours }: Data, base: string) {
  return {
    ...(nodes === undefined ? {} : { nodes: files.join(base, nodes) }),
    ...(id === undefined ? {} : { id }),
    ...(weight === undefined ? {} : { weight }),
    ...(neighbours === undefined ? {} : { neighbours }),
  };
}

/** `data.neighbours` where it is needed to make a graph of the file and the experiment does not say it. */
export async function neighboursFor(files: Files, path: string): Promise<number | undefined> {
  if ((await files.stat(path))?.kind !== "file") return undefined;
  if (isPicturePath(path)) return usualNeighbours.picture;
  const source = await files.open(path);
  if (!tablePattern.test(source.name)) return undefined;
  return isGraphLike(source.name, await source.read(0, Math.min(source.size, glanceBytes)))
    ? undefined
    : usualNeighbours.table;
}

export interface SpectrumGraph {
  network: Network;
  /** What is made of it, with directions as the experiment says. */
  input: GraphInput;
}

/**
 * The graph at `path`, and `data` with the neighbours that it was made with.
 * @throws InputError where there is no graph, at the field that is wrong where one is
 */
export async function readGraphOf(
  files: Files,
  path: string,
  data: Data,
  base: string,
): Promise<SpectrumGraph & { data: Data }> {
  if (data.nodes !== undefined && (await files.stat(files.join(base, data.nodes))) === null) {
    const message = `There is no table ${data.nodes} here: put it back, or correct data.nodes.`;
    throw new FieldError(["data", "nodes"], message, { file: files.join(base, data.nodes) });
  }
  const neighbours = data.neighbours ?? (await neighboursFor(files, path));
  const complete = neighbours === undefined ? data : { ...data, neighbours };
  const network = await readNetworkPath(files, path, readingOf(files, complete, base));
  return { network, input: spectrumInput(network, complete), data: complete };
}
