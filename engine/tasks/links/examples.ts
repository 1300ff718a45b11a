// The pairs of one run: who judges, what every node is known by, and the graph without the edges that are held out.

import type { Assumption } from "../../data/dataset";
import { type EdgeNetwork, type Network, nodeId } from "../../data/graph/network";
import { firstOf } from "../../data/listing";
import { InputError } from "../../errors";
import { neighbourCounts } from "../../graph/components";
import type { CsrMatrix } from "../../graph/csr";
import type { SimpleGraph } from "../../graph/simple-graph";
import type { NodeInputs } from "../../neural/graph/inputs";
import { countOf } from "../../words";
import { encodeNodes, fitNodeFeatures, type NodeEncoder } from "../nodes/features";
import type { NodeData } from "../nodes/node-data";
import type { JudgedExamples } from "../training/training";
import { pairClasses } from "./judging";
import type { LinksExperiment } from "./spec";
import { type LinkPairs, splitLinks } from "./split";

/** `rows` count the pairs. */
export interface LinkExamples extends JudgedExamples {
  encoder: NodeEncoder;
  pairs: LinkPairs;
  inputs: NodeInputs;
}

/** @throws InputError for a hypergraph, which has no links between two nodes */
export function edgesOnly(network: Network): EdgeNetwork {
  if (network.kind === "graph") return network;
  const message = "Links are pairs of nodes, and this is a hypergraph, whose hyperedges join any number of them.";
  throw new InputError(message, { file: network.name });
}

/** Nodes that are named one by one. */
const named = 8;

/** A sentence for nodes that none of the edges that are seen reaches; `informed` where nodes have features of their own. */
export function aloneWarning(
  network: Network,
  adjacency: CsrMatrix,
  informed: boolean,
): { text: string; line?: number }[] {
  const degrees = neighbourCounts(adjacency);
  const alone = Uint32Array.from(degrees.keys()).filter((node) => degrees[node] === 0);
  if (alone.length === 0) return [];
  const ids = Array.from(alone.subarray(0, named), (node) => nodeId(network, node));
  const [have, them] = alone.length === 1 ? ["has", "its"] : ["have", "their"];
  const line = network.nodeLines?.[alone[0]];
  const text = `${countOf(alone.length, "node")} ${have} no edge that the network sees (${firstOf(ids, named, alone.length)}): nothing${informed ? ` but ${them} features` : ""} can tell of ${them} links.`;
  return [{ text, ...(line ? { line } : {}) }];
}

/** Features are fitted on all nodes, which are all there when a link is asked about; degrees are of the edges that are seen. */
export function prepareLinks(
  { data }: LinksExperiment,
  { network, table, graph }: NodeData,
): { examples: LinkExamples; assumptions: Assumption[] } {
  const pairs = splitLinks(graph as SimpleGraph, edgesOnly(network), data.split!);
  const { truth, parts, lines, adjacency } = pairs;
  const degrees = neighbourCounts(adjacency);
  const train = Uint32Array.from({ length: network.nodes }, (_, node) => node);
  const assumptions: Assumption[] = [];
  const fitted = fitNodeFeatures(data, { network, table, train, degrees }, assumptions);
  const encoder: NodeEncoder = { ...fitted, target: { kind: "class", column: "edge", classes: pairClasses } };
  const { features } = encodeNodes(encoder, { network, table, degrees });
  const held = parts.validation.length + parts.test.length;
  if (held > 0) {
    const text = `${countOf(held / 2, "edge")} ${held === 2 ? "is" : "are"} held out of the graph that the network sees, and as many pairs without an edge judge beside them.`;
    assumptions.push({ text });
  }
  return {
    examples: {
      rows: Uint32Array.from(truth.keys()),
      lines,
      encoder,
      truth,
      outputs: pairClasses.length,
      parts,
      pairs,
      inputs: { nodes: network.nodes, features, adjacency },
    },
    assumptions,
  };
}
