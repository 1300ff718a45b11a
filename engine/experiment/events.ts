// What a run says while it goes on: one JSON object each, the same for the store, the command line and the views.

import type { Assumption, Problem } from "../data/dataset";
import type { DistributionsEvent, FieldEvent, GeneratedEvent } from "../tasks/generate/events";
import type { HeadEvent, LabelScoresEvent, LabelsEvent } from "../tasks/labels/events";
import type { EmbeddingEvent, LayersEvent } from "../tasks/network/events";
import type { PicturesEvent, WeightsEvent } from "../tasks/pictures/events";
import type { TrainingExperiment } from "./table-experiment";

/** Metric names to values: see `metricsOf` in engine/tasks. Losses are means over rows. */
export type Metrics = Record<string, number>;

/** Over several seeds or folds; `values` are in the order of the members. */
export interface Spread {
  mean: number;
  std: number;
  values: number[];
}

export type Summary = Record<string, number | Spread>;

/** Which of a run's several trainings an event belongs to; absent when the run has one. */
export interface Member {
  seed: number;
  /** Counted from 1. */
  fold?: number;
}

export interface StartEvent {
  event: "start";
  name: string;
  task: TrainingExperiment["task"];
  /** The run folder; absent when nothing is stored. */
  run?: string;
  experiment: TrainingExperiment;
  members: Member[];
  /** Executor id: module and vector kind. A resume demands the same one. */
  executor: string;
  data: {
    file: string;
    rows: number;
    train: number;
    validation: number;
    test: number;
    features: { name: string; encoding: string }[];
    target: string;
    /** Names of the classes, where the target has classes. */
    classes?: string[];
    /** For tasks on graphs: the graph, and what a layer of the network computes from it, in plain text. */
    graph?: GraphSummary;
    aggregation?: string;
    /** For tasks on pictures. */
    album?: AlbumSummary;
  };
  /** Number of trained parameters, instructions in a training step, bytes of memory and threads that the run takes. */
  program: { parameters: number; instructions: number; bytes: number; threads: number };
  assumptions: Assumption[];
  problems: Problem[];
  /** Epoch after which this start resumes; absent for a fresh run. */
  resumed?: number;
}

export interface AlbumSummary {
  pictures: number;
  /** Least and most, in pixels. */
  width: [number, number];
  height: [number, number];
  channels: 1 | 3;
  /** Files that could not be read and were left out. */
  unreadable: number;
  /** What folders or labels say that is on the pictures. */
  classes?: string[];
}

export interface GraphSummary {
  /** Of a collection: how many graphs, of which the other numbers are sums. */
  graphs?: number;
  nodes: number;
  /** Of unordered pairs unless directed, loops and repeats left out; of a hypergraph its incidences. */
  edges: number;
  hyperedges?: number;
  components: number;
  isolated: number;
  directed: boolean;
  weighted: boolean;
}

export interface EpochEvent {
  event: "epoch";
  member: number;
  /** Which stage it belongs to, of a training in stages; epochs are counted on over them. */
  stage?: string;
  /** Counted from 1. */
  epoch: number;
  epochs: number;
  train: Metrics;
  validation?: Metrics;
  learningRate: number;
  /** Seconds of training since the member began, pauses left out. */
  seconds: number;
}

/** Predictions that a view draws while the run goes on and at its end; at most `sampleLimit` rows, evenly spread. */
export interface SampleEvent {
  event: "sample";
  member: number;
  epoch: number;
  split: Split;
  /** Row index in the data set (counted from 0) and line in the file (counted from 1, absent for binary formats). */
  rows: number[];
  lines?: number[];
  /** Of pictures. */
  names?: string[];
  /** Class index, or value. */
  truth: number[];
  prediction: number[];
  /** Probability of the predicted class, of classes. */
  confidence?: number[];
  /** Rows that the split has in all. */
  total: number;
  /** Over all rows of the split, `confusion[truth][prediction]`, of classes. */
  confusion?: number[][];
}

export type Split = "train" | "validation" | "test";

export interface WarningEvent {
  event: "warning";
  text: string;
  line?: number;
}

export interface VerdictEvent {
  event: "verdict";
  /** Of the configured model, on `evaluated`. */
  metrics: Summary;
  baselines: Record<string, Summary>;
  /** Which rows the numbers come from: "train" says that nothing was held out. */
  evaluated: Split;
  evaluatedRows: number;
  /** Null where nothing was held out, so that there is nothing to say. */
  beatsBaselines: boolean | null;
  /** Names of the baselines that it clearly beats; absent in runs from before they were told apart. */
  beaten?: string[];
  /** The verdict in one sentence. */
  sentence: string;
  /** Index of the member with the best validation, which `predict` and `export` take. */
  best: number;
  /** Of trainings in stages: how long each stage took the best member. */
  stages?: StageTime[];
}

export interface StageTime {
  name: string;
  seconds: number;
}

export interface EndEvent {
  event: "end";
  status: "done" | "stopped" | "failed";
  /** One sentence, when it failed: which op, which step, what to change. */
  reason?: string;
  metrics: Summary;
  baselines: Record<string, Summary>;
  /** Wall-clock seconds. */
  seconds: number;
  run?: string;
}

export type RunEvent =
  | StartEvent
  | EpochEvent
  | SampleEvent
  | WarningEvent
  | EmbeddingEvent
  | LayersEvent
  | PicturesEvent
  | WeightsEvent
  | GeneratedEvent
  | FieldEvent
  | DistributionsEvent
  | LabelsEvent
  | HeadEvent
  | LabelScoresEvent
  | VerdictEvent
  | EndEvent;

/** Rows in a `sample` event at most: what a chart can show, so that a page is never sent more. */
export const sampleLimit = 2000;
