// A finished network on other graphs: the class or value of each.

import type { Executor } from "../../core/executor";
import type { GraphCollection } from "../../data/graph/network";
import { InputError } from "../../errors";
import type { TensorFile } from "../../export/safetensors";
import { neighbourCounts } from "../../graph/components";
import { simpleGraph } from "../../graph/simple-graph";
import { graphReader } from "../../neural/graph/graph-reader";
import { graphNetwork } from "../../neural/graph/node-network";
import { tableTaskOf } from "../nodes/examples";
import { encodeNodes, type NodeEncoder } from "../nodes/features";
import { evaluationOf, type TrainedModel } from "../nodes/training";
import { type Breathe, paced } from "../table/matrix";
import { blockDiagonal, nodePointers, nodeTableOf } from "./blocks";
import type { GraphsExperiment } from "./spec";

export interface FinishedGraphs {
  experiment: GraphsExperiment;
  encoder: NodeEncoder;
  weights: TensorFile["tensors"];
}

/**
 * Of every graph the probabilities of the classes, or one value in the target's own unit.
 * @throws InputError where the graphs have not what the network was trained on
 */
export async function predictGraphs(
  { experiment, encoder, weights }: FinishedGraphs,
  collection: GraphCollection,
  executor: Executor,
  breathe: Breathe,
): Promise<{ predictions: Float32Array; unseen: number; unreadable: number }> {
  const pace = paced(breathe);
  const graphs = collection.graphs.map((network) => simpleGraph(network));
  const pointers = nodePointers(graphs);
  const nodes = pointers[graphs.length];
  if (nodes === 0) throw new InputError("The graphs have no nodes.", { file: collection.name });
  const table = await nodeTableOf(collection.graphs, collection, pace);
  const adjacency = blockDiagonal(graphs);
  const degrees = neighbourCounts(adjacency);
  const { features, ...notes } = encodeNodes(encoder, { network: { nodes }, table, degrees });
  const { target } = encoder;
  const { task, experiment: like } = tableTaskOf(experiment, target.kind === "class" ? "classify" : "regress");
  const outputs = target.kind === "class" ? target.classes.length : 1;
  const reader = graphReader({
    readout: experiment.readout!,
    units: experiment.embedding!,
    targets: { kind: task.targets, outputs, values: new Float32Array(graphs.length) },
    pointers: { train: pointers, evaluate: pointers },
  });
  const loss = { name: target.kind === "class" ? "softmaxCrossEntropy" : "meanSquare" } as const;
  const options = { seed: 0, loss, training: { optimizer: "gradientDescent" } } as const;
  const built = graphNetwork({ nodes, features, adjacency }, experiment.model as TrainedModel, reader, options);
  const { session, evaluate } = evaluationOf(built, { evaluate: built.graphs.evaluate }, loss, executor, pace);
  try {
    for (const [name, { values }] of weights) session.write(name, values);
    const given = await evaluate(Uint32Array.from(graphs.keys()));
    return { predictions: task.predictions(like, encoder, given), ...notes };
  } finally {
    session.close();
  }
}
