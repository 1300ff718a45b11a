// A finished network on a graph, the one it was trained on or another: the pairs without an edge that most look like one.

import type { Executor } from "../../core/executor";
import type { Network } from "../../data/graph/network";
import { InputError } from "../../errors";
import type { TensorFile } from "../../export/safetensors";
import { linkReader } from "../../neural/graph/link-reader";
import { graphNetwork } from "../../neural/graph/node-network";
import { countOf } from "../../words";
import { encodeNodes, type NodeEncoder } from "../nodes/features";
import { nodeData } from "../nodes/node-data";
import { evaluationOf, type TrainedModel } from "../nodes/training";
import { type Breathe, paced } from "../table/matrix";
import { edgesOnly } from "./examples";
import type { LinksExperiment } from "./spec";

export interface FinishedLinks {
  experiment: LinksExperiment;
  encoder: NodeEncoder;
  weights: TensorFile["tensors"];
}

/** Ends of a pair that no edge joins, and the probability of an edge that the network gives it. */
export interface LikelyLink {
  first: number;
  second: number;
  probability: number;
}

/** With more nodes there are too many pairs to look at all of them. */
const mostNodes = 50_000;

const loss = { name: "softmaxCrossEntropy" } as const;

/**
 * The `count` likeliest of all pairs without an edge, best first. The network sees all edges of the graph.
 * @throws InputError where the graph has not what the network was trained on, or too many nodes
 */
export async function likeliestLinks(
  { experiment, encoder, weights }: FinishedLinks,
  network: Network,
  executor: Executor,
  breathe: Breathe,
  count: number,
): Promise<{ links: LikelyLink[]; unseen: number; unreadable: number }> {
  if (network.nodes > mostNodes) {
    const message = `The graph has ${countOf(network.nodes, "node")}, too many to look at all pairs of them: up to ${mostNodes} it can be done.`;
    throw new InputError(message, { file: network.name });
  }
  const data = nodeData(edgesOnly(network));
  const { features, ...notes } = encodeNodes(encoder, data);
  const inputs = { nodes: network.nodes, features, ...data.edges };
  const units = experiment.embedding!;
  // One pair, since a network gives nothing without an example; what its last layer makes of all nodes is looked at.
  const reader = linkReader({ first: [0], second: [0], truth: [0], capacity: 1, units });
  const options = { seed: 0, loss, training: { optimizer: "gradientDescent" } } as const;
  const built = graphNetwork(inputs, experiment.model as TrainedModel, reader, options);
  const pace = paced(breathe);
  const { session, evaluate, layer } = evaluationOf(built, { evaluate: built.graphs.evaluate }, loss, executor, pace);
  try {
    for (const [name, { values }] of weights) session.write(name, values);
    await evaluate(Uint32Array.of(0));
    const links = await largestProducts(layer("logits"), units, data, count, pace);
    return { links, ...notes };
  } finally {
    session.close();
  }
}

async function largestProducts(
  z: Float32Array,
  units: number,
  { edges, network: { nodes } }: ReturnType<typeof nodeData>,
  count: number,
  breathe: Breathe,
): Promise<LikelyLink[]> {
  const { rowPointers, columnIndices } = edges.adjacency!;
  const joined = new Int32Array(nodes).fill(-1);
  let found: { first: number; second: number; score: number }[] = [];
  let least = Number.NEGATIVE_INFINITY;
  const cut = (): void => {
    found.sort((a, b) => b.score - a.score || a.first - b.first || a.second - b.second);
    found = found.slice(0, count);
    if (found.length === count) least = found[count - 1].score;
  };
  for (let u = 0; u < nodes; u++) {
    for (let at = rowPointers[u]; at < rowPointers[u + 1]; at++) joined[columnIndices[at]] = u;
    for (let v = u + 1; v < nodes; v++) {
      if (joined[v] === u) continue;
      let score = 0;
      for (let j = 0; j < units; j++) score += z[u * units + j] * z[v * units + j];
      if (score > least) found.push({ first: u, second: v, score });
    }
    if (found.length > 2 * count) cut();
    await breathe();
  }
  cut();
  return found.map(({ first, second, score }) => ({ first, second, probability: 1 / (1 + Math.exp(-score)) }));
}
