// The map of the nodes: activations in their two main directions, turned so that successive maps lie on each other.

import type { Breathe } from "../table/matrix";

/** Rows of a matrix in two dimensions. */
export interface PlaneMap {
  x: Float64Array;
  y: Float64Array;
  /** Share of the variance that the two directions hold; 1 where there is none. */
  explained: number;
}

/** Rounds of orthogonal iteration at most, and the change of the captured variance at which it ends. */
const rounds = 100;
const tolerance = 1e-10;

/** Multiplications between two breaths. */
const sliceWork = 2_000_000;

/**
 * The two main directions (principal components) of the chosen rows of `values` [· × width], by orthogonal iteration on
 * the covariance; where a map of the same rows came before, axes are turned or mirrored onto it (orthogonal Procrustes).
 */
export async function planeMap(
  values: Float32Array,
  width: number,
  rows: Uint32Array,
  breathe: Breathe,
  before?: PlaneMap,
): Promise<PlaneMap> {
  const mean = new Float64Array(width);
  for (const row of rows) for (let j = 0; j < width; j++) mean[j] += values[row * width + j] / rows.length;
  let total = 0;
  for (const row of rows) for (let j = 0; j < width; j++) total += (values[row * width + j] - mean[j]) ** 2;
  let directions = [startOf(width, 0), startOf(width, 1)];
  orthonormalize(directions);
  let [x, y]: Float64Array[] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  let captured = -1;
  let work = 0;
  for (let round = 0; round < rounds; round++) {
    const next = [new Float64Array(width), new Float64Array(width)];
    let sum = 0;
    for (let i = 0; i < rows.length; i++) {
      const at = rows[i] * width;
      [x[i], y[i]] = [0, 0];
      for (let j = 0; j < width; j++) {
        const value = values[at + j] - mean[j];
        x[i] += value * directions[0][j];
        y[i] += value * directions[1][j];
      }
      for (let j = 0; j < width; j++) {
        const value = values[at + j] - mean[j];
        next[0][j] += value * x[i];
        next[1][j] += value * y[i];
      }
      sum += x[i] ** 2 + y[i] ** 2;
      work += 4 * width;
      if (work > sliceWork) {
        await breathe();
        work = 0;
      }
    }
    const settled = sum - captured <= tolerance * total;
    captured = sum;
    if (settled) break;
    directions = next;
    orthonormalize(directions);
  }
  [x, y] = before ? turnedOnto(before, x, y) : alongAxes(x, y);
  return { x, y, explained: total > 0 ? Math.min(1, captured / total) : 1 };
}

/** Some vector that no activation is orthogonal to by chance: cosines of incommensurable frequencies. */
const startOf = (width: number, index: number): Float64Array =>
  Float64Array.from({ length: width }, (_, j) => Math.cos((j + 1) * (index + 1) * Math.SQRT2));

/** Gram–Schmidt; a vector that vanishes stays 0. */
function orthonormalize([first, second]: Float64Array[]): void {
  scaleToUnit(first);
  let dot = 0;
  for (let j = 0; j < first.length; j++) dot += first[j] * second[j];
  for (let j = 0; j < first.length; j++) second[j] -= dot * first[j];
  scaleToUnit(second);
}

function scaleToUnit(vector: Float64Array): void {
  const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (norm > 1e-150) for (let j = 0; j < vector.length; j++) vector[j] /= norm;
  else vector.fill(0);
}

/** Turned so that x has the larger variance and the two are uncorrelated. */
function alongAxes(x: Float64Array, y: Float64Array): [Float64Array, Float64Array] {
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    xx += x[i] * x[i];
    xy += x[i] * y[i];
    yy += y[i] * y[i];
  }
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  return turned(x, y, Math.cos(angle), Math.sin(angle), 1);
}

/** The rotation, or rotation with mirror, that comes nearest to the map before. */
function turnedOnto(before: PlaneMap, x: Float64Array, y: Float64Array): [Float64Array, Float64Array] {
  let [xx, xy, yx, yy] = [0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    xx += before.x[i] * x[i];
    xy += before.x[i] * y[i];
    yx += before.y[i] * x[i];
    yy += before.y[i] * y[i];
  }
  // Of all rotations the best gives hypot(xx + yy, xy − yx); of all with a mirror, hypot(xx − yy, xy + yx).
  const plain = Math.hypot(xx + yy, xy - yx);
  const mirrored = Math.hypot(xx - yy, xy + yx);
  if (Math.max(plain, mirrored) === 0) return [x, y];
  return plain >= mirrored
    ? turned(x, y, (xx + yy) / plain, (xy - yx) / plain, 1)
    : turned(x, y, (xx - yy) / mirrored, (xy + yx) / mirrored, -1);
}

/** x' = cos·x + sin·y, y' = mirror·(cos·y − sin·x). */
function turned(
  x: Float64Array,
  y: Float64Array,
  cosine: number,
  sine: number,
  mirror: number,
): [Float64Array, Float64Array] {
  return [
    x.map((value, i) => cosine * value + sine * y[i]),
    y.map((value, i) => mirror * (cosine * value - sine * x[i])),
  ];
}
