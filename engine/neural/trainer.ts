// Training as a sequence of slices: epochs over shuffled rows, validation, early stopping, and snapshots to go on from.

import type { Session, Values } from "../core/executor";
import type { Graph } from "../core/graph";
import { Random } from "../core/random";
import type { AdversarialMetrics } from "../tasks/generate/events";
import type { Watched } from "../tasks/generate/watch";
import { EvaluationPass, programs, type Sums } from "./evaluation";
import { type OptimizerName, optimizerScalars } from "./optimizers";
import { Rewind } from "./rewind";
import { type Schedule, scheduledRate } from "./schedules";
import { type LossOptions, lossOutput, readSums, type Table, variables } from "./step";
import { streamOf } from "./streams";

export interface TrainerOptions {
  session: Session;
  graphs: Readonly<Record<keyof typeof programs, Graph>>;
  table: Table;
  loss: LossOptions;
  /** Rows of the table to train on, and to choose the best epoch by (may be empty). */
  train: Uint32Array;
  validation: Uint32Array;
  seed: number;
  epochs: number;
  optimizer: OptimizerName;
  learningRate: number;
  schedule: Schedule;
  /** Epochs without a lower validation loss after which training ends, or those of the window of `stopRule`. */
  earlyStopping?: number;
  /**
   * windowMean: training ends, once more epochs than the window are over, when the validation loss exceeds the mean of
   * the `earlyStopping` ones before it (T. Kipf, M. Welling, 2017). Patience unless said.
   */
  stopRule?: StopRule;
  /** The weights that are judged in the end: of the best epoch unless said. */
  keep?: Keep;
  /** Writes the data that an epoch, counted from 0, draws for itself: a function of the epoch alone. */
  beginEpoch?(epoch: number): void;
}

export type StopRule = "patience" | "windowMean";
export type Keep = "best" | "last";

/** Where a training stands: plain JSON. All random numbers are functions of the seed and of this. */
export interface Position {
  /** Epochs that are over. */
  epoch: number;
  /** Steps of the running epoch that are over. */
  step: number;
  /** Steps that are over in all. */
  index: number;
  /** Seconds of computing. */
  seconds: number;
  /** Training loss of the last epoch; null before the first. */
  loss: number | null;
  bestEpoch: number;
  /** Null before the first validation. */
  bestLoss: number | null;
  /** Validation losses of the last epochs, oldest first: the window of `windowMean` and the one that it judges. */
  recent?: number[];
  /** Of a training in stages: those that have begun, with their seconds of computing. */
  stages?: { name: string; seconds: number }[];
  /** Of an adversarial training: what was seen of it so far. */
  watched?: Watched;
}

/** All that it takes to go on with the same bits. */
export interface Snapshot {
  position: Position;
  /** Parameters and states. */
  variables: Map<string, Values>;
  /** Those that the network needs to predict, as they were at the best epoch. */
  best: Map<string, Values>;
}

export interface EpochResult {
  epoch: number;
  /** Name of the stage, of a training in stages. */
  stage?: string;
  train: Sums;
  validation?: Sums;
  /** Of a network that is trained against a discriminator as well. */
  adversarial?: AdversarialMetrics;
  learningRate: number;
  /** Whether training is over: all epochs done, or stopped early. */
  last: boolean;
}

/** What gave a value that is not finite, and when. */
export interface NotFinite {
  op: string;
  label: string;
  /** Both counted from 1. */
  epoch: number;
  step: number;
}

export type Advance = { kind: "slice" } | { kind: "epoch"; result: EpochResult } | { kind: "failed"; at: NotFinite };

/** Steps are counted out to take about this long, so that a slice can end between them. */
const callMilliseconds = 5;

export class Trainer {
  private at: Position = { epoch: 0, step: 0, index: 0, seconds: 0, loss: null, bestEpoch: 0, bestLoss: null };
  private best = new Map<string, Values>();
  private readonly rewind: Rewind;
  private readonly kept: string[];
  private readonly predicting: string[];
  private readonly shuffleStream = streamOf("shuffle");
  private readonly order: Int32Array;
  private orderEpoch = -1;
  /** The validation that goes on between two slices. */
  private validating?: EvaluationPass;
  /** An estimate, which decides how many steps a call runs, never what they compute. */
  private stepMilliseconds = 1;

  constructor(private readonly options: TrainerOptions) {
    const { model } = options.graphs.train;
    this.kept = model.variables.filter(({ kind }) => kind !== "data").map(({ name }) => name);
    this.predicting = predictionVariables(options.graphs.evaluate);
    this.order = new Int32Array(options.train.length);
    this.rewind = new Rewind(() => this.snapshot());
  }

  get position(): Readonly<Position> {
    return this.at;
  }

  get finished(): boolean {
    const { epoch, bestEpoch, bestLoss, recent } = this.at;
    const { epochs, earlyStopping = Number.POSITIVE_INFINITY, stopRule } = this.options;
    if (epoch >= epochs) return true;
    if (stopRule !== "windowMean") return bestLoss !== null && epoch - bestEpoch >= earlyStopping;
    // The published rule counts epochs from 0 and asks for more than the window.
    if (!recent || epoch - 1 <= earlyStopping) return false;
    const window = recent.slice(0, -1);
    return recent[window.length] > window.reduce((sum, loss) => sum + loss, 0) / window.length;
  }

  /** Computes for about `milliseconds`, at most to the end of the epoch; may be called again until `finished`. */
  advance(milliseconds: number): Advance {
    const begin = performance.now();
    const { at: position } = this;
    const outcome = this.train(begin + milliseconds);
    const elapsed = performance.now() - begin;
    position.seconds += elapsed / 1000;
    if (outcome.kind !== "failed") this.rewind.passed(elapsed);
    return outcome;
  }

  /**
   * Puts the variables of the best epoch back; those of the last one stay where they are to be kept, or where nothing was
   * held out to choose by.
   */
  restoreBest(): void {
    for (const [name, values] of this.best) this.options.session.write(name, values);
  }

  /** What the network is now, for an export. */
  weights(): Map<string, Values> {
    return this.read(this.predicting);
  }

  snapshot(): Snapshot {
    return { position: { ...this.at }, variables: this.read(this.kept), best: new Map(this.best) };
  }

  restore({ position, variables: kept, best }: Snapshot): void {
    this.at = { ...position };
    for (const [name, values] of kept) this.options.session.write(name, values);
    this.best = new Map(best);
    this.validating = undefined;
    this.rewind.renew();
  }

  private train(deadline: number): Advance {
    const { session, graphs, train, validation, table, loss, seed } = this.options;
    const { at: position } = this;
    const steps = Math.ceil(train.length / graphs.train.capacity);
    if (position.step === 0) session.write(variables.trainingSums, [0, 0, 0]);
    this.shuffle();
    while (position.step < steps) {
      const begin = performance.now();
      const budget = Math.min(callMilliseconds, deadline - begin);
      const count = Math.min(steps - position.step, Math.max(1, Math.floor(budget / this.stepMilliseconds)));
      const { done, failed } = session.run(programs.train, {
        seed,
        rows: train.length,
        first: position.step,
        count,
        index: position.index,
        scalars: this.scalars(count, steps),
        watch: lossOutput,
      });
      const end = performance.now();
      if (failed) return { kind: "failed", at: this.findFailure(position.index + done, steps) };
      this.stepMilliseconds = Math.max(1e-4, (end - begin) / count);
      position.step += count;
      position.index += count;
      if (end >= deadline && position.step < steps) return { kind: "slice" };
    }
    const learningRate = this.rate(position.epoch, 0, steps);
    const result: EpochResult = {
      epoch: position.epoch + 1,
      train: readSums(session.read(variables.trainingSums), train.length, table, loss),
      learningRate,
      last: false,
    };
    if (validation.length > 0) {
      this.validating ??= new EvaluationPass(this.options, validation);
      if (!this.validating.run(deadline)) return { kind: "slice" };
      result.validation = this.validating.sums();
      this.validating = undefined;
      if (!Number.isFinite(result.validation.loss)) {
        return { kind: "failed", at: this.findFailure(position.index, steps) };
      }
    }
    position.epoch++;
    position.step = 0;
    position.loss = result.train.loss;
    if (result.validation) this.judge(result.validation.loss);
    result.last = this.finished;
    return { kind: "epoch", result };
  }

  /** Takes the validation loss of the epoch that is over. */
  private judge(loss: number): void {
    const { at: position } = this;
    const { stopRule, earlyStopping = 0, keep } = this.options;
    if (position.bestLoss === null || loss < position.bestLoss) {
      position.bestLoss = loss;
      position.bestEpoch = position.epoch;
      if (keep !== "last") this.best = this.weights();
    }
    if (stopRule === "windowMean") position.recent = [...(position.recent ?? []), loss].slice(-1 - earlyStopping);
  }

  /** The order of the running epoch: a function of seed and epoch alone. A batch of all rows needs no shuffle. */
  private shuffle(): void {
    const { session, graphs, train, seed } = this.options;
    const { epoch } = this.at;
    if (this.orderEpoch === epoch) return;
    const whole = graphs.train.capacity >= train.length;
    const written = this.orderEpoch >= 0;
    this.orderEpoch = epoch;
    this.options.beginEpoch?.(epoch);
    if (whole && written) return;
    this.order.set(train);
    if (!whole) new Random(seed, (this.shuffleStream + epoch) | 0).shuffle(this.order);
    session.write(variables.order, this.order);
  }

  private rate(epoch: number, step: number, steps: number): number {
    const { schedule, learningRate, epochs } = this.options;
    return scheduledRate(schedule, learningRate, { epoch, step, steps, epochs });
  }

  /** A column for each step scalar, a value for each of the next `count` steps. */
  private scalars(count: number, steps: number): Record<string, Float64Array> {
    const { epoch, step, index } = this.at;
    const columns: Record<string, Float64Array> = {};
    for (let i = 0; i < count; i++) {
      const values = optimizerScalars(this.options.optimizer, this.rate(epoch, step + i, steps), index + i + 1);
      for (const name in values) {
        columns[name] ??= new Float64Array(count);
        columns[name][i] = values[name];
      }
    }
    return columns;
  }

  /** Runs again from the last snapshot, looking at every result, up to the step whose results were not finite. */
  private findFailure(index: number, steps: number): NotFinite {
    const { session, train, validation, seed } = this.options;
    this.restore(this.rewind.last);
    const { at: position } = this;
    while (position.index <= index) {
      this.shuffle();
      if (position.step === 0) session.write(variables.trainingSums, [0, 0, 0]);
      const { failed } = session.run(programs.train, {
        seed,
        rows: train.length,
        first: position.step,
        count: 1,
        index: position.index,
        scalars: this.scalars(1, steps),
        checkAll: true,
      });
      const at = { epoch: position.epoch + 1, step: position.step + 1 };
      if (failed) return { op: failed.op, label: failed.label, ...at };
      position.index++;
      position.step++;
      if (position.step < steps) continue;
      if (position.index >= index && validation.length > 0) {
        const inValidation = new EvaluationPass(this.options, validation).findFailure();
        if (inValidation) return { op: inValidation.op, label: inValidation.label, ...at };
      }
      position.step = 0;
      position.epoch++;
    }
    throw new Error("A loss was not finite, and was finite when the same steps ran again.");
  }

  private read(names: readonly string[]): Map<string, Values> {
    return new Map(names.map((name) => [name, this.options.session.read(name)]));
  }
}

/** Parameters and states that the evaluation reads: weights, and statistics of batch normalisation. */
function predictionVariables(graph: Graph): string[] {
  const names = graph.nodes
    .filter(({ op }) => op.name === "variable")
    .map(({ attributes }) => String(attributes.name))
    .filter((name) => name !== variables.evaluationSums && graph.model.find(name)?.kind !== "data");
  return [...new Set(names)];
}
