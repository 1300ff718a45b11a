// The picture of a spectrum: eigenvalues by index, their multiplicities as stems, or the density with its spikes drawn apart.

import type { Spectrum } from "../../../engine";
import { type Axis, drawAxes, extent, type Plot, plotArea } from "../../charts/axes";
import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { formatCount } from "../../format";
import { t } from "../../strings";
import { symbolOf } from "./matrices";
import { drawMarks, marksOf } from "./spectrum-marks";

export type SpectrumLook = "index" | "multiplicity" | "density";

export interface SpectrumView {
  spectrum: Spectrum;
  look: SpectrumLook;
  /** Index of the eigenvalue whose vector colours the graph. */
  shown?: number;
}

/** What the crosshair goes through, ascending: eigenvalues, groups of equal ones, or bins of a density and its spikes. */
export interface SpectrumReading {
  value: number;
  /** Index of the eigenvalue, or of the first of its group; undefined in a density. */
  index?: number;
  multiplicity?: number;
  density?: number;
  /** Why a spike is there. */
  reason?: string;
}

export function readingsOf({ spectrum, look }: SpectrumView): SpectrumReading[] {
  const { density, eigenvalues, groups } = spectrum;
  if (look === "multiplicity")
    return groups.map(({ value, multiplicity, first }) => ({ value, multiplicity, index: first }));
  if (look === "density" && density) {
    const bins = density.at.map((value, bin): SpectrumReading => ({ value, density: density.density[bin]! }));
    const spikes = density.spikes.map(({ value, count, reason }) => ({ value, multiplicity: count, reason }));
    return [...bins, ...spikes].sort((a, b) => a.value - b.value);
  }
  return groups.flatMap(({ first, multiplicity }) =>
    Array.from({ length: multiplicity }, (_, at) => ({
      value: eigenvalues[first + at]!,
      index: first + at,
      multiplicity,
    })),
  );
}

/** The reading nearest to a place of the picture, spikes before the bins beside them; −1 where there is none near. */
export function readingAt(view: SpectrumView, all: SpectrumReading[], plot: Plot, x: number): number {
  if (x < plot.left - reach || x > plot.right + reach) return -1;
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  all.forEach((reading, at) => {
    const place = view.look === "index" ? plot.x(reading.index! + 1) : plot.x(reading.value);
    const away = Math.abs(place - x) - (reading.reason === undefined ? 0 : 4);
    if (away < least) [best, least] = [at, away];
  });
  return least <= Math.max(reach, view.look === "multiplicity" ? 24 : 0) ? best : -1;
}

// A pointer within so many pixels means a value.
const reach = 14;
// A logarithmic axis makes a single eigenvalue visible beside a spike of hundreds.
const tallest = 20;
const labelled = 6;
// Labels of neighbouring spikes keep so many pixels apart.
const labelGap = 30;

export function drawSpectrum(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  view: SpectrumView,
  at?: SpectrumReading,
): Plot {
  const { spectrum, look } = view;
  const marks = marksOf(spectrum);
  const values = look === "density" ? spectrum.density!.at : spectrum.eigenvalues;
  // A part at one end would be a dot beside the whole interval.
  const lines = spectrum.complete || spectrum.density ? marks.lines : [];
  const domain = extent([...values, ...lines.map(({ value }) => value)]);
  const lambda: Axis = { domain, label: `λ (${symbolOf(spectrum.matrix)})` };
  if (look === "index") {
    const count = spectrum.eigenvalues.length;
    const axisX: Axis = {
      domain: [1 - Math.max(1, count) * 0.01, Math.max(2, count) * 1.01],
      label: t("spectrum.index"),
    };
    const plot = plotArea(width, height, axisX, lambda);
    drawAxes(surface, colors, plot, axisX, lambda);
    drawMarks(surface, colors, plot, marks, "y");
    const radius = count > 800 ? 1.6 : count > 200 ? 2.4 : 3.4;
    spectrum.eigenvalues.forEach((value, index) => {
      surface.circle(plot.x(index + 1), plot.y(value), radius, colors.series(0));
    });
    ring(surface, colors, plot, view);
    if (at?.index !== undefined) {
      const [x, y] = [plot.x(at.index + 1), plot.y(at.value)];
      crosshair(surface, colors, plot, x, y);
      surface.circle(x, y, radius + 1.5, colors.foreground);
    }
    return plot;
  }
  const plot =
    look === "density"
      ? density(surface, width, height, colors, view, lambda)
      : stems(surface, width, height, colors, view, lambda);
  drawMarks(surface, colors, plot, marks, "x");
  if (at) crosshair(surface, colors, plot, plot.x(at.value));
  return plot;
}

function stems(surface: Surface, width: number, height: number, colors: Theme, view: SpectrumView, lambda: Axis): Plot {
  const { groups } = view.spectrum;
  const most = Math.max(1, ...groups.map(({ multiplicity }) => multiplicity));
  const log = most > tallest;
  const low = log ? 0.7 : 0;
  const axisY: Axis = { domain: [low, log ? most * 2 : most * 1.35], label: t("spectrum.multiplicity"), log };
  const plot = plotArea(width, height, lambda, axisY);
  drawAxes(surface, colors, plot, lambda, axisY);
  const { shown } = view;
  for (const { value, multiplicity, first } of groups) {
    const on = shown !== undefined && shown >= first && shown < first + multiplicity;
    const color = on ? colors.foreground : colors.series(multiplicity > 1 ? 1 : 0);
    const x = plot.x(value);
    surface.polyline([x, plot.bottom, x, plot.y(multiplicity)], { color, width: on ? 3 : groups.length > 400 ? 1 : 2 });
    if (groups.length <= 400 || multiplicity > 1) surface.circle(x, plot.y(multiplicity), on ? 4 : 3, color);
  }
  label(
    surface,
    colors,
    plot,
    groups
      .filter(({ multiplicity }) => multiplicity > 1)
      .map(({ value, multiplicity: count }) => ({ value, count, y: plot.y(count) })),
  );
  return plot;
}

function density(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  view: SpectrumView,
  lambda: Axis,
): Plot {
  const { at, density: heights, spikes } = view.spectrum.density!;
  const axisY: Axis = { domain: [0, Math.max(1e-9, ...heights) * 1.15], label: t("spectrum.density") };
  const plot = plotArea(width, height, lambda, axisY);
  drawAxes(surface, colors, plot, lambda, axisY);
  const points: number[] = [];
  const edge = (index: number): number =>
    Math.round(plot.x(index <= 0 ? at[0]! : index >= at.length ? at.at(-1)! : (at[index - 1]! + at[index]!) / 2));
  at.forEach((value, index) => {
    const y = plot.y(heights[index]!);
    surface.rect(edge(index), y, edge(index + 1) - edge(index), plot.bottom - y, colors.series(0), 0.18);
    points.push(plot.x(value), y);
  });
  surface.polyline(points, { color: colors.series(0), width: 2 });
  // Counts have no place on the axis of a density: spikes stand beside one another by count, the most frequent one the tallest.
  const most = Math.max(1, ...spikes.map(({ count }) => count));
  const tops = spikes.map(({ value, count }) => ({
    value,
    count,
    y: plot.bottom - (plot.bottom - plot.top - 24) * (0.12 + 0.88 * (count / most)),
  }));
  for (const { value, y } of tops) {
    const x = plot.x(value);
    surface.polyline([x, plot.bottom, x, y], { color: colors.series(1), width: 2.5 });
    surface.circle(x, y, 3.5, colors.series(1));
  }
  label(surface, colors, plot, tops);
  return plot;
}

/** Writes the counts of the most frequent values over their stems, as far as they keep clear of one another. */
function label(surface: Surface, colors: Theme, plot: Plot, tops: { value: number; count: number; y: number }[]): void {
  const written: { x: number; y: number }[] = [];
  for (const { value, count, y } of [...tops].sort((a, b) => b.count - a.count)) {
    const x = plot.x(value);
    if (written.length === labelled) return;
    if (written.some((other) => Math.abs(other.x - x) < labelGap && Math.abs(other.y - y) < 14)) continue;
    written.push({ x, y });
    const anchor = x > plot.right - 24 ? "end" : x < plot.left + 24 ? "start" : "middle";
    surface.text(x, Math.max(plot.top + 6, y - 11), `×${formatCount(count)}`, {
      color: colors.series(1),
      anchor,
      bold: true,
    });
  }
}

function ring(surface: Surface, colors: Theme, plot: Plot, { spectrum, shown }: SpectrumView): void {
  const value = shown === undefined ? undefined : spectrum.eigenvalues[shown];
  if (value === undefined) return;
  const [x, y] = [plot.x(shown! + 1), plot.y(value)];
  surface.circle(x, y, 7, colors.foreground);
  surface.circle(x, y, 5, colors.background);
  surface.circle(x, y, 3.4, colors.series(1));
}

function crosshair(surface: Surface, colors: Theme, plot: Plot, x: number, y?: number): void {
  const stroke = { color: colors.foreground, width: 1, alpha: 0.6 };
  surface.polyline([x, plot.top, x, plot.bottom], stroke);
  if (y !== undefined) surface.polyline([plot.left, y, plot.right, y], stroke);
}
