// Applying a finished run to whole graphs: a class or a value of each.

import type { Executor } from "../core/executor";
import type { GraphCollection } from "../data/graph/network";
import { predictGraphs } from "../tasks/graphs/apply";
import type { GraphsExperiment } from "../tasks/graphs/spec";
import type { NodeEncoder } from "../tasks/nodes/features";
import type { Breathe } from "../tasks/table/matrix";
import { type Prediction, type PredictionNotes, predictionAt, type TrainedModel } from "./predict";

/** Predictions for all graphs, in order. Calls `note` before the last one. Throws as `predictGraphs`. */
export async function* predictCollection(
  { experiment, encoder, weights }: TrainedModel<GraphsExperiment>,
  collection: GraphCollection,
  executor: Executor,
  breathe: Breathe,
  note: (notes: PredictionNotes) => void,
): AsyncGenerator<Prediction> {
  const finished = { experiment, encoder: encoder as NodeEncoder, weights };
  const { predictions, ...notes } = await predictGraphs(finished, collection, executor, breathe);
  note(notes);
  for (const index of collection.graphs.keys()) {
    const id = collection.graphFiles?.[index] ?? String(index + 1);
    yield { id, ...predictionAt(predictions, index, encoder) };
  }
}
