// What the worker does for whoever started it: the calls, typed; channel.ts carries them over any postMessage.

import type {
  FitRequest,
  FitResult,
  NetworkKernels,
  PictureDescription,
  PictureFigures,
} from "../convolution/pictures";
import type { Pipeline } from "../convolution/pipeline";
import type { Region, Window } from "../convolution/program";
import type { Problem } from "../data/dataset";
import type { Description } from "../data/profile";
import type { RunEvent, Split } from "../experiment/events";
import type { Experiment } from "../experiment/schema";
import type { TrainingExperiment } from "../experiment/table-experiment";
import type { FilterEvent } from "../tasks/filter/events";
import type { FilterExperiment } from "../tasks/filter/spec";
import type { LabelsExperiment } from "../tasks/labels/spec";
import type { SpectrumEvent } from "../tasks/spectrum/events";
import type { SpectrumExperiment } from "../tasks/spectrum/spec";
import type { TableExperiment } from "../tasks/table/task";
import type { AlbumApi } from "./album-calls";
import type { Channel } from "./channel";
import type { GeneratorsApi } from "./generators-api";
import type { GraphApi, GraphFileApi } from "./graph-api";
import type { NodesApi } from "./nodes-api";
import type { PictureRunsApi } from "./picture-runs-api";

/** Where data come from: a path the worker reads itself, or the text of an unsaved editor that takes its place. */
export interface Source {
  path: string;
  /** Unsaved text; read instead of the file. */
  text?: string;
}

export interface RunRequest {
  /** Path of the experiment file, which data paths are relative to; or of the data file when there is none. */
  path: string;
  experiment: TrainingExperiment;
  /** Folder of the new run, or of the run to resume. */
  folder: string;
  resume?: boolean;
  /** Folder that the data must lie in; anywhere without it. */
  workspace?: string;
}

/** A page of a run's prediction table. */
export interface RowQuery {
  run: string;
  /** Index of the member (seed or fold); the best one without it. */
  member?: number;
  split?: Split;
  /** Only these, for a confusion cell. */
  truth?: number;
  prediction?: number;
  sort: "row" | "error";
  offset: number;
  count: number;
}

export interface RowPage {
  total: number;
  rows: {
    row: number;
    line?: number;
    /** Of a picture, where the run has kept it. */
    name?: string;
    split: Split;
    /** Class name or number as text, as the file has it; names of labels. */
    truth: string;
    prediction: string;
    /** 1 − probability of the true class, prediction − truth, or the share of the labels that are wrong. */
    error: number;
    /** Of a picture that the network has made, where it is large enough for one. */
    ssim?: number;
  }[];
}

/** Summary of a stored run, for the runs tree and for comparisons. */
export interface RunSummary {
  folder: string;
  name: string;
  task: Experiment["task"];
  /** It trains, or has trained, a network on pictures. */
  onPictures?: true;
  /** It generates samples that have a class, so that a classifier can be trained on them. */
  classed?: true;
  status: "running" | "done" | "stopped" | "failed" | "interrupted";
  started: number;
  /** Name and value of the metric that the verdict stands on. */
  metric?: { name: string; value: number; std?: number };
  sentence?: string;
  reason?: string;
}

/** Applies a chain to the pictures that an experiment names; `picture` events tell of each. */
export interface FilterRequest {
  /** Path of the experiment file, which data paths are relative to. */
  path: string;
  experiment: FilterExperiment;
  /** Folder of the new run, or of the run to resume. */
  folder: string;
  resume?: boolean;
  /** Folder that the pictures must lie in; anywhere without it. */
  workspace?: string;
  /** Pictures to take instead of those that the experiment names. */
  files?: string[];
}

/** Computes the spectrum that an experiment names; every event goes out as `spectrum`. */
export interface SpectrumRunRequest {
  /** Path of the experiment file, which data paths are relative to. */
  path: string;
  experiment: SpectrumExperiment;
  /** Folder of the new run, or of the run to resume. */
  folder: string;
  resume?: boolean;
  /** Folder that the graph must lie in; anywhere without it. */
  workspace?: string;
}

export interface SpectrumRunApi {
  /** Resolves after the last event; `stop` ends it. */
  runSpectrum(request: SpectrumRunRequest): Promise<void>;
  spectrumEvents(request: { folder: string }): Promise<SpectrumEvent[]>;
}

export interface WorkerApi
  extends PictureApi,
    AlbumApi,
    GraphApi,
    GraphFileApi,
    NodesApi,
    PictureRunsApi,
    GeneratorsApi,
    SpectrumRunApi {
  describe(source: Source): Promise<Description>;
  suggest(request: { source: Source; task?: TableExperiment["task"]; target?: string }): Promise<TableExperiment>;
  /** A complete experiment on the labels of a table, or of the pictures of a folder or file; data.file is its name. */
  suggestLabels(request: { path: string }): Promise<LabelsExperiment>;
  /** Columns (of all, or of `features`) from which the target follows without the others. */
  leaks(request: {
    source: Source;
    task: TableExperiment["task"];
    target: string;
    features?: readonly string[];
  }): Promise<Problem[]>;
  /** Trains; every event goes to `channel.emit` as it happens, and the call resolves after the last one. */
  run(request: RunRequest): Promise<void>;
  pause(request: { folder: string; paused: boolean }): Promise<void>;
  stop(request: { folder: string }): Promise<void>;
  /** All events that a stored run has written so far. */
  events(request: { folder: string }): Promise<RunEvent[]>;
  rows(query: RowQuery): Promise<RowPage>;
  runs(request: { root: string }): Promise<RunSummary[]>;
  /** `names` replace those of the experiments. */
  compare(request: { folders: string[]; names?: string[] }): Promise<Comparison>;
}

/**
 * Pictures are named by path, and stay open while they are asked for. A call with a `view`, the path unless said, ends an
 * older one of that view that is still being worked on, which is rejected with `supersededMessage`.
 */
export interface PictureApi {
  picture(request: { path: string }): Promise<PictureDescription>;
  /** Part of a picture at a reduced size (level 0 is the picture itself). */
  pictureWindow(request: { path: string; level: number; region: Region }): Promise<Window>;
  /** The same of the filtered picture: filtered at full size, then reduced. */
  filteredWindow(request: {
    path: string;
    pipeline: Pipeline;
    level: number;
    region: Region;
    view?: string;
  }): Promise<Window>;
  /** `reference`: path of a picture to compare with; the original without it. */
  pictureFigures(request: {
    path: string;
    pipeline: Pipeline;
    reference?: string;
    view?: string;
  }): Promise<PictureFigures>;
  /** Writes a filtered picture in the format of the new name; what changed beyond the filter, in sentences. */
  savePicture(request: { path: string; pipeline: Pipeline; out: string }): Promise<{ changes: string[] }>;
  networkKernels(request: { path: string }): Promise<NetworkKernels[]>;
  fitKernel(request: FitRequest): Promise<FitResult>;
  stopFit(request: { folder: string }): Promise<void>;
  /** Every event goes out as `filter`; resolves after the last one. `stop` ends it after the picture that it is at. */
  filterPictures(request: FilterRequest): Promise<void>;
  filterEvents(request: { folder: string }): Promise<FilterEvent[]>;
}

/** Runs side by side on the metrics they share. */
export interface Comparison {
  metrics: string[];
  rows: {
    name: string;
    folder: string;
    /** `std` is of several trainings, and the interval that of their mean. */
    values: Record<string, { value: number; std?: number; interval?: [number, number] }>;
  }[];
  sentence: string;
}

/** What the worker says unasked. */
export interface WorkerEvents {
  event: { folder: string; event: RunEvent };
  filter: { folder: string; event: FilterEvent };
  spectrum: { folder: string; event: SpectrumEvent };
  progress: { path: string; fraction: number };
}

export type WorkerChannel = Channel<WorkerApi, WorkerEvents>;
