// Adjacency matrices as tables: with or without names over the columns and before the rows.

import { InputError } from "../../errors";
import { countOf } from "../../words";
import type { Assumption, ByteSource, ReadOptions } from "../dataset";
import { growingFloats, growingLines } from "../growing";
import { Hash } from "../hash";
import { isMissing } from "../missing";
import { namedEnds } from "./edge-layout";
import { excerpt } from "./lines";
import type { EdgeNetwork, NetworkOptions } from "./network";
import { cellTexts, eachRecord, type Layout } from "./records";

const numeric = /^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i;
const numberOf = (cell: string) => (numeric.test(cell) ? Number(cell.replace(",", ".")) : Number.NaN);
const isEntry = (cell: string) => isMissing(cell) || !Number.isNaN(numberOf(cell));

/** How the names of nodes stand around the matrix. */
interface Frame {
  header: boolean;
  rowNames: boolean;
  /** Names over the columns, without the corner. */
  names: string[];
}

/** The frame of a matrix, if the first records look like the rows of one; undefined where they do not. */
export function adjacencyFrame({ records }: Layout, whole: boolean): Frame | undefined {
  const [first, ...rest] = records;
  if (!first || rest.length === 0 || namedEnds(first.cells, true)) return undefined;
  const body = rest.map(({ cells }) => cells);
  if (isMeant(first.cells, body)) return { header: true, rowNames: true, names: first.cells.slice(1) };
  const width = body[0].length;
  if (body.some((cells) => cells.length !== width)) return undefined;
  const headed = !first.cells.every(isEntry) || first.cells[0] === "";
  const before = body.map((cells) => cells[0]);
  for (const names of [first.cells.slice(1), first.cells]) {
    const known = new Set(names);
    if (names.length !== width - 1 || known.size !== names.length || !before.every((name) => known.has(name))) continue;
    if (body.every((cells) => cells.slice(1).every(isEntry))) {
      const corner = names.length < first.cells.length;
      // Numbers that count rows and columns are names only where a corner says so.
      if (headed || (corner && first.cells[0] === "0" && names.length > 2))
        return { header: true, rowNames: true, names };
    }
  }
  if (!body.every((cells) => cells.every(isEntry))) return undefined;
  const rows = headed ? body : [first.cells, ...body];
  if (first.cells.length !== width || (whole ? rows.length !== width : rows.length > width)) return undefined;
  if ((width < 4 || headed) && !isSymmetric(rows)) return undefined;
  if (width < 3 || new Set(first.cells).size < (headed ? width : 0)) return undefined;
  return { header: headed, rowNames: false, names: headed ? first.cells : [] };
}

/** A matrix by its names, whatever is wrong with it: most rows have the name of a column, beside a corner without one. */
function isMeant([corner, ...names]: readonly string[], body: readonly (readonly string[])[]): boolean {
  const known = new Set(names);
  if (corner !== "" || names.length < 3 || known.size < names.length || names.every((name) => isEntry(name)))
    return false;
  return body.filter(([name]) => known.has(name)).length > body.length / 2;
}

/** Of the part of the matrix that is there; the diagonal must be 0. */
export function isSymmetric(rows: readonly string[][]): boolean {
  return rows.every((cells, i) => {
    const own = numberOf(cells[i]) || 0;
    return (
      own === 0 && cells.every((cell, j) => j >= rows.length || (numberOf(cell) || 0) === (numberOf(rows[j][i]) || 0))
    );
  });
}

/** Throws InputError for a matrix that is not square, for names that differ, and for entries that are no numbers. */
export async function readAdjacency(
  source: ByteSource,
  options: NetworkOptions & ReadOptions = {},
): Promise<EdgeNetwork[]> {
  const file = source.name;
  const hash = new Hash();
  const assumptions: Assumption[] = [];
  const entries = { sources: growingLines(), targets: growingLines(), values: growingFloats() };
  const rowLines = growingLines();
  const rowNames: string[] = [];
  let frame: Frame = { header: false, rowNames: false, names: [] };
  let columns = 0;
  let empty = 0;
  let emptyLine = 0;
  await eachRecord(source, options, hash, assumptions, (layout, whole) => {
    frame = adjacencyFrame(layout, whole) ?? { header: false, rowNames: false, names: [] };
    const headerLine = frame.header ? layout.records[0].line : 0;
    const offset = frame.rowNames ? 1 : 0;
    columns = frame.header ? frame.names.length : (layout.records[0]?.cells.length ?? 0);
    return (record) => {
      const { line } = record;
      if (line === headerLine) return;
      const cells = cellTexts(record);
      if (cells.length - offset !== columns) {
        const text = `This row of the adjacency matrix has ${countOf(cells.length - offset, "entry", "entries")}, and there are ${countOf(columns, "column")}.`;
        throw new InputError(text, { file, line });
      }
      if (frame.rowNames) rowNames.push(cells[0]);
      for (let j = offset; j < cells.length; j++) {
        if (isMissing(cells[j])) {
          if (empty++ === 0) emptyLine = line;
          continue;
        }
        const value = numberOf(cells[j]);
        if (Number.isNaN(value)) {
          const text = `“${excerpt(cells[j])}” is no number, and this is an adjacency matrix; write 0 for no edge.`;
          throw new InputError(text, { file, line });
        }
        if (value === 0) continue;
        entries.sources.push(rowLines.length);
        entries.targets.push(j - offset);
        entries.values.push(value);
      }
      rowLines.push(line);
    };
  });
  const nodes = rowLines.length;
  if (nodes !== columns || nodes === 0) {
    const text = `An adjacency matrix is square, and this one has ${countOf(nodes, "row")} and ${countOf(columns, "column")}.`;
    throw new InputError(text, { file, line: 1 });
  }
  const nodeLines = rowLines.finish();
  const targets = entries.targets.finish();
  if (frame.rowNames) renumber(targets, frame.names, rowNames, nodeLines, file, assumptions);
  const read = { sources: entries.sources.finish(), targets, values: entries.values.finish() };
  assumptions.push({
    text: "The table is read as an adjacency matrix, row to column; an entry of 0 is no edge.",
    line: nodeLines[0],
  });
  if (empty > 0) {
    const text = `${countOf(empty, "empty entry", "empty entries")} ${empty === 1 ? "counts" : "count"} as 0.`;
    assumptions.push({ text, line: emptyLine });
  }
  const { edges, directed } = settleDirections(read, nodes, nodeLines, options, assumptions);
  const named = frame.rowNames ? rowNames : frame.header ? frame.names : undefined;
  return [
    {
      name: file,
      format: "adjacency",
      hash: hash.digest(),
      kind: "graph",
      nodes,
      ids: named,
      firstId: named ? undefined : 0,
      nodeLines,
      nodeColumns: [],
      directed,
      sources: edges.sources,
      targets: edges.targets,
      weights: options.weight === null || edges.values.every((value) => value === 1) ? undefined : edges.values,
      edgeLines: Uint32Array.from(edges.sources, (node) => nodeLines[node]),
      edgeColumns: [],
      assumptions,
      problems: [],
    },
  ];
}

/** Columns that come in another order than the rows are put in the order of the rows. */
function renumber(
  targets: Uint32Array,
  names: readonly string[],
  rowNames: readonly string[],
  lines: Uint32Array,
  file: string,
  assumptions: Assumption[],
): void {
  const rows = new Map(rowNames.map((name, row) => [name, row]));
  if (rows.size < rowNames.length) {
    const row = rowNames.findIndex((name, index) => rows.get(name) !== index);
    throw new InputError(`Two rows are called “${rowNames[row]}”; names of nodes must differ.`, {
      file,
      line: lines[row],
    });
  }
  const order = names.map((name) => rows.get(name));
  const missing = order.indexOf(undefined);
  if (missing >= 0) {
    throw new InputError(`There is a column “${names[missing]}”, but no row of that name.`, { file, line: 1 });
  }
  if (order.every((row, column) => row === column)) return;
  for (let e = 0; e < targets.length; e++) targets[e] = order[targets[e]]!;
  assumptions.push({ text: "Rows and columns come in different order and are joined by name." });
}

interface Entries {
  sources: Uint32Array;
  targets: Uint32Array;
  values: Float64Array;
}

/** A symmetric matrix has each edge once; another one is directed unless that is not wanted. */
function settleDirections(
  entries: Entries,
  nodes: number,
  lines: Uint32Array,
  options: NetworkOptions,
  assumptions: Assumption[],
): { edges: Entries; directed: boolean } {
  const { sources, targets, values } = entries;
  const asked = options.directed;
  const byPair = new Map<number, number>();
  for (let e = 0; e < sources.length; e++) byPair.set(sources[e] * nodes + targets[e], values[e]);
  const odd = sources.findIndex((source, e) => byPair.get(targets[e] * nodes + source) !== values[e]);
  if (asked !== undefined)
    assumptions.push({ text: `Edges are taken as ${asked ? "directed" : "undirected"}, as asked for.` });
  if (odd >= 0 || asked) {
    if (odd >= 0) {
      const text = `The matrix is not symmetric (the first entry without an equal one across is in this row)${asked === undefined ? ", so its edges are directed" : ""}.`;
      assumptions.push({ text, line: lines[sources[odd]] });
    }
    return { edges: entries, directed: asked ?? true };
  }
  assumptions.push({
    text: "The matrix is symmetric, so edges are undirected and each is taken once, from the upper triangle.",
  });
  const kept = [...sources.keys()].filter((e) => sources[e] <= targets[e]);
  return {
    edges: {
      sources: Uint32Array.from(kept, (e) => sources[e]),
      targets: Uint32Array.from(kept, (e) => targets[e]),
      values: Float64Array.from(kept, (e) => values[e]),
    },
    directed: false,
  };
}
