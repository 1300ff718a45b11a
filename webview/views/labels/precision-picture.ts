// The picture of the average precisions: a line a label, a dot a head, the base rate as a stroke, the mean of the configured head through all.

import { fitted, nameWidth, roomFor } from "../../charts/names";
import { type Surface, shifted } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { headLabel, headSeries } from "../../heads";
import { t } from "../../strings";
import type { PrecisionView } from "./scores";

/** Pixels above the lines, and below them for the axis. */
const [top, bottom] = [4, 34];

export interface PrecisionPlot {
  find(y: number): number | undefined;
}

export function drawPrecision(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  { heads, rows, means }: PrecisionView,
  at?: number,
): PrecisionPlot {
  const left =
    12 +
    roomFor(
      rows.map(({ name }) => name),
      Math.min(150, 0.34 * width),
    );
  const right = width - 14;
  const step = (height - top - bottom) / Math.max(1, rows.length);
  const x = (value: number): number => left + (right - left) * value;
  const y = (row: number): number => top + (row + 0.5) * step;
  for (const tick of right - left > 260 ? [0, 0.2, 0.4, 0.6, 0.8, 1] : [0, 0.5, 1]) {
    const place = Math.round(x(tick)) + 0.5;
    surface.polyline([place, top, place, height - bottom], { color: colors.grid, width: 1 });
    surface.text(place, height - bottom + 11, String(tick), { color: colors.muted, anchor: "middle" });
  }
  surface.text((left + right) / 2, height - 9, t("metric.averagePrecision"), { color: colors.muted, anchor: "middle" });
  if (at !== undefined) surface.rect(0, y(at) - step / 2, width, step, colors.accent, 0.16);
  const mean = means[0];
  if (mean !== undefined && Number.isFinite(mean))
    surface.polyline([x(mean), top, x(mean), height - bottom], {
      color: colors.series(headSeries(heads[0]!)),
      width: 1.5,
      dash: [5, 3],
    });
  const dot = Math.max(2.2, Math.min(4, 0.2 * step));
  // Heads lie a little above one another, so that equal ones are all seen.
  const apart = Math.min(3, (0.7 * step) / Math.max(1, heads.length));
  rows.forEach(({ name, base, values }, row) => {
    surface.text(left - 8, y(row), fitted(name, left - 12), {
      color: colors.foreground,
      anchor: "end",
      bold: row === at,
      size: step < 12 ? 9 : 11,
    });
    const known = values.filter((value) => value !== null);
    if (!known.length) {
      surface.text(x(0) + 6, y(row), t("labels.noRows"), { color: colors.muted, size: step < 12 ? 9 : 11 });
      return;
    }
    surface.polyline([x(Math.min(...known)), y(row), x(Math.max(...known)), y(row)], { color: colors.grid, width: 2 });
    if (base !== undefined) {
      const tall = Math.max(3, 0.32 * step);
      surface.polyline([x(base), y(row) - tall, x(base), y(row) + tall], { color: colors.muted, width: 2 });
    }
    // The configured head is drawn last and largest.
    for (let head = values.length - 1; head >= 0; head--) {
      const value = values[head];
      if (value === null || value === undefined) continue;
      const place = y(row) + (head - (heads.length - 1) / 2) * apart;
      if (head === 0) surface.circle(x(value), place, dot + 2.5, colors.foreground);
      surface.circle(x(value), place, head === 0 ? dot + 1.2 : dot, colors.series(headSeries(heads[head]!)));
    }
  });
  return {
    find(py) {
      const row = Math.floor((py - top) / step);
      return row >= 0 && row < rows.length ? row : undefined;
    },
  };
}

/** Pixels that so many labels take. */
export const precisionHeight = (labels: number): number =>
  Math.max(240, top + bottom + labels * (labels > 30 ? 14 : 22));

/** Pixels of the line of names above a picture on paper, and between two of them. */
const [line, between] = [22, 26];

/** The same on paper, where no legend stands above it. */
export function drawKeyedPrecision(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  view: PrecisionView,
): void {
  let left = 16;
  for (const head of view.heads) {
    const name = headLabel(head);
    surface.circle(left, line / 2, 4, colors.series(headSeries(head)));
    surface.text(left + 9, line / 2, name, { color: colors.foreground });
    left += between + nameWidth(name);
  }
  drawPrecision(shifted(surface, 0, line), width, height - line, colors, view);
}
