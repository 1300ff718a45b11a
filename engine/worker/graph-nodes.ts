// Nodes, edges and hyperedges of an open graph as a person reads them: rows of a table, neighbours, lines of the file.

import { cellText } from "../data/cells";
import type { Column } from "../data/dataset";
import { type Hypernetwork, type Network, nodeId } from "../data/graph/network";
import { InputError } from "../errors";
import { graphOf } from "../graph/matrices";
import type { Breathe } from "../tasks/table/matrix";
import { countOf } from "../words";
import type { HyperedgeDetails, HyperedgeRow, NodeDetails, NodeRow } from "./graph-api";
import type { OpenGraph } from "./open-graphs";

/** Neighbours and hyperedges that are listed with a node, and members with a hyperedge. */
const neighbourLimit = 200;
/** Nodes that a search looks at between two breaths. */
const searchSlice = 20_000;

/** The rows of a page of the nodes whose id or column contains the text, whatever the case. */
export async function findNodes(
  graph: OpenGraph,
  { text = "", offset, count }: { text?: string; offset: number; count: number },
  breathe: Breathe,
): Promise<{ total: number; rows: NodeRow[] }> {
  const { network } = graph;
  const wanted = text.trim().toLowerCase();
  const page: number[] = [];
  let total = 0;
  for (let node = 0; node < network.nodes; node++) {
    if (node % searchSlice === searchSlice - 1) await breathe();
    if (wanted !== "" && !contains(network, node, wanted)) continue;
    if (total >= offset && page.length < count) page.push(node);
    total++;
  }
  return { total, rows: page.map((node) => rowOf(graph, node)) };
}

export function nodeWithNeighbours(graph: OpenGraph, node: number): NodeDetails {
  const { rowPointers, columnIndices } = graphOf(graph.simple()).adjacency;
  const from = rowPointers[node];
  const to = Math.min(rowPointers[node + 1], from + neighbourLimit);
  return {
    ...rowOf(graph, node),
    neighbourCount: rowPointers[node + 1] - from,
    neighbours: Array.from(columnIndices.subarray(from, to), (other) => rowOf(graph, other)),
    ...(graph.network.kind === "hypergraph" ? { hyperedges: hyperedgesWith(graph.network, node) } : {}),
  };
}

/** @throws InputError where the graph has no such hyperedge */
export function hyperedgeWithMembers(graph: OpenGraph, hyperedge: number): HyperedgeDetails {
  const { network } = graph;
  if (network.kind !== "hypergraph" || !(hyperedge >= 0 && hyperedge < network.hyperedges)) {
    throw new InputError(`The graph has no hyperedge ${hyperedge + 1}.`, { file: network.name });
  }
  return {
    ...hyperedgeRow(network, hyperedge),
    columns: network.hyperedgeColumns.map((column) => [column.name, cellText(column, hyperedge)]),
    members: membersOf(network, hyperedge)
      .slice(0, neighbourLimit)
      .map((node) => rowOf(graph, node)),
  };
}

function hyperedgesWith(network: Hypernetwork, node: number): HyperedgeRow[] {
  const rows: HyperedgeRow[] = [];
  for (let edge = 0; edge < network.hyperedges && rows.length < neighbourLimit; edge++) {
    const members = network.members.subarray(network.pointers[edge], network.pointers[edge + 1]);
    if (members.includes(node)) rows.push(hyperedgeRow(network, edge));
  }
  return rows;
}

function hyperedgeRow(network: Hypernetwork, hyperedge: number): HyperedgeRow {
  const id = network.hyperedgeIds?.[hyperedge];
  const line = network.hyperedgeLines?.[hyperedge];
  return {
    hyperedge,
    ...(id === undefined ? {} : { id }),
    ...(line ? { line } : {}),
    size: membersOf(network, hyperedge).length,
    weight: network.weights?.[hyperedge] ?? 1,
  };
}

/** Each once, in the order of the file. */
const membersOf = ({ members, pointers }: Hypernetwork, hyperedge: number): number[] => [
  ...new Set(members.subarray(pointers[hyperedge], pointers[hyperedge + 1])),
];

/** The line of an edge, or of the first hyperedge, that holds both nodes. */
export function lineOfEdge({ network, simple }: OpenGraph, source: number, target: number): number | undefined {
  if (network.kind === "hypergraph") {
    for (let edge = 0; edge < network.hyperedges; edge++) {
      const members = network.members.subarray(network.pointers[edge], network.pointers[edge + 1]);
      if (members.includes(source) && members.includes(target)) return network.hyperedgeLines?.[edge] || undefined;
    }
    return undefined;
  }
  const graph = simple();
  if (!("adjacency" in graph)) return undefined;
  const { rowPointers, columnIndices } = graph.adjacency;
  const at = columnIndices.subarray(rowPointers[source], rowPointers[source + 1]).indexOf(target);
  return at < 0 ? undefined : network.edgeLines?.[graph.fileEdges[rowPointers[source] + at]] || undefined;
}

/** The node that is declared on a line, or the one that the edge there begins at. */
export function nodeOnLine(network: Network, line: number): number | undefined {
  const node = network.nodeLines?.indexOf(line) ?? -1;
  if (node >= 0) return node;
  if (network.kind === "hypergraph") {
    const edge = network.hyperedgeLines?.indexOf(line) ?? -1;
    return edge < 0 ? undefined : network.members[network.pointers[edge]];
  }
  const edge = network.edgeLines?.indexOf(line) ?? -1;
  return edge < 0 ? undefined : network.sources[edge];
}

/** Values of a column of numbers, NaN where one is missing, or class indices with the names of the classes. */
export function columnOf(network: Network, name: string): { values: Float64Array; classes?: string[] } {
  const column = namedColumn(network, name);
  if (column.storage === "numeric") return { values: column.values };
  return {
    values: Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code)),
    classes: column.categories,
  };
}

/**
 * A column as a signal on the nodes.
 * @throws InputError when it holds no numbers, or none for some nodes
 */
export function signalOfColumn(network: Network, name: string): Float64Array {
  const { storage, missing } = namedColumn(network, name);
  if (storage !== "numeric") {
    throw new InputError(`“${name}” holds no numbers: choose another column.`, { file: network.name });
  }
  if (missing > 0) {
    const message = `“${name}” has no value for ${countOf(missing, "node")}: fill them in, or choose another column.`;
    throw new InputError(message, { file: network.name });
  }
  return columnOf(network, name).values;
}

function namedColumn({ nodeColumns, name: file }: Network, name: string): Column {
  const column = nodeColumns.find((one) => one.name === name);
  if (!column) throw new InputError(`The nodes have no column “${name}”.`, { file });
  return column;
}

function rowOf({ network, degrees }: OpenGraph, node: number): NodeRow {
  const line = network.nodeLines?.[node];
  return {
    node,
    id: nodeId(network, node),
    ...(line ? { line } : {}),
    degree: degrees()[node],
    values: network.nodeColumns.map((column) => cellText(column, node)),
  };
}

function contains(network: Network, node: number, wanted: string): boolean {
  return (
    nodeId(network, node).toLowerCase().includes(wanted) ||
    network.nodeColumns.some((column) => cellText(column, node).toLowerCase().includes(wanted))
  );
}
