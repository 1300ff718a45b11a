// What a run that trains is made of, whatever its task: members with examples, a network in training, a way to judge.

import type { Model } from "../../core/model";
import type { Encoder } from "../../data/encode";
import type { Partition } from "../../data/split";
import type { Member, Metrics, RunEvent, StageTime, StartEvent, VerdictEvent } from "../../experiment/events";
import type { PairedGain } from "../../experiment/paired";
import type { Tensor } from "../../export/safetensors";
import type { Sums } from "../../neural/evaluation";
import type { Table } from "../../neural/step";
import type { Snapshot, Trainer } from "../../neural/trainer";
import type { Judged } from "../generate/judge";
import type { Rate } from "./loop";
import type { Comparison, MemberResult } from "./verdict";

export interface Metric {
  name: string;
  better: "higher" | "lower";
  /** Values it can have, so that no interval goes beyond them. */
  range: readonly [number, number];
}

/** How predictions of a kind of target are measured and shown. */
export interface Judging {
  /** The verdict stands on the first. */
  metrics: readonly Metric[];
  targets: Table["targets"];
  /** `predictions` has `outputs` numbers for each of `truth`. */
  evaluate(truth: ArrayLike<number>, predictions: ArrayLike<number>, outputs: number): Metrics;
  /**
   * What a paired comparison averages over rows, the higher the better, one number a row: a hit (1 or 0), minus the
   * squared error, or what each row has to do with a metric of all of them.
   */
  rowScores(truth: ArrayLike<number>, predictions: ArrayLike<number>, outputs: number): Float64Array;
  /** What the table of predictions shows of row `offset / outputs`. */
  judge(
    truth: number,
    predictions: ArrayLike<number>,
    offset: number,
    outputs: number,
  ): { prediction: number; error: number; confidence?: number };
}

/** How a baseline is named: the key in `baselines` of events, and in a sentence. */
export interface Rival {
  name: string;
  title: string;
}

/** The rows (or nodes) that have a target and take part, with what they are judged by. */
export interface JudgedExamples {
  /** Row of the data set (index of the node) of each example. */
  rows: Uint32Array;
  /** Line of each example in the file, counted from 1; 0 for none. */
  lines?: Uint32Array;
  /** Of pictures, by row of the album. */
  names?: readonly string[];
  /** What `predict` needs to encode other data alike. */
  encoder: Encoder;
  /** Class index, or value in the target's own unit. */
  truth: Int32Array | Float64Array;
  /** Numbers that a prediction of one example has: classes, or 1. */
  outputs: number;
  /** Indices of examples, ascending. */
  parts: Partition;
}

/** A network on its data, ready to train or to go on. */
export interface Training {
  trainer: Pick<Trainer, "advance" | "finished" | "position" | "restore" | "restoreBest" | "snapshot" | "weights">;
  /** Declares the weights. */
  model: Model;
  program: StartEvent["program"];
  /** For some examples (all without): `outputs` numbers each, as the metrics take them. */
  predict(examples?: Uint32Array): Promise<Float32Array>;
  /** Beside the weights, what the network needs to predict. */
  constants?: ReadonlyMap<string, Tensor>;
  /** The epoch whose weights are judged, once training is over. */
  keptEpoch(): number;
  /** Files that the training leaves behind, by name, from the weights that are judged. */
  written?(): Promise<ReadonlyMap<string, Uint8Array>>;
  /** What a task shows beside metrics and samples after an epoch; `over`: of the weights that are judged. */
  observe?(epoch: number, over: boolean): Promise<RunEvent[]>;
  close(): void;
}

/** All members of a run. */
export interface TrainingRun {
  judging: Judging & {
    rivals: readonly Rival[];
    /** How much better the network is than a baseline, by index, where not the rows alone are the sample. */
    gain?(members: readonly MemberResult[], rival: number): Omit<PairedGain, "count">;
    /** The verdict in one sentence. `rivals` are all baselines, in the order of the table. */
    sentence(comparison: Comparison, rivals: readonly Comparison[], members: readonly MemberResult[]): string;
  };
  members: readonly Member[];
  epochs: number;
  target: string;
  /** Whether members are folds. */
  folds: boolean;
  /** Rows of the data set. */
  rows: number;
  /** Examples of a member. */
  examples(index: number): JudgedExamples;
  open(index: number): Training;
  /**
   * What each baseline predicts for the examples that judge the member, whose own predictions are handed in; undefined when
   * it was stopped on the way. Those that train tell of it.
   */
  baselines(
    index: number,
    evaluated: keyof Partition,
    predictions: Float32Array,
  ): Promise<Float64Array[] | undefined> | AsyncGenerator<RunEvent, Float64Array[] | undefined>;
  /** Metrics while training, from running sums. */
  epochMetrics(sums: Sums, examples: JudgedExamples): Metrics;
  /** What the first event says of the data. */
  start(): Omit<StartEvent, "event" | "members" | "program" | "resumed">;
  /** Leaves behind what the run comes to, beside its verdict. */
  conclude?(members: readonly MemberResult[], verdict: VerdictEvent): Promise<void>;
  /** Told after the first event. */
  opening?: readonly RunEvent[];
  /** Said after that. */
  warnings: readonly { text: string; line?: number }[];
  rate: Rate;
}

/** What a member leaves behind, from which its part of the verdict can be drawn again. */
export interface MemberOutcome {
  /** What the network needs to predict. */
  weights: Map<string, Tensor>;
  /** For every example: `outputs` numbers each. */
  predictions: Float32Array;
  /** What the choice of the best member looks at: validation loss, or training loss where nothing was held out. */
  loss: number;
  /** Epochs that were trained, and the one whose weights were kept. */
  epochs: number;
  bestEpoch: number;
  seconds: number;
  /** Of a training in stages: their names, and the seconds of each. */
  stages?: StageTime[];
  /** Of a generator: what its samples came to. */
  judged?: Judged;
  /** Files for the member's folder, by name. */
  files?: ReadonlyMap<string, Uint8Array>;
}

/** Where members keep what must outlive the process; a run without a folder has none. */
export interface MemberStore {
  /** The outcome of a member that is over. */
  outcome(member: number): Promise<Omit<MemberOutcome, "weights" | "files"> | undefined>;
  finish(member: number, outcome: MemberOutcome, examples: JudgedExamples): Promise<void>;
  /** The last checkpoint of a member that is not over. */
  checkpoint(member: number): Promise<Snapshot | undefined>;
  saveCheckpoint(member: number, snapshot: Snapshot): Promise<void>;
  /** Where the same is kept of something else that is trained for the members, by its name. */
  within(name: string): MemberStore;
  /** Keeps a file of the run as a whole. */
  keep(name: string, content: string): Promise<void>;
}
