// How one pixel came about, in plain data for views: neighbours, weights, products, and the arithmetic after them.

import type { Elements, FilterNode } from "./program";

/** A neighbour in a table. */
export interface ExplainedTerm {
  /** Its place from the pixel, in pixels to the right and down. */
  dx: number;
  dy: number;
  /** The pixel of the picture that was read for it; absent where 0 stands beyond the border. */
  x?: number;
  y?: number;
  /** Whether it lies beyond the border. */
  outside: boolean;
  /** In the units of the stage's input. */
  value: number;
  /** Of sums; for a bilateral filter as computed for this very pixel. */
  weight?: number;
  /** value × weight; the products add up to the first value of the arithmetic. */
  product?: number;
  /** Of medians: its place in the order of values, from 0 on. */
  rank?: number;
  /** Of medians: whether it is the value in the middle. */
  middle?: boolean;
}

/** A value, and what was done to the one before it to get there. */
export interface ExplainedOperation {
  does: string;
  value: number;
}

/** One operation on the way: a node of the program. */
export interface ExplainedStage {
  /** Index in the program. */
  node: number;
  op: FilterNode["op"];
  /** What it does, as a heading. */
  title: string;
  /** What its values are: stored values, linear light, colours × alpha …; and their white. */
  values: string;
  white: number;
  /** Size of the neighbourhood; 0 where it has none, or where the pixel was not filtered. */
  rows: number;
  columns: number;
  terms: ExplainedTerm[];
  /** From the sum (or the value in the middle, or the pixel itself) to the result, one operation a line. */
  arithmetic: ExplainedOperation[];
  /** The sample that the executor computed, in units of `elements`. */
  result: number;
  elements: Elements;
  /** Sentences on edges and the like. */
  notes: string[];
}

export interface PixelExplanation {
  x: number;
  y: number;
  channel: number;
  /** grey, red, green, blue or alpha. */
  channelName: string;
  /** Of the pipeline, counted from 0. */
  step: number;
  /** The sample before and after the step, as rendered. */
  before: number;
  result: number;
  elements: Elements;
  /** From the step's input to its result; empty for a step that is off. */
  stages: ExplainedStage[];
  /** What the chain's tool does, in sentences. */
  notes: string[];
}
