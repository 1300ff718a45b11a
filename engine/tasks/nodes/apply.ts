// A finished network on a graph, the one it was trained on or another: predictions of nodes, and what they collect.

import type { Executor } from "../../core/executor";
import { type Network, nodeId } from "../../data/graph/network";
import { InputError } from "../../errors";
import type { TensorFile } from "../../export/safetensors";
import { contributionsOf } from "../../neural/graph/contributions";
import type { CompleteModel } from "../../neural/graph/defaults";
import type { NodeInputs } from "../../neural/graph/inputs";
import { nodeNetwork } from "../../neural/graph/node-network";
import type { Breathe } from "../table/matrix";
import { tableTaskOf } from "./examples";
import { encodeNodes, type NodeEncoder } from "./features";
import { nodeData } from "./node-data";
import type { NodesExperiment } from "./spec";
import { type Evaluation, evaluationOf } from "./training";

export interface FinishedNetwork {
  experiment: NodesExperiment;
  encoder: NodeEncoder;
  weights: TensorFile["tensors"];
}

interface Applied extends Evaluation {
  inputs: NodeInputs;
  attention: readonly string[];
  unseen: number;
  unreadable: number;
}

/** @throws InputError where the graph has not what the network was trained on, or there is no network */
export function openFinished(
  { experiment, encoder, weights }: FinishedNetwork,
  network: Network,
  executor: Executor,
  breathe: Breathe,
): Applied {
  const model = experiment.model as CompleteModel;
  if (model.kind === "labelPropagation") {
    const message = "Label propagation trains no network that could be applied: run it on the graph itself.";
    throw new InputError(message, { file: network.name });
  }
  const data = nodeData(network, experiment.data.directed);
  const { features, ...notes } = encodeNodes(encoder, data);
  const inputs = { nodes: network.nodes, features, ...data.edges };
  const { target } = encoder;
  const outputs = target.kind === "class" ? target.classes.length : 1;
  const loss = { name: target.kind === "class" ? "softmaxCrossEntropy" : "meanSquare" } as const;
  const kind = target.kind === "class" ? "classes" : "values";
  const targets = { kind, outputs, values: new Float32Array(network.nodes) } as const;
  const built = nodeNetwork(inputs, model, { seed: 0, targets, loss, training: { optimizer: "gradientDescent" } });
  const evaluation = evaluationOf(built, { evaluate: built.graphs.evaluate }, loss, executor, breathe);
  for (const [name, { values }] of weights) evaluation.session.write(name, values);
  return { ...evaluation, inputs, attention: built.attention, ...notes };
}

/** What the network gives for all nodes: probabilities, `outputs` for each, or values in the target's own unit. */
export async function predictNodes(
  finished: FinishedNetwork,
  network: Network,
  executor: Executor,
  breathe: Breathe,
): Promise<{ predictions: Float32Array; unseen: number; unreadable: number }> {
  if (network.nodes === 0) throw new InputError("There are no nodes to predict.", { file: network.name });
  const { session, evaluate, unseen, unreadable } = openFinished(finished, network, executor, breathe);
  try {
    const { encoder, experiment } = finished;
    const like = tableTaskOf(experiment, encoder.target.kind === "class" ? "classify" : "regress");
    const given = await evaluate(Uint32Array.from({ length: network.nodes }, (_, node) => node));
    return { predictions: like.task.predictions(like.experiment, encoder, given), unseen, unreadable };
  } finally {
    session.close();
  }
}

/** What each layer of a node collects: the nodes that reach it, those with the largest weights first. */
export interface NodeReach {
  layers: { name: string; contributions: { node: number; id: string; line?: number; weight: number }[] }[];
}

/** @throws InputError where there is no such node */
export async function reachOf(
  finished: FinishedNetwork,
  network: Network,
  node: number,
  executor: Executor,
  breathe: Breathe,
): Promise<NodeReach> {
  if (!(node >= 0 && node < network.nodes)) {
    throw new InputError(`The graph has no node ${node}.`, { file: network.name });
  }
  const model = finished.experiment.model as CompleteModel;
  const { inputs, attention } = await layersOf(finished, network, executor, breathe);
  const { nodeLines } = network;
  return {
    layers: contributionsOf(inputs, model, node, attention).map(({ matrix, nodes, weights }) => ({
      name: matrix,
      contributions: nodes.map((other, index) => ({
        node: other,
        id: nodeId(network, other),
        ...(nodeLines?.[other] ? { line: nodeLines[other] } : {}),
        weight: weights[index],
      })),
    })),
  };
}

/** Only attention depends on what the network has learned. */
async function layersOf(
  finished: FinishedNetwork,
  network: Network,
  executor: Executor,
  breathe: Breathe,
): Promise<{ inputs: NodeInputs; attention: Float32Array[] }> {
  if (finished.experiment.model?.kind !== "gat") {
    const { edges } = nodeData(network, finished.experiment.data.directed);
    return {
      inputs: { nodes: network.nodes, features: { columns: 0, values: new Float32Array(0) }, ...edges },
      attention: [],
    };
  }
  const { session, evaluate, layer, inputs, attention } = openFinished(finished, network, executor, breathe);
  try {
    await evaluate(Uint32Array.of(0));
    return { inputs, attention: attention.map(layer) };
  } finally {
    session.close();
  }
}
