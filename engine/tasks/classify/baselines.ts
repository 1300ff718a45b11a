// What every classification is held against: the majority class, and logistic regression on the same rows and features.

import { minimize } from "../table/lbfgs";
import { type Breathe, inBlocks, type RowsOf } from "../table/matrix";
import type { FittedBaseline } from "../table/task";

/** Always the shares of the training rows, so that the most frequent class wins. */
export async function fitMajority(train: RowsOf, truth: ArrayLike<number>, classes: number): Promise<FittedBaseline> {
  const shares = new Float64Array(classes);
  for (let i = 0; i < train.rows.length; i++) shares[truth[train.rows[i]]] += 1 / train.rows.length;
  return async ({ rows }) => {
    const probabilities = new Float64Array(rows.length * classes);
    for (let i = 0; i < rows.length; i++) probabilities.set(shares, i * classes);
    return probabilities;
  };
}

/** Strength of the quadratic penalty on weights, biases left out: scikit-learn's C = 1. */
const penalty = 1;

/**
 * Logistic regression: minimises Σ −ln p(class) + ½·Σ w², by L-BFGS. Two classes share one row of weights (a sigmoid),
 * more have one each (softmax), as in scikit-learn's LogisticRegression.
 */
export async function fitLogistic(
  train: RowsOf,
  truth: ArrayLike<number>,
  classes: number,
  breathe: Breathe,
  iterations = 300,
): Promise<FittedBaseline> {
  const outputs = classes === 2 ? 1 : classes;
  const { values, width, rows } = train;
  const stride = width + 1;
  const scores = new Float64Array(outputs);
  const objective = async (weights: Float64Array, gradient: Float64Array) => {
    let loss = 0;
    await inBlocks(rows.length, 2 * outputs * stride, breathe, (from, to) => {
      for (let i = from; i < to; i++) {
        const offset = rows[i] * width;
        writeScores(weights, values, offset, width, scores);
        loss += toResiduals(scores, truth[rows[i]]);
        for (let k = 0; k < outputs; k++) {
          const base = k * stride;
          const residual = scores[k];
          for (let j = 0; j < width; j++) gradient[base + j] += residual * values[offset + j];
          gradient[base + width] += residual;
        }
      }
    });
    for (let k = 0; k < outputs; k++) {
      for (let at = k * stride; at < k * stride + width; at++) {
        loss += (penalty / 2) * weights[at] ** 2;
        gradient[at] += penalty * weights[at];
      }
    }
    // Scaled to means over rows, so that one tolerance serves every size.
    for (let at = 0; at < gradient.length; at++) gradient[at] /= rows.length;
    return loss / rows.length;
  };
  const start = new Float64Array(outputs * stride);
  const weights = await minimize(objective, start, { iterations, tolerance: 1e-6 });
  return async (asked) => {
    const probabilities = new Float64Array(asked.rows.length * classes);
    await inBlocks(asked.rows.length, outputs * stride, breathe, (from, to) => {
      for (let i = from; i < to; i++) {
        writeScores(weights, asked.values, asked.rows[i] * width, width, scores);
        writeProbabilities(scores, probabilities, i * classes);
      }
    });
    return probabilities;
  };
}

/** scores[k] = w_k · x + b_k */
function writeScores(
  weights: Float64Array,
  values: Float32Array,
  offset: number,
  width: number,
  scores: Float64Array,
): void {
  for (let k = 0; k < scores.length; k++) {
    const base = k * (width + 1);
    let score = weights[base + width];
    for (let j = 0; j < width; j++) score += weights[base + j] * values[offset + j];
    scores[k] = score;
  }
}

/** Replaces scores by the loss's derivatives with respect to them, and returns the loss. */
function toResiduals(scores: Float64Array, truth: number): number {
  if (scores.length === 1) {
    const [score] = scores;
    scores[0] = 1 / (1 + Math.exp(-score)) - truth;
    // ln(1 + e^±score), without overflow.
    return Math.max(score, 0) - truth * score + Math.log1p(Math.exp(-Math.abs(score)));
  }
  const own = scores[truth];
  const logSum = toProbabilities(scores);
  scores[truth] -= 1;
  return logSum - own;
}

/** Replaces scores by their softmax, and returns ln Σ e^score. */
function toProbabilities(scores: Float64Array): number {
  const largest = scores.reduce((a, b) => Math.max(a, b));
  let sum = 0;
  for (let k = 0; k < scores.length; k++) {
    scores[k] = Math.exp(scores[k] - largest);
    sum += scores[k];
  }
  for (let k = 0; k < scores.length; k++) scores[k] /= sum;
  return largest + Math.log(sum);
}

function writeProbabilities(scores: Float64Array, target: Float64Array, offset: number): void {
  if (scores.length === 1) {
    const probability = 1 / (1 + Math.exp(-scores[0]));
    target[offset] = 1 - probability;
    target[offset + 1] = probability;
    return;
  }
  toProbabilities(scores);
  target.set(scores, offset);
}
