// A run on several labels: every head on the same rows, the configured one with its curves, the others after it, then the verdict.

import type { Executor } from "../../core/executor";
import type { RunEvent, Split, StartEvent } from "../../experiment/events";
import { paced } from "../table/matrix";
import type { MembersOptions } from "../training/loop";
import { runMembers } from "../training/members";
import type { MemberStore } from "../training/training";
import { comparisonFile, comparisonTable } from "./comparison";
import type { LabelsData } from "./examples";
import { frequencies, headTitles, trainedHeads } from "./heads";
import { labels as judging } from "./judging";
import { labelsEvent } from "./observe";
import { openHead, trainOthers } from "./others";
import { planLabels } from "./plan";
import { Prepared } from "./prepared";
import type { HeadName, LabelsExperiment } from "./spec";
import { ineffective, labelsStart } from "./start";
import type { LabelStructures } from "./structures";
import { headGain, labelsSentence } from "./verdict";

export interface LabelsRunOptions extends MembersOptions {
  /** With every value written out. */
  experiment: LabelsExperiment;
  data: LabelsData;
  executor: Executor;
  /** Fields of the start event that the caller knows. */
  start: Pick<StartEvent, "name" | "run">;
}

/**
 * Yields all events but the last; returns whether the run went to its end.
 * @throws InputError before the first event when data and experiment do not fit; later when a loss is not finite
 */
export async function* runLabels(given: LabelsRunOptions): AsyncGenerator<RunEvent, "done" | "stopped"> {
  const breathe = paced(given.breathe);
  let store: MemberStore | undefined;
  const options: LabelsRunOptions = {
    ...given,
    breathe,
    async openStore(members) {
      store = await given.openStore(members);
      return store;
    },
  };
  const { experiment, data } = options;
  const plans = planLabels(experiment, data);
  await breathe();
  const prepared = await Prepared.of(options, plans);
  const { structures } = prepared.at(0);
  const heads = headsOf(experiment, data, structures);
  const { train = {} } = experiment;
  const { folds } = train;
  const noun = "album" in data.source ? "pictures" : "rows";
  const contest = (evaluated: Split) => ({ heads, evaluated, folds, noun }) as const;
  const others = heads.slice(1);
  return yield* runMembers(
    {
      judging: {
        ...judging,
        rivals: [...others.map((name) => ({ name, title: headTitles[name] })), frequencies],
        gain: (members, rival) => headGain(members, "own", rival, folds),
        sentence: (comparison, _, members) => labelsSentence(comparison, members, contest(comparison.evaluated)),
      },
      members: plans.map(({ member }) => member),
      epochs: train.epochs ?? 1,
      rate: train,
      target: "labels",
      folds: folds !== undefined,
      rows: data.sets.rowPointers.length - 1,
      examples: (index) => prepared.at(index).examples,
      open: (index) => openHead(options, prepared, plans, index, heads[0]),
      baselines: (index, evaluated, predictions) =>
        trainOthers(options, { prepared, plans, index, heads, evaluated, predictions, store }),
      async conclude(members) {
        await store?.keep(comparisonFile, comparisonTable(members, heads, judging.metrics, folds));
      },
      epochMetrics: ({ loss }) => ({ loss }),
      start: () => labelsStart(options, prepared.at(0), plans[0].partition, heads),
      opening: [labelsEvent(experiment, data, structures)],
      warnings: ineffective(experiment, prepared.at(0).examples).map((text) => ({ text })),
    },
    options,
  );
}

/** Of all heads those that this run can train. */
function headsOf({ model }: LabelsExperiment, { sets }: LabelsData, { hypergraph }: LabelStructures): HeadName[] {
  const heads = trainedHeads(model?.head ?? "graph", sets.names.length);
  return typeof hypergraph === "string" ? heads.filter((head) => head !== "hypergraph") : heads;
}
