// One training on the links of a graph: an encoder that sees the training edges, and pairs without one drawn every epoch.

import { Random } from "../../core/random";
import { linkReader, pairEnds } from "../../neural/graph/link-reader";
import { graphNetwork } from "../../neural/graph/node-network";
import { streamOf } from "../../neural/streams";
import { keptEpoch, type NodeTraining, type OpenOptions, openTraining, type TrainedModel } from "../nodes/training";
import type { Training } from "../training/training";
import type { LinkExamples } from "./examples";
import { drawWithReplacement } from "./pairs";

const stream = streamOf("pairs without an edge");

/**
 * Beside the pairs that are shown there are as many places as training edges. Before every epoch pairs are drawn there that
 * none of these edges joins: who must not know the others cannot leave them out.
 */
export function openLinkTraining(
  model: TrainedModel,
  { inputs, pairs, rows, parts }: LinkExamples,
  { train, units }: { train: NodeTraining; units: number },
  options: OpenOptions,
): Training {
  const { seed } = options;
  const { adjacency, seen } = pairs;
  const fresh = rows.length;
  const room = <T extends Uint32Array | Int32Array>(values: T): Int32Array => {
    const all = new Int32Array(fresh + seen);
    all.set(values);
    return all;
  };
  const reader = linkReader({
    first: room(pairs.first),
    second: room(pairs.second),
    truth: room(pairs.truth),
    capacity: fresh + seen,
    units,
  });
  const network = openTraining(
    (training) => graphNetwork(inputs, model, reader, { seed, loss, training }),
    {
      loss,
      train: Uint32Array.from({ length: 2 * seen }, (_, i) => (i < seen ? i : fresh + i - seen)),
      validation: parts.validation,
      beginEpoch(session, epoch) {
        const drawn = drawWithReplacement(adjacency, seen, new Random(seed, (stream + epoch) | 0));
        session.write(pairEnds.first, drawn.first, fresh);
        session.write(pairEnds.second, drawn.second, fresh);
      },
    },
    train,
    options,
  );
  return {
    trainer: network.trainer,
    model: network.model,
    program: network.program,
    predict: (asked = rows) => network.evaluate(asked),
    keptEpoch: () => keptEpoch(network.trainer.position, train),
    close: () => network.session.close(),
  };
}

const loss = { name: "softmaxCrossEntropy" } as const;
