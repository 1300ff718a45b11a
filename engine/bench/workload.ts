// What a benchmark workload is, and the line that it gives.

import type { Executor } from "../core/executor";
import type { Check } from "./checks";

/** A workload, ready to run. */
export interface Prepared {
  /** Does `count` units of work. */
  run(count: number): void | Promise<void>;
  /** What shows that the work is the one that is meant; `milliseconds` is the median for a unit. */
  note(milliseconds: number): string;
  /** Gives back what it holds. */
  close?(): void;
}

export interface Workload {
  name: string;
  /** What a time is for: a step, a product, an image. */
  unit: string;
  /** The losses that every engine finds. */
  checks?: readonly Check[];
  /** @throws CheckError when the work turns out to be another one */
  prepare(executor: Executor): Prepared | Promise<Prepared>;
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

/** The line for people. */
export function describeLine({ workload, median_ms, min_ms, unit, threads, note }: BenchLine): string {
  const times = `${median_ms} ms per ${unit} (least ${min_ms})`;
  return `${workload}: ${times}, ${threads === 1 ? "1 thread" : `${threads} threads`} · ${note}`;
}

/** Four digits. */
export const rounded = (value: number): number => Number(value.toPrecision(4));
