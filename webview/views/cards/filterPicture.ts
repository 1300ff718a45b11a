// The picture of a network's filter: its curve, its gain at the graph's own eigenvalues, and how many of these lie where.

import type { LayersEvent, NetworkFrequencies } from "../../../engine";
import { type Axis, drawAxes, extent, type Plot, plotArea } from "../../charts/axes";
import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { t } from "../../strings";

export interface FilterView {
  filter: NonNullable<LayersEvent["filter"]>;
  /** Of the run's graph, once they are known. */
  frequencies?: NetworkFrequencies;
}

/** What λ is an eigenvalue of. */
export const operatorOf = ({ matrix = "normalized" }: NonNullable<LayersEvent["filter"]>): string =>
  ({ normalized: "L_sym", propagation: "I − Â", hypergraph: "Δ" })[matrix];

const bins = 32;
/** Pixels of the counts below the curve, and between the two. */
const countRoom = 84;
const between = 12;
/** With more distinct eigenvalues their points are small. */
const manyPoints = 60;

/** The values that are read one by one: the eigenvalues where they are known, else the points of the curve. */
export function readings({ filter, frequencies }: FilterView): { lambda: number[]; response: number[] } {
  return frequencies?.exact ? frequencies : filter;
}

/** Ends of the frequencies that there can be; negative weights lead beyond them. */
function domainOf({ filter, frequencies }: FilterView): [number, number] {
  const [first, last] = [filter.lambda[0] ?? 0, filter.lambda.at(-1) ?? 2];
  const own = frequencies?.lambda ?? [];
  return [Math.min(first, own[0] ?? first), Math.max(last, own.at(-1) ?? last)];
}

/** λ that a bar of the counts is wide. */
export function binWidth(view: FilterView): number {
  const [low, high] = domainOf(view);
  return (high - low) / bins;
}

export function drawFilter(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  view: FilterView,
  at?: number,
): Plot {
  const { filter, frequencies } = view;
  const domain = domainOf(view);
  const axisX: Axis = { domain, label: `λ (${operatorOf(filter)})` };
  const axisY: Axis = { domain: extent([0, ...filter.response]), label: "g(λ)", nice: true };
  const below = frequencies ? countRoom : 0;
  const plot = plotArea(width, height - below, axisX, axisY);
  // One axis of λ for both: its numbers stand under the lower of them.
  const upper = frequencies ? withoutTexts(surface, plot.bottom) : surface;
  drawAxes(upper, colors, plot, axisX, axisY);
  const zero = plot.y(0);
  surface.polyline([plot.left, zero, plot.right, zero], { color: colors.axis, width: 1 });
  surface.polyline(
    filter.lambda.flatMap((value, index) => [plot.x(value), plot.y(filter.response[index]!)]),
    { color: colors.series(0), width: 2.25 },
  );
  if (frequencies) drawCounts(surface, width, height, colors, view, axisX);
  if (frequencies?.exact) {
    const many = frequencies.lambda.length > manyPoints;
    frequencies.lambda.forEach((value, index) => {
      const y = plot.y(frequencies.response[index]!);
      surface.circle(plot.x(value), y, many ? 2 : 3.2, colors.classColor(1));
    });
  }
  const side = { color: colors.muted };
  surface.text(plot.left + 6, plot.top + 9, t("response.smooth"), side);
  surface.text(plot.right - 6, plot.top + 9, t("response.rough"), { ...side, anchor: "end" });
  const { lambda, response } = readings(view);
  if (at !== undefined && at < lambda.length) {
    const [x, y] = [plot.x(lambda[at]!), plot.y(response[at]!)];
    surface.polyline([x, plot.top, x, plot.bottom + below], { color: colors.foreground, width: 1, alpha: 0.6 });
    surface.circle(x, y, 4.5, colors.foreground);
  }
  return plot;
}

function drawCounts(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  view: FilterView,
  axisX: Axis,
): void {
  const counts = countsOf(view);
  const axisY: Axis = { domain: [0, 1.08 * Math.max(1, ...counts)], label: t("response.count") };
  const whole = plotArea(width, height, axisX, axisY);
  const top = whole.bottom - countRoom + between;
  const scale = (whole.bottom - top) / (whole.bottom - whole.top);
  const plot: Plot = { ...whole, top, y: (value) => whole.bottom - (whole.bottom - whole.y(value)) * scale };
  drawAxes(surface, colors, plot, axisX, axisY);
  const [low] = axisX.domain;
  const step = binWidth(view);
  counts.forEach((count, bin) => {
    if (count === 0) return;
    const [left, right] = [Math.round(plot.x(low + bin * step)), Math.round(plot.x(low + (bin + 1) * step))];
    const y = plot.y(count);
    surface.rect(left, y, Math.max(1, right - left - 1), plot.bottom - y, colors.classColor(1), 0.75);
  });
}

function countsOf(view: FilterView): number[] {
  const counts = new Array<number>(bins).fill(0);
  const { lambda, count } = view.frequencies!;
  const [low] = domainOf(view);
  const step = binWidth(view);
  lambda.forEach((value, index) => {
    counts[Math.max(0, Math.min(bins - 1, Math.floor((value - low) / step)))]! += count[index]!;
  });
  return counts;
}

const withoutTexts = (surface: Surface, below: number): Surface => ({
  ...surface,
  text: (x, y, text, style) => {
    if (y < below + 6) surface.text(x, y, text, style);
  },
});
