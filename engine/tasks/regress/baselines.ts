// What every regression is held against: the mean, and linear regression on the same rows and features.

import { solveCholesky } from "../../core/cholesky";
import { type Breathe, inBlocks, type RowsOf } from "../table/matrix";
import type { FittedBaseline } from "../table/task";

/** Always the mean of the training rows. */
export async function fitMean(train: RowsOf, truth: ArrayLike<number>): Promise<FittedBaseline> {
  let mean = 0;
  for (let i = 0; i < train.rows.length; i++) mean += truth[train.rows[i]] / train.rows.length;
  return async ({ rows }) => new Float64Array(rows.length).fill(mean);
}

/** Added to the diagonal of the scaled normal equations, so that columns that repeat each other do no harm. */
const ridge = 1e-9;

/**
 * Linear regression with intercept by least squares: normal equations of centred columns scaled to unit variance, solved
 * by Cholesky's factorisation. A column that is constant among the training rows has no weight.
 */
export async function fitLinear(train: RowsOf, truth: ArrayLike<number>, breathe: Breathe): Promise<FittedBaseline> {
  const { values, width, rows } = train;
  const mean = new Float64Array(width);
  let targetMean = 0;
  await inBlocks(rows.length, width, breathe, (from, to) => {
    for (let i = from; i < to; i++) {
      for (let j = 0; j < width; j++) mean[j] += values[rows[i] * width + j] / rows.length;
      targetMean += truth[rows[i]] / rows.length;
    }
  });
  const products = new Float64Array(width * width);
  const withTarget = new Float64Array(width);
  const centred = new Float64Array(width);
  await inBlocks(rows.length, (width * width) / 2 + width, breathe, (from, to) => {
    for (let i = from; i < to; i++) {
      for (let j = 0; j < width; j++) centred[j] = values[rows[i] * width + j] - mean[j];
      const target = truth[rows[i]] - targetMean;
      for (let j = 0; j < width; j++) {
        withTarget[j] += centred[j] * target;
        for (let k = 0; k <= j; k++) products[j * width + k] += centred[j] * centred[k];
      }
    }
  });
  const scale = Float64Array.from(mean, (_, j) => Math.sqrt(products[j * width + j]) || Number.POSITIVE_INFINITY);
  for (let j = 0; j < width; j++) {
    withTarget[j] /= scale[j];
    for (let k = 0; k <= j; k++) products[j * width + k] /= scale[j] * scale[k];
    products[j * width + j] = (scale[j] === Number.POSITIVE_INFINITY ? 1 : products[j * width + j]) + ridge;
  }
  const weights = solveCholesky(products, withTarget, ridge).map((weight, j) => weight / scale[j]);
  const intercept = targetMean - weights.reduce((sum, weight, j) => sum + weight * mean[j], 0);
  return async (asked) => {
    const predicted = new Float64Array(asked.rows.length);
    await inBlocks(asked.rows.length, width, breathe, (from, to) => {
      for (let i = from; i < to; i++) {
        let value = intercept;
        for (let j = 0; j < width; j++) value += weights[j] * asked.values[asked.rows[i] * width + j];
        predicted[i] = value;
      }
    });
    return predicted;
  };
}
