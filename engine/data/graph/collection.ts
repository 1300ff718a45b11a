// Many graphs as examples of their own: multi-graph folders, folders of classes, and files that hold several graphs.

import { InputError } from "../../errors";
import { countOf } from "../../words";
import type { Assumption, Column, Problem, ReadOptions } from "../dataset";
import type { Files } from "../files";
import { Hash } from "../hash";
import { Attributes } from "./attributes";
import { joinHashes } from "./citations";
import { chooseGraphFormat, graphFormatOf } from "./formats";
import { parseGraphJson } from "./json-text";
import { eachLine } from "./lines";
import { readMultiGraph } from "./multi-graph";
import type { EdgeNetwork, GraphCollection, Network, NetworkOptions } from "./network";
import { nodeLinkOf } from "./node-link";
import { joinNodeTable, readNodeTable } from "./node-table";

type CollectionOptions = NetworkOptions & ReadOptions;

/** Throws InputError where there are no graphs at that path. */
export async function readGraphCollection(
  files: Files,
  path: string,
  options: CollectionOptions = {},
): Promise<GraphCollection> {
  const stat = await files.stat(path);
  if (!stat) throw new InputError("There is no file or folder of this name.", { file: path });
  if (stat.kind === "file") {
    return /\.(jsonl|ndjson)$/i.test(path)
      ? readJsonLinesOfGraphs(files, path, options)
      : readSeveral(files, path, options);
  }
  const names = (await files.list(path)).sort();
  const indicator = names.find((name) => name.endsWith("_graph_indicator.txt"));
  if (indicator) return readMultiGraph(files, path, indicator.slice(0, -"_graph_indicator.txt".length), names, options);
  return readClassFolders(files, path, names, options);
}

/** Bytes that a file with a graph a line is told by. */
const glanceBytes = 1 << 12;

/**
 * Whether a path leads to many graphs that belong together: a folder with an indicator of graphs, or with labels.csv
 * beside graphs, or of folders that hold graphs, or a file with a graph a line.
 */
export async function isGraphCollection(files: Files, path: string): Promise<boolean> {
  const stat = await files.stat(path);
  if (stat?.kind === "file") {
    if (!/\.(jsonl|ndjson)$/i.test(path)) return false;
    const source = await files.open(path);
    const start = new TextDecoder().decode(await source.read(0, Math.min(source.size, glanceBytes)));
    return /"nodes"\s*:\s*\[/.test(start);
  }
  if (!stat) return false;
  const names = await files.list(path);
  if (names.some((name) => name.endsWith("_graph_indicator.txt"))) return true;
  if (names.includes("labels.csv")) return names.some((name) => graphFormatOf(name) !== undefined);
  let folders = 0;
  for (const name of names) {
    const inside = files.join(path, name);
    if ((await files.stat(inside))?.kind !== "folder") continue;
    if ((await files.list(inside)).some((inner) => graphFormatOf(inner) !== undefined)) folders++;
  }
  return folders > 1;
}

/** A file of GraphML, GEXF, GML or Pajek with several graphs. */
async function readSeveral(files: Files, path: string, options: CollectionOptions): Promise<GraphCollection> {
  const source = await files.open(path);
  const format = await chooseGraphFormat(source);
  const networks = await format.read(source, options);
  const graphs = networks.map((network, index) => edgesOnly(network, `graph ${index + 1}`));
  const assumptions = [{ text: `The file holds ${countOf(graphs.length, "graph")}.` }];
  return {
    name: source.name,
    format: format.name,
    hash: graphs[0].hash,
    graphs,
    graphColumns: [],
    assumptions,
    problems: [],
  };
}

function edgesOnly(network: Network, name: string): EdgeNetwork {
  if (network.kind === "graph") return network;
  throw new InputError("This is a hypergraph, and collections are of graphs.", { file: network.name ?? name });
}

/** One graph a line, with its label beside nodes and links. */
async function readJsonLinesOfGraphs(files: Files, path: string, options: CollectionOptions): Promise<GraphCollection> {
  const source = await files.open(path);
  const file = source.name;
  const hash = new Hash();
  const assumptions: Assumption[] = [];
  const problems: Problem[] = [];
  const lines: { text: string; line: number }[] = [];
  const decoder = new TextDecoder();
  await eachLine(source, options, hash, assumptions, (bytes, start, end, line) => {
    const text = decoder.decode(bytes.subarray(start, end));
    if (text.trim() !== "") lines.push({ text, line });
  });
  const digest = hash.digest();
  const attributes = new Attributes();
  const graphs: EdgeNetwork[] = [];
  for (const [index, { text, line }] of lines.entries()) {
    const place = { file, line };
    const object = parseGraphJson(text, place);
    if (object === null || typeof object !== "object" || Array.isArray(object)) {
      throw new InputError("This line is no object with “nodes” and “links”.", place);
    }
    const fields = object as Record<string, unknown>;
    graphs.push(edgesOnly(await nodeLinkOf(fields, place, options, digest), file));
    for (const [key, value] of Object.entries(fields)) {
      if (value !== null && typeof value !== "object" && !["directed", "multigraph"].includes(key))
        attributes.set(key, index, value);
    }
  }
  if (graphs.length === 0) throw new InputError("There are no graphs in this file.", { file, line: 1 });
  const graphLines = Uint32Array.from(lines, ({ line }) => line);
  const graphColumns = attributes.finish(graphs.length, { lines: graphLines, assumptions, problems });
  assumptions.push({ text: "Each line is a graph.", line: lines[0].line });
  return { name: file, format: "jsonl", hash: digest, graphs, graphColumns, graphLines, assumptions, problems };
}

/** Graph files in folders that are their classes, or in one folder with labels.csv (file, label). */
async function readClassFolders(
  files: Files,
  path: string,
  names: readonly string[],
  options: CollectionOptions,
): Promise<GraphCollection> {
  const found: { file: string; path: string; folder?: string }[] = [];
  for (const name of names) {
    const inside = files.join(path, name);
    if ((await files.stat(inside))?.kind !== "folder") {
      if (isGraphFile(name)) found.push({ file: name, path: inside });
      continue;
    }
    for (const inner of (await files.list(inside)).sort()) {
      if (isGraphFile(inner)) found.push({ file: `${name}/${inner}`, path: files.join(inside, inner), folder: name });
    }
  }
  if (found.length === 0) throw new InputError("There are no graphs in this folder.", { file: path });
  const graphs: EdgeNetwork[] = [];
  const assumptions: Assumption[] = [];
  const problems: Problem[] = [];
  for (const [index, { path: one }] of found.entries()) {
    options.signal?.throwIfAborted();
    const source = await files.open(one);
    const [network] = await (await chooseGraphFormat(source)).read(source, { ...options, progress: undefined });
    graphs.push(edgesOnly(network, source.name));
    options.progress?.((index + 1) / found.length);
  }
  const graphFiles = found.map(({ file }) => file);
  const hash = joinHashes(...graphFiles, ...graphs.map((graph) => graph.hash));
  const base = { name: files.nameOf(path), format: "folder", graphs, graphFiles };
  const folders = found.map(({ folder }) => folder);
  if (names.includes("labels.csv")) {
    const source = await files.open(files.join(path, "labels.csv"));
    const table = await readNodeTable(source, options);
    const holder = {
      kind: "graph",
      nodes: found.length,
      ids: graphFiles,
      nodeColumns: [],
      assumptions: [],
      problems: [],
    };
    const joined = joinNodeTable(holder as unknown as EdgeNetwork, table);
    if (joined.nodes > found.length) {
      const text = `labels.csv names “${joined.ids![found.length]}”, and there is no such graph in the folder.`;
      throw new InputError(text, { file: "labels.csv", line: 1 });
    }
    assumptions.push({ text: "Labels of the graphs are from labels.csv, by the names of their files." });
    return { ...base, hash: joinHashes(hash, table.hash), graphColumns: joined.nodeColumns, assumptions, problems };
  }
  const graphColumns: Column[] = [];
  if (folders.every((folder) => folder !== undefined)) {
    const categories = [...new Set(folders as string[])];
    const codes = Int32Array.from(folders as string[], (folder) => categories.indexOf(folder));
    const type = categories.length > 1 ? "category" : "constant";
    graphColumns.push({ name: "class", type, storage: "coded", codes, categories, missing: 0 });
    assumptions.push({
      text: `The folders are classes: ${countOf(categories.length, "class", "classes")} of ${countOf(graphs.length, "graph")}.`,
    });
  } else
    assumptions.push({
      text: "The graphs have no classes; put them in a folder a class, or add labels.csv with file and label.",
    });
  return { ...base, hash, graphColumns, assumptions, problems };
}

function isGraphFile(name: string): boolean {
  if (/^(labels|readme|license)\b/i.test(name)) return false;
  return graphFormatOf(name) !== undefined || /\.(txt|csv|tsv)$/i.test(name);
}
