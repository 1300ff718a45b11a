// Clouds of real and generated points on one pair of axes, and the densities of values in one column.

import type { GeneratedEvent } from "../../../engine";
import { extent, type Plot } from "../../charts/axes";
import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import type { Run } from "../../runs";
import { generatedSeries, generateExperiment, realSeries } from "./adversarial";
import type { Value } from "./values";

/** Rows of one or two numbers. */
export type Points = readonly (readonly number[])[];

type Rows = readonly (readonly Value[])[];

/** The rows without their class, where each is one or two numbers; undefined where they are none. */
function points(run: Run, columns: readonly string[], rows: Rows | undefined): Points | undefined {
  const numbers = columns.length - (isLabelled(run, columns) ? 1 : 0);
  if (!rows || numbers < 1 || numbers > 2) return undefined;
  const all = rows.map((row) => row.slice(0, numbers));
  return all.every((row) => row.every((value) => typeof value === "number")) ? (all as Points) : undefined;
}

/** Whether the last of the columns is the class. */
export const isLabelled = (run: Run, columns: readonly string[]): boolean =>
  columns.length > 1 && columns.at(-1) === generateExperiment(run)?.data.class;

/** Samples as points, where they are some. */
export const pointsOf = (run: Run, samples: Pick<GeneratedEvent, "columns" | "rows"> | undefined): Points | undefined =>
  points(run, samples?.columns ?? [], samples?.rows);

/** The real points that a training has told of. */
export function realPoints(run: Run, all: readonly GeneratedEvent[]): Points | undefined {
  const first = all.find(({ real }) => real);
  return points(run, first?.columns ?? [], first?.real);
}

/** Where real points lie in this column, a little wider; where generated ones do without any. */
export function rangeOf(real: Points, generated: Points, column: number): [number, number] {
  const values = (real.length ? real : generated).map((point) => point[column]!);
  return extent(values, 0.18);
}

const isInside = (plot: Plot, x: number, y: number): boolean =>
  x >= plot.left && x <= plot.right && y >= plot.top && y <= plot.bottom;

/** Draws the points that lie in the plot; how many do not. */
export function drawCloud(surface: Surface, plot: Plot, colors: Theme, cloud: Points, isReal: boolean, radius = 2.2) {
  const color = colors.series(isReal ? realSeries : generatedSeries);
  const size = radius * (cloud.length > 600 ? 0.75 : 1);
  const alpha = colors.highContrast ? 1 : cloud.length > 400 ? 0.6 : 0.85;
  let outside = 0;
  for (const [px, py] of cloud) {
    const [x, y] = [plot.x(px!), plot.y(py!)];
    if (!isInside(plot, x, y)) outside++;
    // Real ones are squares, so that the two differ in more than colour.
    else if (isReal) surface.rect(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8, color, alpha);
    else surface.circle(x, y, size, color, alpha);
  }
  return outside;
}

/** Shares of these values in equal bins over a range, as a density. */
export function density(values: readonly number[], [low, high]: [number, number], bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  const step = (high - low) / bins;
  for (const value of values) {
    const bin = Math.floor((value - low) / step);
    if (bin >= 0 && bin < bins) counts[bin]!++;
  }
  return counts.map((count) => count / (Math.max(1, values.length) * step));
}

/** Connected points (x, y, x, y, …); the pen is lifted where a line leaves the plot. */
export function inside(plot: Plot, line: readonly (readonly number[])[]): number[] {
  return line.flatMap(([px, py]) => {
    const [x, y] = [plot.x(px!), plot.y(py!)];
    return isInside(plot, x, y) ? [x, y] : [Number.NaN, Number.NaN];
  });
}
