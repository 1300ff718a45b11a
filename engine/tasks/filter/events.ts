// What a run of the task `filter` says while it goes on: one JSON object each, the same for the store, the command line and the views.

import type { Assumption } from "../../data/dataset";
import type { Metrics } from "../../experiment/events";
import type { FilterExperiment } from "./spec";

export interface FilterStartEvent {
  event: "start";
  name: string;
  task: "filter";
  /** The run folder; absent when nothing is stored. */
  run?: string;
  experiment: FilterExperiment;
  /** Absolute path of the folder that paths of pictures are relative to, where they are inside it: that of the experiment file. */
  base: string;
  data: { file: string; pictures: number };
  /** What the chain computes, in words: the tool, edge, light, alpha. */
  assumptions: Assumption[];
  /** Pictures done before this start; absent for a fresh run. */
  resumed?: number;
}

/** One picture is done, or cannot be. */
export interface PictureEvent {
  event: "picture";
  /** Counted from 1. */
  number: number;
  total: number;
  /** Path of the picture, and of what was written; relative to `base` of the start where they are inside. */
  file: string;
  out?: string;
  width?: number;
  height?: number;
  /** What is not as in the original beyond the filter: bit depth, profile, rotation, alpha, format. */
  changes: string[];
  /** Why it could not be done: one sentence. */
  failed?: string;
  seconds: number;
}

export interface FilterEndEvent {
  event: "end";
  /** `stopped` and `failed` can be resumed: the pictures that are left are done then. */
  status: "done" | "stopped" | "failed";
  reason?: string;
  done: number;
  failed: number;
  left: number;
  /** One sentence that says what was done. */
  sentence: string;
  /** Of a fit: mean over the held-out pictures; empty for a chain that was applied. */
  metrics: Metrics;
  baselines: Record<string, Metrics>;
  seconds: number;
  run?: string;
}

export type FilterEvent = FilterStartEvent | PictureEvent | FilterEndEvent;
