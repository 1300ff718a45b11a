// What a training comes to on the rows that judge, beside the baselines on the same rows.

import type { Metrics, Split } from "../../experiment/events";
import type { JudgedExamples, Judging } from "./training";
import type { MemberResult } from "./verdict";

/** The rows that judge: those that nothing has looked at, else those that chose, else those that trained. */
export function evaluatedPart({ parts }: Pick<JudgedExamples, "parts">): Split {
  return parts.test.length > 0 ? "test" : parts.validation.length > 0 ? "validation" : "train";
}

/** `predictions` has `outputs` numbers for every example, a baseline's for every one that judges. */
export function resultOf(
  judging: Judging,
  examples: JudgedExamples,
  predictions: Float32Array,
  baselines: readonly Float64Array[],
  evaluated: Split,
): MemberResult {
  const { outputs, truth, parts, rows } = examples;
  const part = parts[evaluated];
  const own = pick(predictions, part, outputs);
  const actual = Float64Array.from(part, (example) => truth[example]);
  const measure = (given: ArrayLike<number>): Metrics => judging.evaluate(actual, given, outputs);
  const score = (given: ArrayLike<number>) => judging.rowScores(actual, given, outputs);
  return {
    metrics: measure(own),
    baselines: baselines.map(measure),
    rows: part.map((example) => rows[example]),
    scores: score(own),
    baselineScores: baselines.map(score),
  };
}

/** Rows of a matrix with `width` columns. */
export function pick(values: Float32Array, rows: Uint32Array, width: number): Float32Array {
  const picked = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    picked.set(values.subarray(row * width, (row + 1) * width), i * width);
  });
  return picked;
}
