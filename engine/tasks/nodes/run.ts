// A run on the nodes of a graph: splits, encoded examples, networks and baselines, trained and judged as all runs are.

import type { Executor } from "../../core/executor";
import type { Network } from "../../data/graph/network";
import type { Partition } from "../../data/split";
import type { RunEvent, StartEvent } from "../../experiment/events";
import type { CompleteModel } from "../../neural/graph/defaults";
import { formulaOf } from "../../neural/graph/formula";
import { paced } from "../table/matrix";
import type { MembersOptions } from "../training/loop";
import { runMembers } from "../training/members";
import { pick } from "../training/results";
import { membersOf } from "../training/seeds";
import { startOf } from "../training/start";
import { baselinesOf, mlpBaseline } from "./baselines";
import { prepareNodes, tableTaskOf } from "./examples";
import { nodeFeatureNames } from "./features";
import { isolatedWarnings } from "./isolated";
import { nodeData } from "./node-data";
import { openNodeTraining } from "./open-training";
import type { NodesExperiment } from "./spec";
import { nodePartitions } from "./split";
import { nodeKind } from "./suggest";
import { nodesSentence } from "./verdict";

export interface NodesRunOptions extends MembersOptions {
  /** With every value written out. */
  experiment: NodesExperiment;
  network: Network;
  executor: Executor;
  /** Fields of the start event that the caller knows. */
  start: Pick<StartEvent, "name" | "run">;
}

/**
 * Yields all events but the last; returns whether the run went to its end.
 * @throws InputError before the first event when graph and experiment do not fit; later when the loss is not finite
 */
export async function* runNodes(given: NodesRunOptions): AsyncGenerator<RunEvent, "done" | "stopped"> {
  const options = { ...given, breathe: paced(given.breathe) };
  const { experiment, network, breathe } = options;
  const { data: about, train = {} } = experiment;
  const target = about.target!;
  const model = experiment.model as CompleteModel;
  const data = nodeData(network, about.directed);
  await breathe();
  const kind = nodeKind(data.table, target);
  const { partitions, assumptions: ofSplit } = nodePartitions(about.split!, {
    network,
    table: data.table,
    target,
    kind,
  });
  const members = membersOf(train.seeds ?? [1], data.table.name);
  const splits = new SplitNodes(partitions, (partition) => prepareNodes(experiment, data, kind, partition));
  const first = splits.of(0);
  await breathe();
  const rivals = baselinesOf(model.kind, first.examples);
  const { task } = tableTaskOf(experiment, kind);
  const { encoder } = first.examples;
  const run = runMembers(
    {
      judging: {
        ...task,
        rivals,
        sentence(strongest, all) {
          const withoutGraph = all[rivals.findIndex(({ name }) => name === mlpBaseline)];
          return nodesSentence(kind, model.kind, { strongest, rivals: all, withoutGraph });
        },
      },
      members,
      epochs: train.epochs ?? 1,
      rate: train,
      target,
      folds: false,
      rows: network.nodes,
      examples: (index) => splits.of(index).examples,
      open: (index) =>
        openNodeTraining(options, splits.of(index).examples, {
          data,
          model,
          kind,
          member: index,
          seed: members[index].seed,
        }),
      async baselines(index, evaluated) {
        const { examples, kept } = splits.of(index);
        const part = examples.parts[evaluated];
        const predictions: Float64Array[] = [];
        for (const rival of rivals) {
          let all = kept.get(rival.name);
          if (!all || rival.seeded) {
            all = await rival.predict(examples, { ...options, seed: members[index].seed });
            if (!all) return undefined;
            kept.set(rival.name, all);
          }
          const own = task.predictions(
            tableTaskOf(experiment, kind).experiment,
            examples.encoder,
            Float32Array.from(all),
          );
          predictions.push(Float64Array.from(pick(own, part, examples.outputs)));
        }
        return predictions;
      },
      epochMetrics: (sums, { encoder }) => task.epochMetrics(sums, encoder),
      start: () =>
        startOf(
          options,
          first.examples,
          {
            features: nodeFeatureNames(encoder),
            target,
            ...(encoder.target.kind === "class" ? { classes: encoder.target.classes } : {}),
            graph: data.summary,
            aggregation: formulaOf(model),
          },
          {
            assumptions: [...network.assumptions, ...data.assumptions, ...ofSplit, ...first.assumptions],
            problems: network.problems,
          },
        ),
      warnings: isolatedWarnings(data, model, partitions[0].train),
    },
    options,
  );
  return yield* run;
}

interface Prepared extends ReturnType<typeof prepareNodes> {
  /** What baselines give for all examples, where they have been asked. */
  kept: Map<string, ArrayLike<number>>;
}

/** What the split of the member asked about last gives; members take the splits in turn. */
class SplitNodes {
  private last?: { partition: Partition; prepared: Prepared };

  constructor(
    private readonly partitions: readonly Partition[],
    private readonly prepare: (partition: Partition) => ReturnType<typeof prepareNodes>,
  ) {}

  of(index: number): Prepared {
    const partition = this.partitions[index % this.partitions.length];
    if (this.last?.partition !== partition) {
      this.last = { partition, prepared: { ...this.prepare(partition), kept: new Map() } };
    }
    return this.last.prepared;
  }
}
