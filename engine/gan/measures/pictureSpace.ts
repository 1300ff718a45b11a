// Pictures by their first principal components: a space of few numbers in which near is alike to the eye of a pixel.

import { type Components, components } from "../../tasks/restore/components";
import type { Breathe } from "../../tasks/table/matrix";
import { countOfRows, type Rows } from "./neighbours";

/** Components that are kept. */
const kept = 50;

/** Of training pictures. */
export async function pictureComponents(training: Rows, breathe: Breathe): Promise<Components> {
  const { values, width } = training;
  const pictures = Array.from({ length: countOfRows(training) }, (_, i) => values.subarray(i * width, (i + 1) * width));
  return components(pictures, kept, breathe);
}

/** Coordinates along the components. */
export async function coordinates({ mean, axes }: Components, pictures: Rows, breathe: Breathe): Promise<Rows> {
  const count = countOfRows(pictures);
  const { width } = pictures;
  const values = new Float32Array(count * axes.length);
  const centred = new Float64Array(width);
  for (let row = 0; row < count; row++) {
    for (let i = 0; i < width; i++) centred[i] = pictures.values[row * width + i] - mean[i];
    for (const [k, axis] of axes.entries()) {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += axis[i] * centred[i];
      values[row * axes.length + k] = sum;
    }
    await breathe();
  }
  return { values, width: axes.length };
}

/** The pictures, −1 to 1, at coordinates. */
export async function picturesAt({ mean, axes }: Components, at: Rows, breathe: Breathe): Promise<Rows> {
  const count = countOfRows(at);
  const values = new Float32Array(count * mean.length);
  const sum = new Float64Array(mean.length);
  for (let row = 0; row < count; row++) {
    sum.set(mean);
    for (const [k, axis] of axes.entries()) {
      const weight = at.values[row * at.width + k];
      for (let i = 0; i < sum.length; i++) sum[i] += weight * axis[i];
    }
    for (let i = 0; i < sum.length; i++) values[row * sum.length + i] = Math.max(-1, Math.min(1, sum[i]));
    await breathe();
  }
  return { values, width: mean.length };
}
