// Adversarial training as a sequence of slices: rounds of steps of both networks, and snapshots to go on from.

import type { Session, StepsResult, Values } from "../core/executor";
import type { Model } from "../core/model";
import { Random } from "../core/random";
import { type OptimizerName, optimizerScalars } from "../neural/optimizers";
import { Rewind } from "../neural/rewind";
import { type Schedule, scheduledRate } from "../neural/schedules";
import { streamOf } from "../neural/streams";
import type { NotFinite, Position, Snapshot } from "../neural/trainer";
import type { AdversarialMetrics } from "../tasks/generate/events";
import { averageScalars } from "./average";
import { descended, type MetricSums } from "./step";

export type PlayerName = "discriminator" | "generator";

/** One of the two networks. */
export interface Player {
  /** Its step, a program of the session. */
  program: string;
  /** Steps of a round. */
  steps: number;
  learningRate: number;
  sums: MetricSums;
}

/** A step that is about to be taken. */
export interface AdversarialStep {
  player: PlayerName;
  /** Steps that this player has taken before. */
  index: number;
  /** Real rows of the step; the generator's are those of the discriminator's last step. */
  rows: Int32Array;
}

export interface AdversarialTrainerOptions {
  session: Session;
  model: Model;
  players: Readonly<Record<PlayerName, Player>>;
  /** Real rows, at least as many as `batch`. */
  rows: number;
  /** Real rows of a step. */
  batch: number;
  seed: number;
  epochs: number;
  optimizer: OptimizerName;
  beta1?: number;
  /** Decay of the generator's running average, which its step then keeps; 0 unless said. */
  averaging?: number;
  /** linear: both learning rates go to 0 over the second half of the training; or a schedule of both. */
  decay: "none" | "linear" | Schedule;
  /** Rows that the programs compute: 1 unless said, of programs that have a whole batch in each of their variables. */
  stepRows?: number;
  /** Writes what a step reads: a function of the step alone. */
  draw(step: AdversarialStep): void;
  /** Variables that make up the networks, for an export. */
  networks: readonly string[];
}

export interface AdversarialEpoch {
  epoch: number;
  train: AdversarialMetrics;
  /** Of the generator. */
  learningRate: number;
  /** Whether training is over. */
  last: boolean;
}

export type AdversarialAdvance =
  | { kind: "slice" }
  | { kind: "epoch"; result: AdversarialEpoch }
  | { kind: "failed"; at: NotFinite };

/**
 * An epoch is one pass of the discriminator over the real rows in random order, the last ones left out that fill no step;
 * where a round has more steps, it is as many passes as the round takes. After every `discriminator.steps` steps of D, over
 * epochs too, there are `generator.steps` of G. Steps of both are counted in the position.
 */
export class AdversarialTrainer {
  private at: Position = { epoch: 0, step: 0, index: 0, seconds: 0, loss: null, bestEpoch: 0, bestLoss: null };
  private readonly rewind: Rewind;
  private readonly kept: string[];
  private readonly order: Int32Array;
  private orderOf = -1;
  private readonly shuffleStream = streamOf("shuffle");
  /** Steps of the discriminator in a pass over the real rows, and in an epoch. */
  private readonly passSteps: number;
  private readonly epochSteps: number;

  constructor(private readonly options: AdversarialTrainerOptions) {
    const { model, rows, batch, players } = options;
    this.kept = model.variables.filter(({ kind }) => kind !== "data").map(({ name }) => name);
    this.order = new Int32Array(rows);
    this.passSteps = Math.floor(rows / batch);
    this.epochSteps = Math.max(this.passSteps, players.discriminator.steps);
    this.rewind = new Rewind(() => this.snapshot());
  }

  get position(): Readonly<Position> {
    return this.at;
  }

  get finished(): boolean {
    return this.at.epoch >= this.options.epochs;
  }

  /**
   * Computes for about `milliseconds`, at most to the end of the epoch; may be called again until `finished`. `concluded` is
   * told the deadline once the steps of an epoch are over, which counts as over when it says so: what a snapshot is taken of
   * before is concluded again.
   */
  advance(milliseconds: number, concluded: (deadline: number) => boolean = () => true): AdversarialAdvance {
    const begin = performance.now();
    const outcome = this.train(begin + milliseconds, concluded);
    const elapsed = performance.now() - begin;
    this.at.seconds += elapsed / 1000;
    if (outcome.kind !== "failed") this.rewind.passed(elapsed);
    return outcome;
  }

  /** Nothing is held out to choose an epoch by: the last one stays. */
  restoreBest(): void {}

  /** What the networks are now, for an export. */
  weights(): Map<string, Values> {
    return this.read(this.options.networks);
  }

  snapshot(): Snapshot {
    return { position: { ...this.at }, variables: this.read(this.kept), best: new Map() };
  }

  restore({ position, variables }: Snapshot): void {
    this.at = { ...position };
    for (const [name, values] of variables) this.options.session.write(name, values);
    this.rewind.renew();
  }

  private train(deadline: number, concluded: (deadline: number) => boolean): AdversarialAdvance {
    const { players } = this.options;
    const { at: position } = this;
    const end = this.endOf(position.epoch);
    while (position.index < end) {
      if (this.step().failed) return { kind: "failed", at: this.findFailure() };
      if (performance.now() >= deadline && position.index < end) return { kind: "slice" };
    }
    if (!concluded(deadline)) return { kind: "slice" };
    const learningRate = players.generator.learningRate * this.decayed(this.endOf(position.epoch - 1));
    const train = this.metrics();
    position.epoch++;
    position.step = 0;
    position.loss = train.generatorLoss;
    return { kind: "epoch", result: { epoch: position.epoch, train, learningRate, last: this.finished } };
  }

  /** Takes the next step, and counts it unless it failed. */
  private step(checkAll = false): StepsResult {
    const { session, players, draw, optimizer, beta1, averaging = 0, seed, stepRows = 1 } = this.options;
    const { at: position } = this;
    if (position.step === 0) {
      for (const { sums } of Object.values(players))
        session.write(
          sums.variable,
          sums.metrics.map(() => 0),
        );
    }
    const { player, index } = this.playerAt(position.index);
    draw({ player, index, rows: this.rowsOf(player, index) });
    const { program, learningRate } = players[player];
    const scalars = {
      ...optimizerScalars(optimizer, learningRate * this.decayed(position.index), index + 1, beta1),
      ...(player === "generator" && averaging > 0 ? averageScalars(averaging, index) : {}),
    };
    const result = session.run(program, {
      seed,
      rows: stepRows,
      first: 0,
      count: 1,
      index,
      scalars: Object.fromEntries(Object.entries(scalars).map(([name, value]) => [name, [value]])),
      watch: descended,
      checkAll,
    });
    if (!result.failed) {
      position.step++;
      position.index++;
    }
    return result;
  }

  /** Whose step it is after so many of both, and how many of its own came before. */
  private playerAt(index: number): { player: PlayerName; index: number } {
    const { discriminator, generator } = this.options.players;
    const round = Math.floor(index / (discriminator.steps + generator.steps));
    const within = index - round * (discriminator.steps + generator.steps);
    return within < discriminator.steps
      ? { player: "discriminator", index: round * discriminator.steps + within }
      : { player: "generator", index: round * generator.steps + within - discriminator.steps };
  }

  /** Steps of both that are over when the epoch is: where a round ends with it, the generator's too. */
  private endOf(epoch: number): number {
    const { discriminator, generator } = this.options.players;
    const steps = (epoch + 1) * this.epochSteps;
    return steps + Math.floor(steps / discriminator.steps) * generator.steps;
  }

  /** What learning rates are multiplied by after so many steps of both. */
  private decayed(index: number): number {
    const { decay, epochs } = this.options;
    if (decay === "none") return 1;
    if (decay === "linear") return Math.min(1, 2 * (1 - index / this.endOf(epochs - 1)));
    const { epoch } = this.at;
    const begin = this.endOf(epoch - 1);
    return scheduledRate(decay, 1, { epoch, step: index - begin, steps: this.endOf(epoch) - begin, epochs });
  }

  /** The rows of a step, out of the order of its pass: a function of seed and pass alone. */
  private rowsOf(player: PlayerName, index: number): Int32Array {
    const { players, rows, batch, seed } = this.options;
    const { discriminator, generator } = players;
    const own =
      player === "discriminator" ? index : (Math.floor(index / generator.steps) + 1) * discriminator.steps - 1;
    const epoch = Math.floor(own / this.epochSteps);
    const within = own - epoch * this.epochSteps;
    const pass = epoch * Math.ceil(this.epochSteps / this.passSteps) + Math.floor(within / this.passSteps);
    if (this.orderOf !== pass) {
      this.orderOf = pass;
      for (let row = 0; row < rows; row++) this.order[row] = row;
      new Random(seed, (this.shuffleStream + pass) | 0).shuffle(this.order);
    }
    const first = (within % this.passSteps) * batch;
    return this.order.subarray(first, first + batch);
  }

  /** Means over the steps of the epoch, all of which are over. */
  private metrics(): AdversarialMetrics {
    const { session, players } = this.options;
    const { epoch } = this.at;
    const roundsBefore = (epochs: number) => Math.floor((epochs * this.epochSteps) / players.discriminator.steps);
    const rounds = roundsBefore(epoch + 1) - roundsBefore(epoch);
    const counts = { discriminator: this.epochSteps, generator: rounds * players.generator.steps };
    const means = (Object.keys(counts) as PlayerName[]).flatMap((player) => {
      const { variable, metrics } = players[player].sums;
      const sums = session.read(variable);
      return metrics.map((name, i) => [name, sums[i] / counts[player]] as const);
    });
    return Object.fromEntries(means) as unknown as AdversarialMetrics;
  }

  /** Runs again from the last snapshot, looking at every result, up to the step that gave a value that is not finite. */
  private findFailure(): NotFinite {
    const { index } = this.at;
    this.restore(this.rewind.last);
    const { at: position } = this;
    while (position.index <= index) {
      const { player } = this.playerAt(position.index);
      const at = { epoch: position.epoch + 1, step: position.step + 1 };
      const { failed } = this.step(true);
      if (failed) return { op: failed.op, label: failed.label || player, ...at };
      if (position.index < this.endOf(position.epoch)) continue;
      position.epoch++;
      position.step = 0;
    }
    throw new Error("A loss was not finite, and was finite when the same steps ran again.");
  }

  private read(names: readonly string[]): Map<string, Values> {
    return new Map(names.map((name) => [name, this.options.session.read(name)]));
  }
}
