// Applying a finished run to the nodes of a graph: the one it was trained on, or another with the same columns.

import type { Executor } from "../core/executor";
import { type Network, nodeId } from "../data/graph/network";
import { predictNodes } from "../tasks/nodes/apply";
import type { NodeEncoder } from "../tasks/nodes/features";
import type { NodesExperiment } from "../tasks/nodes/spec";
import type { Breathe } from "../tasks/table/matrix";
import { type Prediction, type PredictionNotes, predictionAt, type TrainedModel } from "./predict";

/** Predictions for all nodes, in order. Calls `note` before the last one. Throws as `predictNodes`. */
export async function* predictGraph(
  { experiment, encoder, weights }: TrainedModel<NodesExperiment>,
  network: Network,
  executor: Executor,
  breathe: Breathe,
  note: (notes: PredictionNotes) => void,
): AsyncGenerator<Prediction> {
  const finished = { experiment, encoder: encoder as NodeEncoder, weights };
  const { predictions, ...notes } = await predictNodes(finished, network, executor, breathe);
  note(notes);
  for (let node = 0; node < network.nodes; node++) {
    yield { id: nodeId(network, node), ...predictionAt(predictions, node, encoder) };
  }
}
