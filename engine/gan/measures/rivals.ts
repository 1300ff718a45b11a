// What needs no network to make samples: a normal distribution fitted to the rows, and each column drawn for itself.

import { Random } from "../../core/random";
import { argmax } from "../../tasks/classify/metrics";
import type { Cells } from "./cells";
import { momentsOf, squareRoot } from "./frechet";
import { countOfRows, type Rows } from "./neighbours";

const streams = { gaussian: 0x6a31, independent: 0x6a32 } as const;

/** Rows with the class of each, where there are classes. */
export interface Labelled<T> {
  rows: T;
  classes?: Int32Array;
}

/**
 * Rows of the normal distribution with the mean and covariance of the given ones, in which the classes, one-hot, are more
 * numbers: the largest of them is the class of a drawn row.
 */
export function drawGaussian(
  { rows, classes }: Labelled<Rows>,
  count: number,
  classCount: number,
  seed: number,
): Labelled<Rows> {
  const own = countOfRows(rows);
  const width = rows.width + (classes ? classCount : 0);
  const values = new Float32Array(own * width);
  for (let row = 0; row < own; row++) {
    values.set(rows.values.subarray(row * rows.width, (row + 1) * rows.width), row * width);
    if (classes) values[row * width + rows.width + classes[row]] = 1;
  }
  const { mean, covariance } = momentsOf({ values, width });
  const root = squareRoot(covariance, width);
  const random = new Random(seed, streams.gaussian);
  const drawn = new Float32Array(count * rows.width);
  const drawnClasses = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    const noise = Float64Array.from(mean, () => random.normal());
    const sample = Float64Array.from(mean, (value, i) => {
      let sum = value;
      for (let k = 0; k < width; k++) sum += root[i * width + k] * noise[k];
      return sum;
    });
    drawn.set(sample.subarray(0, rows.width), row * rows.width);
    if (classes) drawnClasses[row] = argmax(sample, rows.width, classCount);
  }
  return { rows: { values: drawn, width: rows.width }, ...(classes && { classes: drawnClasses }) };
}

/** Rows each of whose cells, and whose class, comes from a row at random. */
export function drawIndependent({ rows, classes }: Labelled<Cells>, count: number, seed: number): Labelled<Cells> {
  const random = new Random(seed, streams.independent);
  const drawn = Array.from({ length: count }, () =>
    rows[0].map((_, column) => rows[random.integer(rows.length)][column]),
  );
  return {
    rows: drawn,
    ...(classes && { classes: Int32Array.from(drawn, () => classes[random.integer(classes.length)]) }),
  };
}
