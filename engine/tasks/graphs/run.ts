// A run on whole graphs: split, networks and baselines, trained and judged as all runs are.

import type { Executor } from "../../core/executor";
import type { GraphCollection } from "../../data/graph/network";
import type { RunEvent, StartEvent } from "../../experiment/events";
import { formulaOf } from "../../neural/graph/formula";
import { graphReader } from "../../neural/graph/graph-reader";
import { graphNetwork } from "../../neural/graph/node-network";
import { tableTaskOf } from "../nodes/examples";
import { nodeFeatureNames } from "../nodes/features";
import { nodeKind } from "../nodes/suggest";
import { keptEpoch, openTraining, type TrainedModel } from "../nodes/training";
import { nodesSentence } from "../nodes/verdict";
import { paced } from "../table/matrix";
import type { MembersOptions } from "../training/loop";
import { runMembers } from "../training/members";
import { membersOf } from "../training/seeds";
import { startOf } from "../training/start";
import type { Training } from "../training/training";
import { baselinePredictions, graphBaselines } from "./baselines";
import { graphTable } from "./blocks";
import { prepareGraphs } from "./examples";
import type { GraphsExperiment } from "./spec";

export interface GraphsRunOptions extends MembersOptions {
  /** With every value written out. */
  experiment: GraphsExperiment;
  collection: GraphCollection;
  executor: Executor;
  /** Fields of the start event that the caller knows. */
  start: Pick<StartEvent, "name" | "run">;
}

/**
 * Yields all events but the last; returns whether the run went to its end. A step takes all training graphs.
 * @throws InputError before the first event when graphs and experiment do not fit; later when the loss is not finite
 */
export async function* runGraphs(given: GraphsRunOptions): AsyncGenerator<RunEvent, "done" | "stopped"> {
  const options = { ...given, breathe: paced(given.breathe) };
  const { experiment, collection, executor, breathe } = options;
  const { data: about, train = {} } = experiment;
  const target = about.target!;
  const model = experiment.model as TrainedModel;
  const kind = nodeKind(graphTable(collection), target);
  const { examples, summary, assumptions } = await prepareGraphs(experiment, collection, kind, breathe);
  const { rows, parts, outputs, encoder, inputs, pointers, targets, loss } = examples;
  const members = membersOf(train.seeds ?? [1], collection.name);
  const { task, experiment: like } = tableTaskOf(experiment, kind);
  let baselines: Float64Array[] | undefined;

  const open = (seed: number): Training => {
    const reader = graphReader({ readout: experiment.readout!, units: experiment.embedding!, targets, pointers });
    const network = openTraining(
      (training) => graphNetwork(inputs, model, reader, { seed, loss, training }),
      { loss, train: parts.train, validation: parts.validation },
      train,
      { seed, executor, breathe },
    );
    return {
      trainer: network.trainer,
      model: network.model,
      program: network.program,
      predict: async (asked = Uint32Array.from(rows.keys())) =>
        task.predictions(like, encoder, await network.evaluate(asked)),
      keptEpoch: () => keptEpoch(network.trainer.position, train),
      close: () => network.session.close(),
    };
  };

  return yield* runMembers(
    {
      judging: {
        ...task,
        rivals: graphBaselines[kind],
        sentence: (strongest, rivals) => nodesSentence(kind, model.kind, { strongest, rivals }, "graphs"),
      },
      members,
      epochs: train.epochs ?? 1,
      rate: train,
      target,
      folds: false,
      rows: collection.graphs.length,
      examples: () => examples,
      open: (index) => open(members[index].seed),
      async baselines(_, evaluated) {
        baselines ??= await baselinePredictions(examples, kind, breathe);
        const [first] = parts[evaluated];
        const end = first + parts[evaluated].length;
        return baselines.map((all) => all.slice(first * outputs, end * outputs));
      },
      epochMetrics: (sums) => task.epochMetrics(sums, encoder),
      start: () =>
        startOf(
          options,
          examples,
          {
            features: nodeFeatureNames(encoder),
            target,
            ...(encoder.target.kind === "class" ? { classes: encoder.target.classes } : {}),
            graph: summary,
            aggregation: `${formulaOf(model)}; a graph is the ${experiment.readout} over its nodes`,
          },
          { assumptions: [...collection.assumptions, ...assumptions], problems: collection.problems },
        ),
      warnings: [],
    },
    options,
  );
}
