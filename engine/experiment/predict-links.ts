// Applying a finished run to the links of a graph: the likeliest pairs that no edge joins yet.

import type { Executor } from "../core/executor";
import { type Network, nodeId } from "../data/graph/network";
import { likeliestLinks } from "../tasks/links/apply";
import { pairClasses } from "../tasks/links/judging";
import type { LinksExperiment } from "../tasks/links/spec";
import type { NodeEncoder } from "../tasks/nodes/features";
import type { Breathe } from "../tasks/table/matrix";
import type { Prediction, PredictionNotes, TrainedModel } from "./predict";

/** Pairs that are told. */
const shown = 100;

/** Best first, at most 100. Calls `note` before the last one. Throws as `likeliestLinks`. */
export async function predictLinks(
  { experiment, encoder, weights }: TrainedModel<LinksExperiment>,
  network: Network,
  executor: Executor,
  breathe: Breathe,
  note: (notes: PredictionNotes) => void,
): Promise<Prediction[]> {
  const finished = { experiment, encoder: encoder as NodeEncoder, weights };
  const { links, ...notes } = await likeliestLinks(finished, network, executor, breathe, shown);
  note(notes);
  return links.map(({ first, second, probability }) => ({
    id: nodeId(network, first),
    other: nodeId(network, second),
    prediction: pairClasses[Number(probability >= 0.5)],
    probabilities: [1 - probability, probability],
  }));
}
