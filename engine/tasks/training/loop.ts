// The loop that every training goes through: slices, checkpoints, pauses and stops, and what is said after each epoch.

import type { Values } from "../../core/executor";
import type { Model } from "../../core/model";
import type { RunControl } from "../../experiment/control";
import type { Member, RunEvent } from "../../experiment/events";
import { FieldError } from "../../experiment/field-error";
import type { Tensor } from "../../export/safetensors";
import type { NotFinite, Snapshot } from "../../neural/trainer";
import { significant } from "../../words";
import { type Breathe, sliceMilliseconds } from "../table/matrix";
import type { MemberStore } from "./training";

export interface MembersOptions {
  control: RunControl;
  /** May be asked for often. */
  breathe: Breathe;
  /** Names of the members are known once they are planned. */
  openStore(members: readonly Member[]): Promise<MemberStore | undefined>;
  /** Seconds between two checkpoints; one is taken at every pause and stop besides. */
  checkpointSeconds: number;
}

/** What is named when a loss is no number any more. */
export interface Rate {
  learningRate?: number;
  clipNorm?: number;
}

/** What the loop needs of a trainer; `Result` is what an epoch comes to. */
export interface LoopTrainer<Result> {
  readonly finished: boolean;
  advance(
    milliseconds: number,
  ): { kind: "slice" } | { kind: "epoch"; result: Result } | { kind: "failed"; at: NotFinite };
  restore(snapshot: Snapshot): void;
  snapshot(): Snapshot;
}

/** One training of a run, and what to say of it. */
export interface Looped<Result> {
  trainer: LoopTrainer<Result>;
  rate: Rate;
  /** Index of the member. */
  index: number;
  store: MemberStore | undefined;
  /** Yields what an epoch gives rise to. */
  told(result: Result): AsyncGenerator<RunEvent>;
}

/**
 * Goes on from the last checkpoint, where there is one, to the end; "stopped" leaves a checkpoint to go on from.
 * @throws FieldError at the learning rate when a loss is no number any more
 */
export async function* trainThrough<Result>(
  { trainer, rate, index, store, told }: Looped<Result>,
  { control, breathe, checkpointSeconds }: MembersOptions,
): AsyncGenerator<RunEvent, "done" | "stopped"> {
  const snapshot = await store?.checkpoint(index);
  if (snapshot) trainer.restore(snapshot);
  let checkpointed = performance.now();
  const save = async () => {
    await store?.saveCheckpoint(index, trainer.snapshot());
    checkpointed = performance.now();
  };
  while (!trainer.finished) {
    const outcome = trainer.advance(sliceMilliseconds);
    if (outcome.kind === "failed") throw new FieldError(["train", "learningRate"], failureSentence(outcome.at, rate));
    if (outcome.kind === "epoch") yield* told(outcome.result);
    const now = performance.now();
    await breathe();
    if (control.paused) {
      await save();
      await control.awake();
    }
    if (control.stopped) {
      await save();
      return "stopped";
    }
    if (now - checkpointed > 1000 * checkpointSeconds) await save();
  }
  return "done";
}

/** Epoch that the first unfinished member goes on from; undefined when nothing has been done yet. */
export async function resumedEpoch(store: MemberStore | undefined, members: number): Promise<number | undefined> {
  for (let index = 0; store && index < members; index++) {
    if (await store.outcome(index)) continue;
    const epoch = (await store.checkpoint(index))?.position.epoch;
    return epoch ?? (index > 0 ? 0 : undefined);
  }
  return store ? 0 : undefined;
}

/** Values of variables with the shapes that their model declares. */
export function tensorsOf(values: ReadonlyMap<string, Values>, model: Model): Map<string, Tensor> {
  return new Map([...values].map(([name, own]) => [name, { shape: model.find(name)!.type.shape, values: own }]));
}

export function failureSentence({ op, label, epoch, step }: NotFinite, { learningRate, clipNorm }: Rate): string {
  const where = label ? `${op} in ${label}` : op;
  const clip = clipNorm === undefined ? ", or set train.clipNorm to 1" : "";
  return `The loss is no number any more: ${where} gave NaN or infinity in epoch ${epoch}, step ${step}; lower train.learningRate (now ${significant(learningRate ?? 0.01)})${clip}.`;
}
