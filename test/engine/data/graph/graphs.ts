// What tests of graph readers share: graphs from texts, and their edges in a few words.

import { readNetwork } from "../../../../engine/data/graph/formats";
import {
  type EdgeNetwork,
  type Hypernetwork,
  type Network,
  type NetworkOptions,
  nodeId,
} from "../../../../engine/data/graph/network";
import { textSource } from "../source";

export const readGraph = (text: string, name = "graph.txt", options: NetworkOptions = {}, piece?: number) =>
  readNetwork(textSource(text, name, piece), options);

export async function graph(text: string, name = "graph.txt", options: NetworkOptions = {}): Promise<EdgeNetwork> {
  const network = await readGraph(text, name, options);
  if (network.kind !== "graph") throw new Error(`${name} is a hypergraph`);
  return network;
}

export async function hypergraph(text: string, name: string, options: NetworkOptions = {}): Promise<Hypernetwork> {
  const network = await readGraph(text, name, options);
  if (network.kind !== "hypergraph") throw new Error(`${name} is a graph`);
  return network;
}

/** "a-b" (or "a>b" when directed), with ":weight" where there are weights and "@line" where asked for. */
export function edges(network: EdgeNetwork, lines = false): string[] {
  return Array.from(network.sources, (source, e) => {
    const ends = [source, network.targets[e]].map((node) => nodeId(network, node));
    const weight = network.weights ? `:${network.weights[e]}` : "";
    return ends.join(network.directed ? ">" : "-") + weight + (lines ? `@${network.edgeLines![e]}` : "");
  });
}

export function hyperedges(network: Hypernetwork): string[] {
  return Array.from({ length: network.hyperedges }, (_, e) =>
    Array.from(network.members.subarray(network.pointers[e], network.pointers[e + 1]), (node) =>
      nodeId(network, node),
    ).join(" "),
  );
}

export const ids = (network: Network) => Array.from({ length: network.nodes }, (_, node) => nodeId(network, node));
export const told = (network: Pick<Network, "assumptions">) =>
  network.assumptions.map(({ text, line }) => (line === undefined ? text : `${line}: ${text}`)).join("\n");

/** Values of a node or edge column as text; "" where missing. */
export function values(columns: Network["nodeColumns"], name: string): string[] {
  const column = columns.find((candidate) => candidate.name === name);
  if (!column) throw new Error(`no column ${name} among ${columns.map((one) => one.name).join(", ")}`);
  if (column.storage === "numeric")
    return Array.from(column.values, (value) => (Number.isNaN(value) ? "" : String(value)));
  return Array.from(column.codes, (code) => (code < 0 ? "" : column.categories[code]));
}
