// What a person wants to know of a table before training on it: the type and summary of every column, and what was assumed.

import type { Assumption, ColumnType, Problem } from "./dataset";

export interface ColumnProfile {
  name: string;
  type: ColumnType;
  missing: number;
  /** Number of different values (missing ones not counted); for numbers counted up to 10 000. */
  distinct: number;
  /** Of numbers and dates. */
  minimum?: number;
  maximum?: number;
  mean?: number;
  standardDeviation?: number;
  /** The most frequent values, most frequent first, at most 20: of categories. */
  top?: { value: string; count: number }[];
}

/** The `describe` verb's answer; the keys that apply. */
export interface Description {
  event: "description";
  format: string;
  rows: number;
  columns: ColumnProfile[];
  /** Columns that could be predicted, best guess first. */
  targets: TargetSuggestion[];
  assumptions: Assumption[];
  problems: Problem[];
}

export interface TargetSuggestion {
  column: string;
  task: "classify" | "regress";
  /** Number of classes, for `classify`. */
  classes?: number;
  /** One clause: why this column. */
  reason: string;
}
