// What a training comes to on the rows that judge, beside the baselines fitted on the same training rows.

import type { Metrics, Split } from "../../experiment/events";
import type { Breathe } from "./matrix";
import type { Examples, TableTask } from "./task";
import type { MemberResult } from "./verdict";

/** The rows that judge: those that nothing has looked at, else those that chose, else those that trained. */
export function evaluatedPart({ parts }: Examples): Split {
  return parts.test.length > 0 ? "test" : parts.validation.length > 0 ? "validation" : "train";
}

/** Fits every baseline on the training rows: what it predicts for the rows that judge. */
export async function fitBaselines(
  task: TableTask,
  examples: Examples,
  evaluated: Split,
  breathe: Breathe,
): Promise<Float64Array[]> {
  const { features, truth, outputs, parts } = examples;
  const matrix = { values: features.values, width: features.features };
  const predictions: Float64Array[] = [];
  for (const baseline of task.baselines) {
    const fitted = await baseline.fit({ ...matrix, rows: parts.train }, truth, outputs, breathe);
    predictions.push(await fitted({ ...matrix, rows: parts[evaluated] }));
  }
  return predictions;
}

/** `predictions` has `outputs` numbers for every example, a baseline's for every one that judges. */
export function resultOf(
  task: TableTask,
  examples: Examples,
  predictions: Float32Array,
  baselines: readonly Float64Array[],
  evaluated: Split,
): MemberResult {
  const { outputs, truth, parts, rows } = examples;
  const part = parts[evaluated];
  const own = pick(predictions, part, outputs);
  const actual = Float64Array.from(part, (example) => truth[example]);
  const measure = (given: ArrayLike<number>): Metrics => task.evaluate(actual, given, outputs);
  const score = (given: ArrayLike<number>) =>
    actual.map((value, i) => task.rowScore(value, given, i * outputs, outputs));
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
