// Two models on the same rows: the mean difference of their scores, and what the rows allow to say of it.

import { type Interval, tQuantile } from "./statistics";

/** Scores of some rows of a data set, the higher the better. */
export interface RowScores {
  rows: ArrayLike<number>;
  scores: ArrayLike<number>;
}

/** For every row of the data set its score, averaged over the trainings that held it out; NaN where none did. */
export function meanScores(members: readonly RowScores[], datasetRows: number): Float64Array {
  const means = new Float64Array(datasetRows);
  const counts = new Int32Array(datasetRows);
  for (const { rows, scores } of members) {
    for (let i = 0; i < rows.length; i++) {
      means[rows[i]] += scores[i];
      counts[rows[i]]++;
    }
  }
  for (let row = 0; row < datasetRows; row++) means[row] = counts[row] > 0 ? means[row] / counts[row] : Number.NaN;
  return means;
}

export interface PairedGain {
  /** How much higher the first scores are, on average over the rows that both have. */
  gain: number;
  /** Student's 95 % interval, with the rows as the sample. */
  interval: Interval;
  /** Number of these rows. */
  count: number;
  outcome: "better" | "unclear" | "worse" | "equal";
}

export function pairedGain(first: Float64Array, second: Float64Array): PairedGain {
  let [count, mean, squares] = [0, 0, 0];
  for (let row = 0; row < first.length; row++) {
    const difference = first[row] - second[row];
    if (Number.isNaN(difference)) continue;
    count++;
    const before = difference - mean;
    mean += before / count;
    squares += before * (difference - mean);
  }
  const half = count < 2 ? Number.POSITIVE_INFINITY : tQuantile(count - 1) * Math.sqrt(squares / (count - 1) / count);
  const interval: Interval = [mean - half, mean + half];
  const outcome =
    half === 0 && mean === 0 ? "equal" : interval[0] > 0 ? "better" : interval[1] < 0 ? "worse" : "unclear";
  return { gain: mean, interval, count, outcome };
}
