// What a run of the task `spectrum` says while it goes on: one JSON object each, the same for the store, the command line and the views.

import type { Assumption, Problem } from "../../data/dataset";
import type { EndEvent, GraphSummary, Metrics } from "../../experiment/events";
import type { Spectrum, SpectrumPlan } from "../../graph/spectrum-types";
import type { SpectrumExperiment } from "./spec";

export interface SpectrumStartEvent {
  event: "start";
  name: string;
  task: "spectrum";
  /** The run folder; absent when nothing is stored. */
  run?: string;
  experiment: SpectrumExperiment;
  data: GraphSummary & { file: string };
  /** The method, why, and bytes of memory at most, before it begins. */
  plan: SpectrumPlan;
  threads: number;
  assumptions: Assumption[];
  problems: Problem[];
  /** Whether the run was stopped before this start, and computes again. */
  resumed?: true;
}

export interface SpectrumProgressEvent {
  event: "progress";
  /** How far the computation has come, 0 to 1. */
  fraction: number;
  /** Seconds since it began. */
  seconds: number;
}

export interface SpectrumVerdictEvent {
  event: "verdict";
  /** See `metricsOfSpectrum`. */
  metrics: Metrics;
  /** What the spectrum says of the graph, in sentences. */
  sentence: string;
  /** Names of the files in the run's folder that hold the numbers. */
  files: string[];
}

export type SpectrumEvent = SpectrumStartEvent | SpectrumProgressEvent | Spectrum | SpectrumVerdictEvent | EndEvent;
