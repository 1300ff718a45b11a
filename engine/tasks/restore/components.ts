// Principal components of clean pictures of one size: what restores by leaving out all that no picture of the kind has.

import { Random } from "../../core/random";
import { smallEigenpairs } from "../../graph/small-eigen";
import type { Breathe } from "../table/matrix";

export interface Components {
  mean: Float64Array;
  /** Unit vectors, the most important first; fewer than asked for where the pictures have no more. */
  axes: Float64Array[];
}

/** Components that are iterated beside those that are wanted, for their sake. */
const beside = 8;
const rounds = 80;
/** Pictures at most, and multiplications of their products with each other. */
const mostPictures = 400;
const mostWork = 2e9;

/** The mean of vectors of one length. */
export function meanOf(vectors: readonly ArrayLike<number>[]): Float64Array {
  const mean = new Float64Array(vectors[0].length);
  for (const vector of vectors) for (let i = 0; i < mean.length; i++) mean[i] += vector[i] / vectors.length;
  return mean;
}

/**
 * The `count` main directions of vectors of one length, from the products of all pairs (L. Sirovich, M. Kirby, 1987), by
 * orthogonal iteration and a last rotation onto the axes (Rayleigh and Ritz). Of many vectors, some that are evenly spread.
 */
export async function components(
  all: readonly ArrayLike<number>[],
  count: number,
  breathe: Breathe,
): Promise<Components> {
  const mean = meanOf(all);
  const length = mean.length;
  const n = Math.min(all.length, mostPictures, Math.max(2, Math.floor(Math.sqrt(mostWork / length))));
  const centred: Float64Array[] = [];
  for (let i = 0; i < n; i++) {
    const vector = all[Math.floor((i * all.length) / n)];
    centred.push(Float64Array.from(mean, (value, k) => vector[k] - value));
  }
  const products = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      products[i * n + j] = dot(centred[i], centred[j]);
      products[j * n + i] = products[i * n + j];
    }
    await breathe();
  }
  const random = new Random(1);
  let basis = orthonormal(
    Array.from({ length: Math.min(n - 1, count + beside) }, () =>
      Float64Array.from({ length: n }, () => random.normal()),
    ),
  );
  for (let round = 0; round < rounds; round++) {
    basis = orthonormal(basis.map((vector) => times(products, vector)));
    await breathe();
  }
  // Fewer where the vectors have no more directions.
  const width = basis.length;
  const moved = basis.map((vector) => times(products, vector));
  const inner = Float64Array.from({ length: width * width }, (_, at) =>
    dot(basis[Math.floor(at / width)], moved[at % width]),
  );
  const { values, vectors } = smallEigenpairs(inner, width);
  const axes: Float64Array[] = [];
  for (let k = width - 1; k >= Math.max(0, width - count); k--) {
    if (values[k] <= 1e-10 * values[width - 1]) break;
    const axis = new Float64Array(length);
    for (let i = 0; i < n; i++) {
      let weight = 0;
      for (let j = 0; j < width; j++) weight += basis[j][i] * vectors[k * width + j];
      for (let p = 0; p < length; p++) axis[p] += weight * centred[i][p];
    }
    axes.push(...orthonormal([axis]));
    await breathe();
  }
  return { mean, axes };
}

/** The point nearest to `vector` among the mean and what the axes reach from it. */
export function projected({ mean, axes }: Components, vector: ArrayLike<number>): Float32Array {
  const difference = Float64Array.from(mean, (value, i) => vector[i] - value);
  const result = Float64Array.from(mean);
  for (const axis of axes) {
    const weight = dot(axis, difference);
    for (let i = 0; i < result.length; i++) result[i] += weight * axis[i];
  }
  return Float32Array.from(result);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const n = vector.length;
  return Float64Array.from(vector, (_, row) => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += matrix[row * n + i] * vector[i];
    return sum;
  });
}

/** Gram and Schmidt, twice, in place; what depends on the vectors before it is left out. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const kept: Float64Array[] = [];
  for (const vector of vectors) {
    const before = Math.sqrt(dot(vector, vector));
    for (let pass = 0; pass < 2; pass++) {
      for (const other of kept) {
        const along = dot(vector, other);
        for (let i = 0; i < vector.length; i++) vector[i] -= along * other[i];
      }
    }
    const norm = Math.sqrt(dot(vector, vector));
    if (norm <= 1e-12 * before || norm === 0) continue;
    for (let i = 0; i < vector.length; i++) vector[i] /= norm;
    kept.push(vector);
  }
  return kept;
}
