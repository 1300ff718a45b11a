// A table as a graph: each row joined to the rows nearest to it, exactly, block by block.

import { InputError } from "../../errors";
import { countOf } from "../../words";
import { breathe } from "../bytes";
import { columnNamed } from "../cells";
import type { Assumption, Column, Dataset, NumericColumn, ReadOptions } from "../dataset";
import { firstOf, quoted } from "../listing";
import type { EdgeNetwork } from "./network";

export interface NearestNeighbourOptions extends ReadOptions {
  k: number;
  /** Of standardised columns; "cosine" is 1 − cos of the angle between rows. */
  metric?: "euclidean" | "cosine";
  /** Columns to measure by; all numeric ones that are no ids unless said. */
  columns?: readonly string[];
  /** A column that is to be predicted, and never measured by. */
  target?: string;
  /** Joins two rows only where each is among the nearest of the other. */
  mutual?: boolean;
}

/** Squared distances that differ by less, relatively, differ by rounding. */
const above = 1 + 1e-12;

/** Milliseconds of work between two breaths. */
const slice = 15;

/**
 * Columns are standardised (mean 0, deviation 1 with division by n) and missing values count as the mean; of rows at
 * the same distance the earlier one is nearer. Time grows with rows² · columns. Throws InputError where k is not below
 * the number of rows, or no column can serve.
 */
export async function nearestNeighbourGraph(dataset: Dataset, options: NearestNeighbourOptions): Promise<EdgeNetwork> {
  const { k, metric = "euclidean", mutual = false } = options;
  const { rows, name: file } = dataset;
  if (!Number.isInteger(k) || k < 1 || k >= rows) {
    const message = `A row has from 1 to ${rows - 1} neighbours, one less than there are rows, and not ${k}: say another number.`;
    throw new InputError(message, { file });
  }
  const assumptions: Assumption[] = [];
  const columns = measured(dataset, options, assumptions);
  const points = standardised(columns, rows, metric, assumptions);
  const { near, distances, tied } = await nearest(points, rows, columns.length, k, options);
  const measure = metric === "cosine" ? "1 − cos of the angle" : "Euclidean distance";
  assumptions.unshift({
    text: `Each row is joined to its ${k} nearest by ${measure} over ${firstOf(
      columns.map(({ name }) => quoted(name)),
      6,
    )}, standardised${mutual ? ", where both are nearest to each other" : "; an edge either way joins the two"}.`,
  });
  if (tied.count > 0) {
    const text = `${countOf(tied.count, "row")} ${tied.count === 1 ? "has" : "have"} further rows at the distance of the last one taken; the earlier rows are taken.`;
    assumptions.push({ text, line: dataset.lines?.[tied.first] });
  }
  const edges = joined(near, distances, rows, k, mutual);
  if (metric === "cosine") for (let e = 0; e < edges.lengths.length; e++) edges.lengths[e] /= 2;
  else for (let e = 0; e < edges.lengths.length; e++) edges.lengths[e] = Math.sqrt(edges.lengths[e]);
  const distance: Column = { name: "distance", type: "number", storage: "numeric", values: edges.lengths, missing: 0 };
  return {
    name: file,
    format: "neighbours",
    hash: dataset.hash,
    kind: "graph",
    nodes: rows,
    firstId: 1,
    nodeLines: dataset.lines,
    nodeColumns: dataset.columns,
    directed: false,
    sources: edges.sources,
    targets: edges.targets,
    edgeColumns: [distance],
    assumptions: [...dataset.assumptions, ...assumptions],
    problems: dataset.problems,
  };
}

function measured(dataset: Dataset, options: NearestNeighbourOptions, assumptions: Assumption[]): NumericColumn[] {
  const { columns: named, target } = options;
  const all = named
    ? named.map((name) => columnNamed(dataset, name))
    : dataset.columns.filter(({ name }) => name !== target);
  const usable = all.filter(
    (column): column is NumericColumn =>
      column.storage === "numeric" &&
      (named !== undefined || column.type === "number") &&
      column.missing < dataset.rows,
  );
  const left = all.filter((column) => !usable.some((other) => other === column));
  if (usable.length === 0 || (named && left.length > 0)) {
    const which =
      named && left.length > 0 ? `${quoted(left[0].name)} holds no numbers` : "There is no column of numbers";
    throw new InputError(`${which}, and distances are measured by numbers.`, { file: dataset.name });
  }
  if (left.length > 0) {
    const names = firstOf(
      left.map(({ name }) => quoted(name)),
      6,
    );
    assumptions.push({ text: `Not measured by: ${names}.` });
  }
  return usable;
}

/** Row by row; for cosine, of length 1, so that the squared distance is 2 (1 − cos). */
function standardised(
  columns: readonly NumericColumn[],
  rows: number,
  metric: "euclidean" | "cosine",
  assumptions: Assumption[],
): Float64Array {
  const width = columns.length;
  const points = new Float64Array(rows * width);
  let missing = 0;
  for (const [j, { values }] of columns.entries()) {
    let [sum, count] = [0, 0];
    for (const value of values) {
      if (Number.isNaN(value)) continue;
      sum += value;
      count++;
    }
    const mean = sum / count;
    let squares = 0;
    for (const value of values) if (!Number.isNaN(value)) squares += (value - mean) ** 2;
    const deviation = Math.sqrt(squares / count) || 1;
    for (let row = 0; row < rows; row++) {
      if (Number.isNaN(values[row])) missing++;
      else points[row * width + j] = (values[row] - mean) / deviation;
    }
  }
  if (missing > 0)
    assumptions.push({
      text: `${countOf(missing, "missing value")} ${missing === 1 ? "counts" : "count"} as the mean.`,
    });
  if (metric === "euclidean") return points;
  for (let row = 0; row < rows; row++) {
    const point = points.subarray(row * width, (row + 1) * width);
    const norm = Math.hypot(...point) || 1;
    for (let j = 0; j < width; j++) point[j] /= norm;
  }
  return points;
}

async function nearest(points: Float64Array, rows: number, width: number, k: number, options: ReadOptions) {
  const near = new Uint32Array(rows * k);
  const distances = new Float64Array(rows * k).fill(Number.POSITIVE_INFINITY);
  const tied = { count: 0, first: -1 };
  let last = Date.now();
  for (let row = 0; row < rows; row++) {
    const base = row * k;
    let ties = 0;
    for (let other = 0; other < rows; other++) {
      if (other === row) continue;
      const farthest = distances[base + k - 1];
      let square = 0;
      for (let j = 0, a = row * width, b = other * width; j < width && square <= farthest * above; j++) {
        square += (points[a + j] - points[b + j]) ** 2;
      }
      if (square * above >= farthest) {
        if (square <= farthest * above) ties++;
        continue;
      }
      let at = base + k - 1;
      for (; at > base && distances[at - 1] > square * above; at--) {
        distances[at] = distances[at - 1];
        near[at] = near[at - 1];
      }
      distances[at] = square;
      near[at] = other;
      // What fell out of the list is at the distance of its new last one, or farther than all that count.
      ties = Number.isFinite(farthest) && distances[base + k - 1] * above >= farthest ? ties + 1 : 0;
    }
    if (ties > 0) {
      if (tied.count++ === 0) tied.first = row;
    }
    if (row % 16 === 0 && Date.now() - last > slice) {
      options.signal?.throwIfAborted();
      options.progress?.(row / rows);
      await breathe();
      last = Date.now();
    }
  }
  return { near, distances, tied };
}

/** Each pair once, the earlier row first. */
function joined(near: Uint32Array, distances: Float64Array, rows: number, k: number, mutual: boolean) {
  const pairs: { source: number; target: number; length: number }[] = [];
  const has = (row: number, other: number) => near.subarray(row * k, (row + 1) * k).includes(other);
  for (let row = 0; row < rows; row++) {
    for (let i = row * k; i < (row + 1) * k; i++) {
      const other = near[i];
      const back = has(other, row);
      if (back ? other < row : mutual) continue;
      pairs.push({ source: Math.min(row, other), target: Math.max(row, other), length: distances[i] });
    }
  }
  pairs.sort((a, b) => a.source - b.source || a.target - b.target);
  return {
    sources: Uint32Array.from(pairs, ({ source }) => source),
    targets: Uint32Array.from(pairs, ({ target }) => target),
    lengths: Float64Array.from(pairs, ({ length }) => length),
  };
}
