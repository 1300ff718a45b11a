// A training in stages, one after the other, which looks like one trainer: each stage begins with what those before it learned.

import type { Values } from "../core/executor";
import type { Advance, Position, Snapshot, Trainer } from "./trainer";

export type Weights = ReadonlyMap<string, Values>;

export interface OpenStage {
  trainer: Trainer;
  close(): void;
}

export interface Stage {
  name: string;
  epochs: number;
  /** Ready to begin, from the weights that each stage before it ended with. */
  open(before: readonly Weights[]): OpenStage;
}

/** Names of variables of stages that are over begin with their number, so that none is called as one of the running stage. */
const prefixOf = (stage: number): string => `stage ${stage + 1}: `;

/** The stage that runs is open, the others are not; the last one is what remains. */
export class StagedTrainer {
  private before: Weights[] = [];
  private times: NonNullable<Position["stages"]> = [];
  private running?: OpenStage;

  constructor(private readonly stages: readonly Stage[]) {}

  /** Epochs and seconds are counted over all stages. */
  get position(): Readonly<Position> {
    const own = this.current().trainer.position;
    const shift = this.epochsBefore();
    return {
      ...own,
      epoch: own.epoch + shift,
      bestEpoch: own.bestLoss === null ? own.bestEpoch : own.bestEpoch + shift,
      seconds: this.times.reduce((sum, { seconds }) => sum + seconds, own.seconds),
      stages: [...this.times, { name: this.stages[this.before.length].name, seconds: own.seconds }],
    };
  }

  get finished(): boolean {
    return this.isLast() && this.current().trainer.finished;
  }

  advance(milliseconds: number): Advance {
    const { trainer } = this.current();
    const { name } = this.stages[this.before.length];
    const shift = this.epochsBefore();
    const outcome = trainer.advance(milliseconds);
    if (outcome.kind === "failed") {
      const { label, epoch } = outcome.at;
      return { kind: "failed", at: { ...outcome.at, label: `${name}, ${label}`, epoch: epoch + shift } };
    }
    if (outcome.kind !== "epoch") return outcome;
    const result = { ...outcome.result, stage: name, epoch: outcome.result.epoch + shift, last: this.finished };
    if (trainer.finished && !this.isLast()) {
      const { seconds } = trainer.position;
      this.close();
      this.before.push(trainer.weights());
      this.times.push({ name, seconds });
    }
    return { kind: "epoch", result };
  }

  restoreBest(): void {
    this.current().trainer.restoreBest();
  }

  weights(): Map<string, Values> {
    return this.current().trainer.weights();
  }

  snapshot(): Snapshot {
    const { variables, best } = this.current().trainer.snapshot();
    const kept = this.before.flatMap((weights, stage) =>
      Array.from(weights, ([name, values]): [string, Values] => [`${prefixOf(stage)}${name}`, values]),
    );
    return { position: this.position, variables: new Map([...kept, ...variables]), best };
  }

  restore({ position, variables, best }: Snapshot): void {
    const { stages: times = [], ...rest } = position;
    this.close();
    this.times = times.slice(0, -1);
    const own = new Map(variables);
    this.before = this.times.map((_, stage) => {
      const weights = new Map<string, Values>();
      for (const [name, values] of variables) {
        if (!name.startsWith(prefixOf(stage))) continue;
        weights.set(name.slice(prefixOf(stage).length), values);
        own.delete(name);
      }
      return weights;
    });
    const shift = this.epochsBefore();
    this.current().trainer.restore({
      position: {
        ...rest,
        epoch: rest.epoch - shift,
        bestEpoch: rest.bestLoss === null ? rest.bestEpoch : rest.bestEpoch - shift,
        seconds: times[times.length - 1]?.seconds ?? 0,
      },
      variables: own,
      best,
    });
  }

  /** Ends the stage that runs. */
  close(): void {
    this.running?.close();
    this.running = undefined;
  }

  private current(): OpenStage {
    this.running ??= this.stages[this.before.length].open(this.before);
    return this.running;
  }

  private isLast(): boolean {
    return this.before.length === this.stages.length - 1;
  }

  private epochsBefore(): number {
    return this.stages.slice(0, this.before.length).reduce((sum, { epochs }) => sum + epochs, 0);
  }
}
