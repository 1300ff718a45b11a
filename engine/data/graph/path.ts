// A graph by its path: a file with what belongs to it beside it, or a folder that holds a known set.

import { InputError } from "../../errors";
import { countOf, listOf } from "../../words";
import { readAll, readWhole } from "../bytes";
import type { ByteSource, Column, ReadOptions } from "../dataset";
import type { Files } from "../files";
import { readDataset } from "../formats";
import { readPicture } from "../image";
import { isPicturePath } from "../image/names";
import { joinHashes, readCitations } from "./citations";
import { readContent } from "./content";
import { graphFormatOf, readNetwork } from "./formats";
import { readHyperedges } from "./hyperedges";
import { nearestNeighbourGraph } from "./nearest-neighbours";
import { type EdgeNetwork, type Hypernetwork, type Network, type NetworkOptions, nodeId } from "./network";
import { joinNodeTable, readNodeTable } from "./node-table";
import { pixelGraph } from "./pixels";
import { parseSplits } from "./splits";

export interface NetworkPathOptions extends NetworkOptions, ReadOptions {
  /** Path of a table of the nodes, and its column of ids; without it, the one that lies beside the file (see `nodeTableNames`). */
  nodes?: string;
  id?: string;
  /** Read in place of the file at the path: text that is not saved yet. */
  unsaved?: ByteSource;
  /** Joins each row of a table to so many nearest rows, or each pixel of a picture to 4 (unless said) or 8 others. */
  neighbours?: number;
}

/** Pixels of a picture that is made a graph of, at most: its nodes alone take some hundred megabytes. */
const mostPixels = 4_000_000;

/** Throws InputError where there is no graph at that path. */
export async function readNetworkPath(files: Files, path: string, options: NetworkPathOptions = {}): Promise<Network> {
  const stat = await files.stat(path);
  if (!stat && !options.unsaved) throw new InputError("There is no file or folder of this name.", { file: path });
  const isFolder = stat?.kind === "folder";
  const network = await (isFolder ? readFolder(files, path, options) : readFile(files, path, options));
  const beside = options.nodes === undefined && !isFolder ? await tableBeside(files, path) : undefined;
  const nodes = options.nodes ?? beside;
  if (nodes === undefined) return network;
  const table = await readNodeTable(await openFile(files, nodes), options);
  const joined = joinNodeTable(network, table, options.id);
  if (beside === undefined) return { ...joined, hash: joinHashes(network.hash, table.hash) };
  const nodeTable = files.nameOf(beside);
  const assumptions = [
    ...joined.assumptions,
    { text: `Nodes are described by ${nodeTable}, which lies beside the file.` },
  ];
  return { ...joined, nodeTable, assumptions, hash: joinHashes(network.hash, table.hash) };
}

/** Names of a table of the nodes that belongs to a table of edges: nodes for edges, karate-nodes for karate or karate-edges. */
export function nodeTableNames(name: string): string[] {
  const found = /^(.*?)([-_. ]?edges)?\.(csv|tsv|txt|edges|edgelist)$/i.exec(name);
  if (!found) return [];
  const [, stem, edges] = found;
  const endings = ["csv", "tsv"];
  if (stem === "") return endings.map((ending) => `nodes.${ending}`);
  const joints = edges && edges.length > "edges".length ? [edges[0]] : ["-", "_", "."];
  return joints.flatMap((joint) => endings.map((ending) => `${stem}${joint}nodes.${ending}`));
}

async function tableBeside(files: Files, path: string): Promise<string | undefined> {
  const wanted = nodeTableNames(files.nameOf(path)).map((name) => name.toLowerCase());
  if (wanted.length === 0) return undefined;
  const folder = files.folderOf(path);
  const name = (await files.list(folder)).find((one) => wanted.includes(one.toLowerCase()));
  return name === undefined ? undefined : files.join(folder, name);
}

async function openFile(files: Files, path: string): Promise<ByteSource> {
  if ((await files.stat(path))?.kind === "file") return files.open(path);
  throw new InputError("There is no file of this name.", { file: path });
}

/** Of .content and .cites, either one brings the other. */
async function readFile(files: Files, path: string, options: NetworkPathOptions): Promise<Network> {
  const pair = /^(.*)\.(content|cites)$/i.exec(files.nameOf(path));
  if (pair) {
    const folder = files.folderOf(path);
    const names = await files.list(folder);
    const named = (extension: string) =>
      names.find((name) => name.toLowerCase() === `${pair[1]}.${extension}`.toLowerCase());
    const [content, cites] = [named("content"), named("cites")];
    if (content && cites) return citationSet(files, folder, { content, cites, names }, options);
  }
  const source = options.unsaved ?? (await files.open(path));
  if (isPicturePath(source.name)) return readPixels(source, options);
  if (options.neighbours === undefined) return readNetwork(source, options);
  return nearestNeighbourGraph(await readDataset(source, options), {
    ...options,
    target: undefined,
    k: options.neighbours,
  });
}

async function readPixels(source: ByteSource, options: NetworkPathOptions): Promise<EdgeNetwork> {
  const { neighbours = 4 } = options;
  if (neighbours !== 4 && neighbours !== 8) {
    throw new InputError(`A pixel has 4 or 8 neighbours, not ${neighbours}.`, { file: source.name });
  }
  const { image } = await readPicture(source, { maxPixels: mostPixels });
  const { hash } = await readAll(source, options);
  return { ...pixelGraph(image, { neighbours }), name: source.name, hash };
}

async function readFolder(files: Files, path: string, options: NetworkPathOptions): Promise<Network> {
  const names = (await files.list(path)).sort();
  const ending = (extension: string) => names.filter((name) => name.toLowerCase().endsWith(extension));
  const [contents, cites] = [ending(".content"), ending(".cites")];
  if (contents.length > 0 && cites.length > 0) {
    return citationSet(files, path, { content: contents[0], cites: cites[0], names }, options);
  }
  if (names.includes("hyperedges.txt")) return hypergraphSet(files, path, names, options);
  const graphs: string[] = [];
  for (const name of names) {
    const inside = files.join(path, name);
    if (graphFormatOf(name) && !/\.json$/i.test(name) && (await files.stat(inside))?.kind === "file") graphs.push(name);
  }
  if (graphs.length === 1) return readFile(files, files.join(path, graphs[0]), options);
  const found =
    graphs.length > 1 ? `holds ${graphs.length} graphs (${listOf(graphs.slice(0, 3), "and")}, …)` : "holds no graph";
  throw new InputError(
    `This folder ${found}; open one file, or a folder with one of .content and .cites, or with hyperedges.txt.`,
    { file: path },
  );
}

async function citationSet(
  files: Files,
  folder: string,
  { content, cites, names }: { content: string; cites: string; names: string[] },
  options: NetworkPathOptions,
): Promise<EdgeNetwork> {
  const [first, second] = await Promise.all([content, cites].map((name) => files.open(files.join(folder, name))));
  const network = await readCitations(first, second, options);
  return withSplit(files, folder, names, network, options);
}

/** Adds the split that lies in the folder, if there is one, and its hash. */
async function withSplit<T extends Network>(
  files: Files,
  folder: string,
  names: readonly string[],
  network: T,
  options: ReadOptions,
): Promise<T> {
  const name = ["split.json", "splits.json"].find((candidate) => names.includes(candidate));
  if (name === undefined) return network;
  const bytes = await readWhole(await files.open(files.join(folder, name)), options);
  const text = new TextDecoder().decode(bytes);
  const splits = parseSplits(text, name, network);
  const { train, validation, test } = splits[0];
  const sizes = `${train.length} nodes train, ${validation.length} validate, ${test.length} test`;
  const which = splits.length > 1 ? `${splits.length} splits; in the first` : "a split:";
  const assumptions = [...network.assumptions, { text: `${name} gives ${which} ${sizes}.` }];
  return { ...network, splits, assumptions, hash: joinHashes(network.hash, text) };
}

/** hyperedges.txt with features.tsv, labels.txt and splits.json, as far as they are there; nodes are numbered from 0. */
async function hypergraphSet(
  files: Files,
  folder: string,
  names: readonly string[],
  options: NetworkPathOptions,
): Promise<Hypernetwork> {
  const open = (name: string) => files.open(files.join(folder, name));
  const [read] = await readHyperedges(await open("hyperedges.txt"), options);
  const hashes = [read.hash];
  const assumptions = [...read.assumptions];
  let nodes = 0;
  const nodeColumns: Column[] = [];
  let features: Hypernetwork["features"];
  let ids: Map<string, number> | undefined;
  let lines: Uint32Array | undefined;
  if (names.includes("features.tsv")) {
    const content = await readContent(await open("features.tsv"), options, false);
    const order = content.ids.finish(false);
    nodes = order.nodes;
    ids = new Map(Array.from({ length: nodes }, (_, node) => [nodeId(order, node), node]));
    ({ features, lines } = content);
    hashes.push(content.hash);
    assumptions.push(...content.assumptions.map(({ text }) => ({ text: `features.tsv: ${text}` })));
  }
  if (names.includes("labels.txt")) {
    const text = new TextDecoder().decode(await readWhole(await open("labels.txt"), options));
    const labels = text
      .trimEnd()
      .split(/\r?\n/)
      .map((label) => label.trim());
    if (nodes > 0 && labels.length !== nodes) {
      const message = `There are ${countOf(labels.length, "label")} and ${countOf(nodes, "node")}; each node has one line.`;
      throw new InputError(message, { file: "labels.txt", line: 1 });
    }
    nodes = labels.length;
    const categories = [...new Set(labels)];
    const codeOf = new Map(categories.map((label, code) => [label, code]));
    const codes = Int32Array.from(labels, (label) => codeOf.get(label)!);
    nodeColumns.push({ name: "class", type: "category", storage: "coded", codes, categories, missing: 0 });
    assumptions.push({ text: "labels.txt: the line of a node, counted from 0, has its class." });
    hashes.push(text);
  }
  const named =
    ids ?? (nodes > 0 ? new Map(Array.from({ length: nodes }, (_, node) => [String(node), node])) : undefined);
  if (!named) return withSplit(files, folder, names, read, options);
  const order = Uint32Array.from({ length: read.nodes }, (_, old) => {
    const node = named.get(nodeId(read, old));
    if (node !== undefined) return node;
    const text = `The hyperedges name the node “${nodeId(read, old)}”, which has neither features nor a label.`;
    throw new InputError(text, { file: "hyperedges.txt", line: read.nodeLines?.[old] });
  });
  const isolated = nodes - read.nodes;
  if (isolated > 0)
    assumptions.push({ text: `${countOf(isolated, "node")} ${isolated === 1 ? "is" : "are"} in no hyperedge.` });
  const allIds = [...named.keys()];
  const plain = allIds.every((id, node) => id === String(node));
  const network: Hypernetwork = {
    ...read,
    nodes,
    ids: plain ? undefined : allIds,
    firstId: plain ? 0 : undefined,
    nodeLines: lines ?? Uint32Array.from({ length: nodes }, (_, node) => node + 1),
    nodeColumns,
    features,
    members: read.members.map((member) => order[member]),
    hash: joinHashes(...hashes),
    assumptions,
  };
  return withSplit(files, folder, names, network, options);
}
