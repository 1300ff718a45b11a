// Tables of nodes beside a graph: read as tables are, or cut at blanks, and joined by id.

import { InputError } from "../../errors";
import { countOf } from "../../words";
import { readWhole } from "../bytes";
import { bytesSource } from "../bytes-source";
import { cellText, columnNamed } from "../cells";
import type { ByteSource, Column, Dataset, ReadOptions } from "../dataset";
import { formatOf, readDataset } from "../formats";
import { quoted } from "../listing";
import { positionsOfColumns } from "./builder";
import { type Network, nodeId } from "./network";
import { blanks, judgeLayout } from "./records";

/** A table whose cells may be separated by blanks. */
export async function readNodeTable(source: ByteSource, options: ReadOptions = {}): Promise<Dataset> {
  const start = await source.read(0, Math.min(source.size, 1 << 16));
  const { delimiter } = judgeLayout(start, start.length === source.size);
  if (formatOf(source.name) || delimiter !== blanks || source.size === 0) return readDataset(source, options);
  const bytes = await readWhole(source, options);
  const tabbed = bytes.map((byte) => (byte === 32 ? 9 : byte));
  const { name: _, ...dataset } = await readDataset(bytesSource(`${source.name}.tsv`, tabbed), options);
  return { ...dataset, name: source.name };
}

/** A text that equal numbers share: "7", "7.0" and "007". */
const numberKey = (text: string) => (text.trim() !== "" && Number.isFinite(Number(text)) ? String(Number(text)) : text);

/**
 * The network with the table's columns. Rows whose id no edge names become nodes of their own; of several rows with one
 * id the first counts. Without `idColumn` it is the column whose values are ids of most nodes. Throws InputError where
 * no column fits.
 */
export function joinNodeTable<T extends Network>(network: T, dataset: Dataset, idColumn?: string): T {
  const byId = new Map<string, number>();
  for (let node = 0; node < network.nodes; node++) byId.set(nodeId(network, node), node);
  const column = idColumn === undefined ? bestColumn(dataset, byId) : columnNamed(dataset, idColumn);
  const texts = Array.from({ length: dataset.rows }, (_, row) => cellText(column, row));
  const exact = texts.filter((text) => byId.has(text)).length;
  const assumptions = [...network.assumptions];
  let key = (text: string) => text;
  if (exact < Math.min(dataset.rows, network.nodes)) {
    // A table reads 007 as the number 7; where that is one id only, the two are joined.
    const loose = new Map([...byId.keys()].map((id) => [numberKey(id), id]));
    if (loose.size === byId.size && texts.filter((text) => loose.has(numberKey(text))).length > exact) {
      key = (text) => loose.get(numberKey(text)) ?? text;
      assumptions.push({ text: "Ids of the table are compared as numbers, so that 7 is 007." });
    }
  }
  const rowOf: number[] = new Array(network.nodes).fill(-1);
  const added: string[] = [];
  let [joined, twice, blank] = [0, 0, 0];
  for (let row = 0; row < dataset.rows; row++) {
    const id = key(texts[row]);
    if (id === "") {
      blank++;
      continue;
    }
    let node = byId.get(id);
    if (node === undefined) {
      node = network.nodes + added.push(id) - 1;
      byId.set(id, node);
    } else if (rowOf[node] >= 0) {
      twice++;
      continue;
    } else if (node < network.nodes) joined++;
    rowOf[node] = row;
  }
  if (joined === 0) {
    const text = `No value of ${quoted(column.name)} is the id of a node, so this table does not belong to the graph; name its id column.`;
    throw new InputError(text, { file: dataset.name, line: dataset.lines?.[0] });
  }
  const table = dataset.name ?? "the table";
  assumptions.push({ text: `${countOf(joined, "node")} found in ${table} by ${quoted(column.name)}.` });
  const say = (count: number, what: string) => {
    if (count > 0) assumptions.push({ text: `${countOf(count, "row")} of ${table} ${what}.` });
  };
  say(added.length, added.length === 1 ? "is a node without edges" : "are nodes without edges");
  say(twice, `${twice === 1 ? "repeats" : "repeat"} an id; the first one counts`);
  say(blank, `without an id ${blank === 1 ? "is" : "are"} left out`);
  const unknown = network.nodes - joined;
  if (unknown > 0)
    assumptions.push({
      text: `${countOf(unknown, "node")} of the graph ${unknown === 1 ? "is" : "are"} not in ${table} and ${unknown === 1 ? "has" : "have"} no values.`,
    });
  assumptions.push(...dataset.assumptions.map(({ text }) => ({ text: `${table}: ${text}` })));
  const others = dataset.columns.filter((other) => other !== column);
  const own = network.nodeColumns.map((existing) =>
    pick(
      existing,
      rowOf.map((_, node) => (node < network.nodes ? node : -1)),
    ),
  );
  const taken = new Set(own.map(({ name }) => name));
  const nodeColumns = [
    ...own,
    ...others.map((other) => ({
      ...pick(other, rowOf),
      name: taken.has(other.name) ? `${other.name} (table)` : other.name,
    })),
  ];
  const nodes = network.nodes + added.length;
  const allIds =
    added.length > 0
      ? Array.from({ length: network.nodes }, (_, node) => nodeId(network, node)).concat(added)
      : network.ids;
  const lines = new Uint32Array(nodes);
  if (network.nodeLines) lines.set(network.nodeLines);
  const grown = added.length > 0;
  return {
    ...network,
    nodes,
    ids: allIds,
    firstId: allIds ? undefined : network.firstId,
    nodeLines: network.nodeLines && lines,
    nodeColumns,
    features: grown && network.features ? withRows(network.features, nodes) : network.features,
    positions: (grown ? undefined : network.positions) ?? positionsOfColumns(nodeColumns, assumptions),
    assumptions,
    problems: [...network.problems, ...dataset.problems.map(({ line: _, ...problem }) => problem)],
  };
}

function withRows(features: NonNullable<Network["features"]>, rows: number) {
  const rowPointers = new Uint32Array(rows + 1).fill(features.columnIndices.length);
  rowPointers.set(features.rowPointers);
  return { ...features, rowPointers };
}

function bestColumn(dataset: Dataset, byId: ReadonlyMap<string, number>): Column {
  // An age may be the id of a node by chance; ids hardly come again.
  const hits = (column: Column) => {
    const texts = new Set<string>();
    let [found, rows] = [0, 0];
    for (let row = 0; row < dataset.rows; row++) {
      const text = cellText(column, row);
      if (text === "") continue;
      rows++;
      if (!texts.has(text) && byId.has(text)) found++;
      texts.add(text);
    }
    return (
      (2 * texts.size < rows ? 0 : found) +
      (/^(id|node|nodeid|name|vertex)$/i.test(column.name.replace(/[^a-z]/gi, "")) ? 0.5 : 0)
    );
  };
  return dataset.columns.reduce((a, b) => (hits(b) > hits(a) ? b : a));
}

/** The rows of a column in another order; −1 is a missing value. */
function pick(column: Column, rows: readonly number[]): Column {
  if (column.storage === "numeric") {
    const values = Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : column.values[row]));
    return { ...column, values, missing: values.filter(Number.isNaN).length };
  }
  const codes = Int32Array.from(rows, (row) => (row < 0 ? -1 : column.codes[row]));
  return { ...column, codes, missing: codes.filter((code) => code < 0).length };
}
