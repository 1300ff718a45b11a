// A run on the links of a graph: edges held out, encoders and rules on the others, trained and judged as all runs are.

import type { Executor } from "../../core/executor";
import type { Network } from "../../data/graph/network";
import type { RunEvent, StartEvent } from "../../experiment/events";
import { type CompleteModel, completeModel } from "../../neural/graph/defaults";
import { formulaOf } from "../../neural/graph/formula";
import { classify } from "../classify/task";
import { mlpBaseline } from "../nodes/baselines";
import { nodeFeatureNames } from "../nodes/features";
import { nodeData } from "../nodes/node-data";
import type { TrainedModel } from "../nodes/training";
import { paced, sliceMilliseconds } from "../table/matrix";
import type { MembersOptions } from "../training/loop";
import { runMembers } from "../training/members";
import { membersOf } from "../training/seeds";
import { startOf } from "../training/start";
import type { Rival } from "../training/training";
import { chance, pairRules } from "./baselines";
import { aloneWarning, edgesOnly, prepareLinks } from "./examples";
import { links, pairClasses } from "./judging";
import { openLinkTraining } from "./open-training";
import type { LinksExperiment } from "./spec";
import { linksSentence } from "./verdict";

export interface LinksRunOptions extends MembersOptions {
  /** With every value written out. */
  experiment: LinksExperiment;
  network: Network;
  executor: Executor;
  /** Fields of the start event that the caller knows. */
  start: Pick<StartEvent, "name" | "run">;
}

/**
 * Yields all events but the last; returns whether the run went to its end.
 * @throws InputError before the first event when graph and experiment do not fit; later when the loss is not finite
 */
export async function* runLinks(given: LinksRunOptions): AsyncGenerator<RunEvent, "done" | "stopped"> {
  const options = { ...given, breathe: paced(given.breathe) };
  const { experiment, network, control, breathe } = options;
  const { train = {} } = experiment;
  const model = experiment.model as TrainedModel;
  const units = experiment.embedding!;
  const data = nodeData(edgesOnly(network));
  await breathe();
  const { examples, assumptions } = prepareLinks(experiment, data);
  const { pairs, parts, outputs, encoder } = examples;
  await breathe();
  const members = membersOf(train.seeds ?? [1], network.name);
  // Without features of its own a node means nothing to a network that sees no edges.
  const informed = encoder.inputs.kind === "given" || encoder.inputs.kind === "columns";
  const blind = informed && model.kind !== "mlp";
  const rivals: Rival[] = [...(blind ? [{ name: mlpBaseline, title: "the MLP without the graph" }] : []), ...pairRules];

  /** The encoder that sees no edges, trained alike; undefined when it was stopped. */
  const withoutGraph = async (seed: number, asked: Uint32Array): Promise<Float32Array | undefined> => {
    const { dropout = 0, hidden } = { hidden: 32, ...experiment.model } as { dropout?: number; hidden: number };
    const mlp = completeModel({ kind: "mlp", dropout, hidden }) as TrainedModel;
    const training = openLinkTraining(mlp, examples, { train, units }, { ...options, seed });
    try {
      while (!training.trainer.finished) {
        // A loss that is no number ends it: what it gives then is no match for anything.
        if (training.trainer.advance(sliceMilliseconds).kind === "failed") break;
        await breathe();
        await control.awake();
        if (control.stopped) return undefined;
      }
      training.trainer.restoreBest();
      return await training.predict(asked);
    } finally {
      training.close();
    }
  };

  return yield* runMembers(
    {
      judging: {
        ...links,
        rivals,
        sentence: (strongest, all) => linksSentence(strongest, all[rivals.findIndex(({ name }) => name === chance)]),
      },
      members,
      epochs: train.epochs ?? 1,
      rate: train,
      target: "edge",
      folds: false,
      rows: examples.rows.length,
      examples: () => examples,
      open: (index) => openLinkTraining(model, examples, { train, units }, { ...options, seed: members[index].seed }),
      async baselines(index, evaluated) {
        const part = parts[evaluated];
        const predictions: Float64Array[] = [];
        if (blind) {
          const given = await withoutGraph(members[index].seed, part);
          if (!given) return undefined;
          predictions.push(Float64Array.from(given));
        }
        const asked = { first: part.map((pair) => pairs.first[pair]), second: part.map((pair) => pairs.second[pair]) };
        for (const { scores } of pairRules) {
          const rule = scores(pairs.adjacency, asked);
          const columns = new Float64Array(rule.length * outputs);
          rule.forEach((score, pair) => {
            columns[pair * outputs + 1] = score;
          });
          predictions.push(columns);
          await breathe();
        }
        return predictions;
      },
      epochMetrics: (sums) => classify.epochMetrics(sums, encoder),
      start: () =>
        startOf(
          options,
          examples,
          {
            features: nodeFeatureNames(encoder),
            target: "edge",
            classes: pairClasses,
            graph: data.summary,
            aggregation: `${formulaOf(model as CompleteModel)}; score(u, v) = z_u · z_v`,
          },
          {
            assumptions: [...network.assumptions, ...data.assumptions, ...assumptions],
            problems: network.problems,
          },
        ),
      warnings: aloneWarning(network, pairs.adjacency, informed),
    },
    options,
  );
}
