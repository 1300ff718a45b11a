// A run that generates: two networks against each other for every seed, what they show on the way, and the verdict on their samples.

import type { Executor } from "../../core/executor";
import type { Metrics, RunEvent, StartEvent, VerdictEvent } from "../../experiment/events";
import { centre, summarize } from "../../experiment/statistics";
import { countOf } from "../../words";
import { albumSummary } from "../pictures/start";
import { type Breathe, paced } from "../table/matrix";
import { type MembersOptions, resumedEpoch } from "../training/loop";
import { evaluatedPart } from "../training/results";
import { membersOf } from "../training/seeds";
import { startOf } from "../training/start";
import type { MemberOutcome } from "../training/training";
import { type Prepared, prepareGenerate } from "./examples";
import type { Judged } from "./judge";
import { trainGenerator } from "./member";
import { measuredOf } from "./metrics";
import { type OpenGenerator, openGenerator } from "./open-training";
import type { GenerateExperiment } from "./spec";
import type { GenerateSource } from "./suggest";

export interface GenerateRunOptions extends MembersOptions {
  /** With every value written out. */
  experiment: GenerateExperiment;
  source: GenerateSource;
  executor: Executor;
  /** Fields of the start event that the caller knows. */
  start: Pick<StartEvent, "name" | "run">;
}

/**
 * Yields all events but the last; returns whether the run went to its end.
 * @throws InputError before the first event when data and experiment do not fit; later when a loss is not finite
 */
export async function* runGenerate(given: GenerateRunOptions): AsyncGenerator<RunEvent, "done" | "stopped"> {
  const breathe: Breathe = paced(given.breathe);
  const options = { ...given, breathe };
  const { experiment, source, executor, control } = options;
  const { train = {} } = experiment;
  const prepared = await prepareGenerate(experiment, source, breathe);
  const members = membersOf(train.seeds ?? [1], "album" in source ? source.album.name : source.dataset.name);
  const open = (index: number) => openGenerator(experiment, prepared, { seed: members[index].seed, executor, breathe });
  let ready: OpenGenerator | undefined = open(0);
  try {
    await breathe();
    const store = await options.openStore(members);
    const resumed = await resumedEpoch(store, members.length);
    yield {
      event: "start",
      ...startOf(options, prepared, dataOf(source, prepared), prepared),
      members: [...members],
      program: ready.program,
      ...(resumed === undefined ? {} : { resumed }),
    };
    for (const text of warningsOf(experiment, prepared)) yield { event: "warning", text };
    const judged: Judged[] = [];
    for (const [index, { seed }] of members.entries()) {
      let outcome: Pick<MemberOutcome, "judged"> | undefined = await store?.outcome(index);
      if (!outcome) {
        ready ??= open(index);
        const member = { index, seed, opened: ready, store };
        outcome = yield* trainGenerator(options, prepared, member);
        if (!outcome) return "stopped";
      }
      ready?.close();
      ready = undefined;
      judged.push(outcome.judged!);
      if (control.stopped && index + 1 < members.length) return "stopped";
    }
    yield verdictOf(
      judged,
      prepared,
      members.map(({ seed }) => seed),
    );
    return "done";
  } finally {
    ready?.close();
  }
}

function dataOf(
  source: GenerateSource,
  { encoder }: Prepared,
): Pick<StartEvent["data"], "features" | "target" | "classes" | "album"> {
  const { picture, codec, classes, conditional } = encoder;
  const features = picture
    ? [
        {
          name: `${picture.width} × ${picture.height} pixels`,
          encoding: picture.channels === 1 ? "grey" : "red, green and blue",
        },
      ]
    : codec!.columns.map((column) => ({
        name: column.column,
        encoding:
          column.kind === "number"
            ? "standardized number"
            : column.kind === "levels"
              ? "one-hot"
              : `number by ${countOf(column.centres.length, "mode")}`,
      }));
  return {
    features,
    target: conditional ? (encoder.classColumn ?? "class") : "new samples",
    ...(classes ? { classes } : {}),
    ...("album" in source ? { album: albumSummary(source.album) } : {}),
  };
}

function warningsOf({ train = {} }: GenerateExperiment, { parts, encoder }: Prepared): string[] {
  const trained = parts.train.length;
  if (train.batch === undefined || train.batch <= trained) return [];
  const noun = encoder.kind === "pictures" ? "pictures" : "rows";
  return [
    `There are ${trained} ${noun} to train on, fewer than train.batch (${train.batch}): a step takes all of them.`,
  ];
}

/** Of several seeds the best is that with the best first metric; it speaks for the run. */
function verdictOf(judged: readonly Judged[], { parts }: Prepared, seeds: readonly number[]): VerdictEvent {
  const metrics = summarize(judged.map((member) => member.metrics));
  const [primary] = measuredOf(metrics);
  const sign = primary.better === "higher" ? 1 : -1;
  const strengths = judged.map((member) => sign * member.metrics[primary.name]);
  const best = strengths.indexOf(Math.max(...strengths));
  const names = Object.keys(judged[0].baselines);
  const baselines = Object.fromEntries(
    names.map((name) => [name, summarize(judged.map((member): Metrics => member.baselines[name]))]),
  );
  const rival = names.find((name) => name !== "realAgainstReal")!;
  const good = judged.filter((member) => member.good).length;
  const better = sign * centre(metrics[primary.name]) > sign * centre(baselines[rival][primary.name]);
  const beats = better && 2 * good > judged.length;
  const evaluated = evaluatedPart({ parts });
  const { sentence } = judged[best];
  return {
    event: "verdict",
    metrics,
    baselines,
    evaluated,
    evaluatedRows: parts[evaluated].length,
    beatsBaselines: evaluated === "train" ? null : beats,
    beaten: better ? [rival] : [],
    sentence:
      judged.length === 1
        ? sentence
        : `Of ${judged.length} seeds ${good} ${good === 1 ? "gives" : "give"} samples that are not bad; the best is seed ${seeds[best]}. ${sentence}`,
    best,
  };
}
