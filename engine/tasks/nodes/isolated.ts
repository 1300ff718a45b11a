// Nodes that no edge reaches, named, since a graph can tell a network nothing of them.

import { type Network, nodeId } from "../../data/graph/network";
import { firstOf } from "../../data/listing";
import type { CompleteModel } from "../../neural/graph/defaults";
import { countOf } from "../../words";
import type { NodeData } from "./node-data";

/** Nodes that are named one by one. */
const named = 8;

/** A sentence for nodes in no hyperedge, and one for training nodes without neighbours. */
export function isolatedWarnings(
  { network, degrees }: NodeData,
  model: CompleteModel,
  train: Uint32Array,
): { text: string; line?: number }[] {
  if (model.kind === "mlp") return [];
  if (network.kind === "hypergraph") {
    const alone = Uint32Array.from(degrees.keys()).filter((node) => degrees[node] === 0);
    if (alone.length === 0) return [];
    const [are, each, them] = alone.length === 1 ? ["is", "it has", "it"] : ["are", "each has", "them"];
    const fate =
      model.kind === "hgnn" && model.loops
        ? `${each} a hyperedge of its own, so that its own features count`
        : `the network sees nothing of ${them}: set model.loops to true`;
    return [sentenceOf(network, alone, `${countOf(alone.length, "node")} ${are} in no hyperedge`, fate)];
  }
  const alone = train.filter((node) => degrees[node] === 0);
  if (alone.length === 0) return [];
  const [have, they] = alone.length === 1 ? ["has", "it teaches"] : ["have", "they teach"];
  const what = `${countOf(alone.length, "training node")} ${have} no neighbours`;
  return [sentenceOf(network, alone, what, `${they} the network nothing about the graph`)];
}

function sentenceOf(network: Network, nodes: Uint32Array, what: string, then: string): { text: string; line?: number } {
  const ids = Array.from(nodes.subarray(0, named), (node) => nodeId(network, node));
  const line = network.nodeLines?.[nodes[0]];
  return { text: `${what} (${firstOf(ids, named, nodes.length)}): ${then}.`, ...(line ? { line } : {}) };
}
