// Folders in the layout of TU Dortmund's collections: all graphs in one list of edges, with an indicator of each node's graph.

import { InputError } from "../../errors";
import { countOf } from "../../words";
import { breathe } from "../bytes";
import type { Assumption, Problem, ReadOptions } from "../dataset";
import type { Files } from "../files";
import { growingFloats, growingLines } from "../growing";
import { Hash } from "../hash";
import { Attributes } from "./attributes";
import { joinHashes } from "./citations";
import { eachLine, excerpt, Words } from "./lines";
import type { EdgeNetwork, GraphCollection, NetworkOptions } from "./network";
import { lineText, numberFrom } from "./numbered";

/** Numbers of a file, line by line. */
interface Rows {
  values: Float64Array;
  /** Where each line begins. */
  pointers: Uint32Array;
  lines: Uint32Array;
  file: string;
  hash: string;
}

/**
 * `name`_A.txt (row, column), `name`_graph_indicator.txt, and as far as they are there `name`_graph_labels.txt,
 * _graph_attributes.txt, _node_labels.txt, _node_attributes.txt, _edge_labels.txt, _edge_attributes.txt; ids are
 * counted from 1. Throws InputError where the files do not agree.
 */
export async function readMultiGraph(
  files: Files,
  path: string,
  name: string,
  names: readonly string[],
  options: NetworkOptions & ReadOptions,
): Promise<GraphCollection> {
  const hashes: string[] = [];
  const read = async (suffix: string): Promise<Rows | undefined> => {
    const file = `${name}_${suffix}.txt`;
    if (!names.includes(file)) return undefined;
    const rows = await readRows(files, files.join(path, file), options);
    hashes.push(rows.hash);
    return rows;
  };
  const edges = await read("A");
  const indicator = (await read("graph_indicator"))!;
  if (!edges) throw new InputError(`The folder has no ${name}_A.txt with the edges.`, { file: path });
  const nodes = indicator.lines.length;
  const graphOf = indicator.values;
  const count = graphOf.reduce((most, graph) => Math.max(most, graph), 0);
  const first = new Uint32Array(count + 1);
  for (let node = 0; node < nodes; node++) {
    const graph = graphOf[node];
    if (!Number.isInteger(graph) || graph < 1 || graph > nodes || (node > 0 && graph < graphOf[node - 1])) {
      const text = "The graphs of nodes are counted from 1 and ascend; this line differs.";
      throw new InputError(text, { file: indicator.file, line: indicator.lines[node] });
    }
    first[graph] = node + 1;
  }
  for (let graph = 1; graph <= count; graph++) first[graph] ||= first[graph - 1];
  const assumptions: Assumption[] = [{ text: `${name}: nodes and graphs are counted from 1, over all graphs.` }];
  const problems: Problem[] = [];
  const groups = edgesByGraph(edges, graphOf, nodes, count);
  const symmetric = options.directed ? false : isSymmetric(edges);
  assumptions.push({
    text: symmetric
      ? "Every edge is listed both ways and taken once, without a direction."
      : `Edges are ${options.directed ? "directed" : "undirected"}, as they are listed.`,
    line: edges.lines[0],
  });
  const nodeParts = [await read("node_labels"), await read("node_attributes")] as const;
  const edgeParts = [await read("edge_labels"), await read("edge_attributes")] as const;
  for (const [part, rows] of [
    ...nodeParts.map((rows) => [rows, nodes]),
    ...edgeParts.map((rows) => [rows, edges.lines.length]),
  ] as [Rows | undefined, number][]) {
    if (part && part.lines.length !== rows) {
      const text = `There are ${countOf(part.lines.length, "line")} here, and ${countOf(rows, "line")} are needed, one each.`;
      throw new InputError(text, { file: part.file, line: 1 });
    }
  }
  const graphs: EdgeNetwork[] = [];
  for (let graph = 0; graph < count; graph++) {
    if (graph % 200 === 199) await breathe();
    const offset = first[graph];
    const size = first[graph + 1] - offset;
    const kept = [...groups[graph]].filter((e) => !symmetric || edges.values[2 * e] <= edges.values[2 * e + 1]);
    const context = { assumptions: [], problems: [] };
    const nodeColumns = columnsOf(
      nodeParts,
      Uint32Array.from({ length: size }, (_, i) => offset + i),
    );
    const edgeColumns = columnsOf(edgeParts, Uint32Array.from(kept));
    graphs.push({
      name: `${name} ${graph + 1}`,
      format: "multigraph",
      hash: "",
      kind: "graph",
      nodes: size,
      firstId: offset + 1,
      nodeLines: indicator.lines.slice(offset, offset + size),
      nodeColumns: nodeColumns.finish(size, context),
      directed: options.directed ?? false,
      sources: Uint32Array.from(kept, (e) => edges.values[2 * e] - 1 - offset),
      targets: Uint32Array.from(kept, (e) => edges.values[2 * e + 1] - 1 - offset),
      edgeLines: Uint32Array.from(kept, (e) => edges.lines[e]),
      edgeColumns: edgeColumns.finish(kept.length, context),
      assumptions: [],
      problems: [],
    });
  }
  const attributes = new Attributes();
  for (const [suffix, column] of [
    ["graph_labels", "class"],
    ["graph_attributes", "value"],
  ]) {
    const rows = await read(suffix);
    if (!rows) continue;
    if (rows.lines.length !== count) {
      const text = `There are ${countOf(rows.lines.length, "line")} for ${countOf(count, "graph")}; each has one.`;
      throw new InputError(text, { file: rows.file, line: 1 });
    }
    attributes.declare(column, column === "class");
    for (let graph = 0; graph < count; graph++)
      attributes.set(column, graph, String(rows.values[rows.pointers[graph]]));
  }
  const graphLines = Uint32Array.from({ length: count }, (_, graph) => indicator.lines[first[graph]] ?? 0);
  const graphColumns = attributes.finish(count, { lines: graphLines, assumptions, problems });
  return {
    name,
    format: "multigraph",
    hash: joinHashes(...hashes),
    graphs,
    graphColumns,
    graphLines,
    assumptions,
    problems,
  };
}

async function readRows(files: Files, path: string, options: ReadOptions): Promise<Rows> {
  const source = await files.open(path);
  const hash = new Hash();
  const words = new Words(false, true);
  const [values, pointers, lines] = [growingFloats(), growingLines(), growingLines()];
  await eachLine(source, options, hash, [], (bytes, start, end, line) => {
    const count = words.cut(bytes, start, end);
    if (count === 0) return;
    pointers.push(values.length);
    lines.push(line);
    for (let i = 0; i < count; i++) values.push(numberFrom(bytes, words, i, "number", { file: source.name, line }));
    if (source.name.endsWith("_A.txt") && count !== 2) {
      const text = `An edge is two numbers, and this line is “${excerpt(lineText(bytes, start, end))}”.`;
      throw new InputError(text, { file: source.name, line });
    }
  });
  return {
    values: values.finish(),
    pointers: pointers.finish(),
    lines: lines.finish(),
    file: source.name,
    hash: hash.digest(),
  };
}

/** Edges of each graph, by number. */
function edgesByGraph(edges: Rows, graphOf: Float64Array, nodes: number, count: number): number[][] {
  const groups: number[][] = Array.from({ length: count }, () => []);
  for (let e = 0; e < edges.lines.length; e++) {
    const [from, to] = [edges.values[2 * e], edges.values[2 * e + 1]];
    const place = { file: edges.file, line: edges.lines[e] };
    for (const node of [from, to]) {
      if (Number.isInteger(node) && node >= 1 && node <= nodes) continue;
      throw new InputError(`${node} is no node: they are numbered from 1 to ${nodes}.`, place);
    }
    const graph = graphOf[from - 1];
    if (graphOf[to - 1] !== graph) {
      throw new InputError(
        `This edge joins graph ${graph} to graph ${graphOf[to - 1]}; edges stay within a graph.`,
        place,
      );
    }
    groups[graph - 1].push(e);
  }
  return groups;
}

function isSymmetric({ values, lines }: Rows): boolean {
  const key = (a: number, b: number) => a * 2 ** 26 + b;
  const all = new Set(Array.from(lines, (_, e) => key(values[2 * e], values[2 * e + 1])));
  return lines.every((_, e) => all.has(key(values[2 * e + 1], values[2 * e])));
}

/** Labels, then attributes, of the rows. */
function columnsOf([labels, attributes]: readonly [Rows | undefined, Rows | undefined], rows: Uint32Array): Attributes {
  const all = new Attributes();
  for (const [part, name] of [
    [labels, "label"],
    [attributes, "attribute"],
  ] as const) {
    if (!part) continue;
    for (const [index, row] of rows.entries()) {
      const end = part.pointers[row + 1] ?? part.values.length;
      const width = end - part.pointers[row];
      for (let i = 0; i < width; i++) {
        const column = width === 1 ? name : `${name}${i + 1}`;
        all.declare(column, name === "label");
        all.set(column, index, String(part.values[part.pointers[row] + i]));
      }
    }
  }
  return all;
}
