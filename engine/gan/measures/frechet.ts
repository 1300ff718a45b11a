// The Fréchet distance between the Gaussians that have the means and covariances of two sets of rows.

import { smallEigenpairs } from "../../graph/small-eigen";
import { countOfRows, type Rows } from "./neighbours";

export interface Moments {
  mean: Float64Array;
  /** [width, width], divided by rows − 1. */
  covariance: Float64Array;
}

export function momentsOf(rows: Rows): Moments {
  const { values, width } = rows;
  const count = countOfRows(rows);
  const mean = new Float64Array(width);
  for (let i = 0; i < values.length; i++) mean[i % width] += values[i] / count;
  const covariance = new Float64Array(width * width);
  const centred = new Float64Array(width);
  for (let row = 0; row < count; row++) {
    for (let a = 0; a < width; a++) centred[a] = values[row * width + a] - mean[a];
    for (let a = 0; a < width; a++) {
      for (let b = 0; b <= a; b++) covariance[a * width + b] += centred[a] * centred[b];
    }
  }
  for (let a = 0; a < width; a++) {
    for (let b = 0; b <= a; b++) {
      covariance[a * width + b] /= Math.max(1, count - 1);
      covariance[b * width + a] = covariance[a * width + b];
    }
  }
  return { mean, covariance };
}

/**
 * |μ₁ − μ₂|² + tr(C₁ + C₂ − 2·(C₁·C₂)^½) (D. C. Dowson, B. V. Landau, 1982), the last by the eigenvalues of
 * C₁^½·C₂·C₁^½, which are those of C₁·C₂; of M. Heusel et al., 2017, where rows are features of pictures.
 */
export function frechetDistance(first: Moments, second: Moments): number {
  const width = first.mean.length;
  const at = (matrix: Float64Array, i: number) => matrix[i * width + i];
  const root = squareRoot(first.covariance, width);
  const inner = product(product(root, second.covariance, width), root, width);
  const { values } = smallEigenpairs(inner, width);
  let distance = 0;
  for (let i = 0; i < width; i++) {
    distance += (first.mean[i] - second.mean[i]) ** 2;
    // Of a covariance without full rank some are rounding errors below 0.
    distance += at(first.covariance, i) + at(second.covariance, i) - 2 * Math.sqrt(Math.max(0, values[i]));
  }
  return Math.max(0, distance);
}

/** Of a symmetric matrix without negative eigenvalues. */
export function squareRoot(matrix: Float64Array, width: number): Float64Array {
  const { values, vectors } = smallEigenpairs(matrix.slice(), width);
  const root = new Float64Array(width * width);
  for (let k = 0; k < width; k++) {
    const scale = Math.sqrt(Math.max(0, values[k]));
    for (let a = 0; a < width; a++) {
      for (let b = 0; b < width; b++) root[a * width + b] += scale * vectors[k * width + a] * vectors[k * width + b];
    }
  }
  return root;
}

function product(a: Float64Array, b: Float64Array, width: number): Float64Array {
  const result = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    for (let k = 0; k < width; k++) {
      for (let j = 0; j < width; j++) result[i * width + j] += a[i * width + k] * b[k * width + j];
    }
  }
  return result;
}
