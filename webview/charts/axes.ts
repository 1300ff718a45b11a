// The axes of a picture: grid lines, tick labels and the two titles, around the room that is left for the data.

import { scaleLinear, scaleLog } from "d3-scale";
import { formatTick } from "../format";
import type { Surface } from "./surface";
import type { Theme } from "./theme";

export interface Axis {
  /** Ends of the data, in data units. */
  domain: [number, number];
  label: string;
  log?: boolean;
  /** Widens the domain to round numbers. */
  nice?: boolean;
}

export interface Plot {
  left: number;
  top: number;
  right: number;
  bottom: number;
  x(value: number): number;
  y(value: number): number;
  /** The way back from pixels to data units. */
  invert(x: number, y: number): [number, number];
}

const room = { left: 52, top: 10, bottom: 40 };

/** Lays the plot out in a picture of this size; draws nothing yet. */
export function plotArea(width: number, height: number, x: Axis, y: Axis, right = 14): Plot {
  const area = { left: room.left, top: room.top, right: width - right, bottom: height - room.bottom };
  const scaleX = scale(x).range([area.left, area.right]);
  const scaleY = scale(y).range([area.bottom, area.top]);
  return {
    ...area,
    x: (value) => scaleX(value),
    y: (value) => scaleY(value),
    invert: (px, py) => [scaleX.invert(px), scaleY.invert(py)],
  };
}

export function drawAxes(surface: Surface, theme: Theme, plot: Plot, x: Axis, y: Axis): void {
  const { left, top, right, bottom } = plot;
  for (const tick of ticks(y, Math.max(2, (bottom - top) / 45))) {
    const at = Math.round(plot.y(tick)) + 0.5;
    surface.polyline([left, at, right, at], { color: theme.grid, width: 1 });
    surface.text(left - 8, at, formatTick(tick), { color: theme.muted, anchor: "end" });
  }
  for (const tick of ticks(x, Math.max(2, (right - left) / 75))) {
    const at = Math.round(plot.x(tick)) + 0.5;
    surface.polyline([at, top, at, bottom], { color: theme.grid, width: 1 });
    surface.text(at, bottom + 13, formatTick(tick), { color: theme.muted, anchor: "middle" });
  }
  surface.polyline([left, bottom + 0.5, right, bottom + 0.5], { color: theme.axis, width: 1 });
  surface.text((left + right) / 2, bottom + 30, x.label, { color: theme.muted, anchor: "middle" });
  surface.text(11, (top + bottom) / 2, y.label, { color: theme.muted, anchor: "middle", upright: true });
}

/** First and last of the values, a little wider; never empty, so that a constant has an axis too. */
export function extent(values: Iterable<number>, margin = 0.04): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return [0, 1];
  const pad = low === high ? Math.abs(low) * 0.1 || 1 : (high - low) * margin;
  return [low - pad, high + pad];
}

function scale({ domain, log, nice }: Axis) {
  const made = log ? scaleLog().domain(domain) : scaleLinear().domain(domain);
  return nice ? made.nice() : made;
}

function ticks(axis: Axis, count: number): number[] {
  const all = scale(axis).ticks(Math.floor(count));
  // A logarithmic axis over a few decades labels its powers of ten only.
  const powers = all.filter((tick) => Number.isInteger(Math.log10(tick)));
  return axis.log && all.length > count && powers.length >= 2 ? powers : all;
}
