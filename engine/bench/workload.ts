// What a benchmark workload is, and the line that it gives.

import type { Executor } from "../core/executor";

/** A workload, ready to run. */
export interface Prepared {
  /** Does `count` units of work. */
  run(count: number): void;
  /** What shows that the work is the one that is meant; `milliseconds` is the median for a unit. */
  note(milliseconds: number): string;
}

export interface Workload {
  name: string;
  /** What a time is for: a step, a product, an image. */
  unit: string;
  prepare(executor: Executor): Prepared;
}

export interface BenchLine {
  workload: string;
  threads: number;
  median_ms: number;
  min_ms: number;
  unit: string;
  note: string;
  executor: string;
}
