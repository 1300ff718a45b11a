// One training of a run that generates: what it shows on the way, its judged samples, and what it leaves behind.

import type { Executor } from "../../core/executor";
import type { RunEvent } from "../../experiment/events";
import { distributionsOf } from "../../gan/measures/distributions";
import type { AdversarialEpoch } from "../../gan/trainer";
import type { Breathe } from "../table/matrix";
import { type MembersOptions, tensorsOf, trainThrough } from "../training/loop";
import type { MemberOutcome, MemberStore } from "../training/training";
import { cellsOf, decode, generatedClasses } from "./codec";
import type { DistributionsEvent } from "./events";
import type { Prepared } from "./examples";
import { judgedSamples, judgeGenerated } from "./judge";
import type { OpenGenerator } from "./open-training";
import type { Samples } from "./sampler";
import { Showing } from "./showing";
import type { GenerateExperiment } from "./spec";
import { WatchedTrainer } from "./watch";

export interface OpenMember {
  index: number;
  seed: number;
  opened: OpenGenerator;
  store: MemberStore | undefined;
}

/** What is shown comes about so many times, evenly over the epochs; the first few come besides. */
const showings = 40;
const firstShown: ReadonlySet<number> = new Set([1, 2, 4, 8]);
/** Added to a member's seed for the samples that are judged. */
const judgedSeed = 0x5eed;

/** Trains to the end and judges; undefined when it was stopped, with a checkpoint to go on from. */
export async function* trainGenerator(
  options: MembersOptions & { experiment: GenerateExperiment; executor: Executor; breathe: Breathe },
  prepared: Prepared,
  { index, seed, opened, store }: OpenMember,
): AsyncGenerator<RunEvent, MemberOutcome | undefined> {
  const { experiment, control, executor, breathe } = options;
  const { sampler } = opened;
  const { encoder, encoded, parts, classes, sample: shape, width } = prepared;
  const { epochs = 1, learningRate, clipNorm } = experiment.train ?? {};
  const trainer = new WatchedTrainer(opened.trainer, experiment, prepared);
  const showing = new Showing(experiment, prepared, sampler, index, breathe);
  const every = Math.max(1, Math.round(epochs / showings));
  async function* told(epoch: AdversarialEpoch): AsyncGenerator<RunEvent> {
    const { train, learningRate: rate } = epoch;
    const { seconds } = opened.trainer.position;
    const metrics = Object.fromEntries(Object.entries(train));
    yield { event: "epoch", member: index, epoch: epoch.epoch, epochs, train: metrics, learningRate: rate, seconds };
    const shown = epoch.epoch % every === 0 || firstShown.has(epoch.epoch) || trainer.finished;
    const samples = shown ? showing.samples() : undefined;
    const sighting = trainer.see(epoch, samples);
    if (sighting) yield { event: "warning", text: sighting.text };
    if (!samples || trainer.finished) return;
    yield await showing.generated(epoch.epoch, samples);
    if (encoder.kind === "points") yield await showing.field(epoch.epoch);
  }
  const status = yield* trainThrough({ trainer, rate: { learningRate, clipNorm }, index, store, told }, options);
  if (status === "stopped") return undefined;
  // Judging takes a while: where it is stopped, or killed, the training is not lost.
  await store?.saveCheckpoint(index, trainer.snapshot());
  const { position } = opened.trainer;
  yield await showing.generated(position.epoch, showing.samples(), true);
  if (encoder.kind === "points") yield await showing.field(position.epoch);
  const drawn = await sampler.draw(judgedSamples({ kind: encoder.kind, parts }), seed + judgedSeed);
  if (encoder.codec)
    yield { event: "distributions", member: index, epoch: position.epoch, ...distributions(prepared, drawn) };
  const judged = await judgeGenerated({
    kind: encoder.kind,
    experiment,
    shape,
    width,
    real: { rows: encoded, classes, parts },
    generated: { rows: drawn.encoded, classes: drawn.classes ?? generatedClasses(encoder, drawn.encoded) },
    classNames: encoder.classes,
    ...(encoder.codec ? { decode: (rows) => cellsOf(encoder, rows) } : {}),
    last: trainer.last,
    health: trainer.problems,
    executor,
    breathe,
    stopped: () => control.stopped,
  });
  if (!judged) return undefined;
  const outcome: MemberOutcome = {
    weights: tensorsOf(opened.trainer.weights(), opened.model),
    predictions: await opened.judgeReal(),
    loss: position.loss ?? Number.NaN,
    epochs: position.epoch,
    bestEpoch: position.epoch,
    seconds: position.seconds,
    judged,
  };
  await store?.finish(index, outcome, prepared);
  return outcome;
}

/** Of all real rows, and of those that are judged; the class is a column as well. */
function distributions(
  { encoder, encoded, classes }: Prepared,
  drawn: Samples,
): Pick<DistributionsEvent, "columns" | "pairs"> {
  const { columns, rows } = decode(encoder, encoded, encoder.conditional ? classes : undefined, "number");
  const found = distributionsOf(columns!, rows!, decode(encoder, drawn.encoded, drawn.classes, "number").rows!);
  const isDate = (name: string): boolean =>
    encoder.codec!.columns.some((codec) => codec.column === name && codec.kind === "modes" && codec.date !== undefined);
  return {
    ...found,
    columns: found.columns.map((column) => (isDate(column.name) ? { ...column, dates: true } : column)),
  };
}
