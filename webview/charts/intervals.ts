// One value per row with its spread: a mark at the mean, a bar for the spread, a dot for every single value.

import { formatSpread } from "../format";
import { extent } from "./axes";
import type { Picture, Surface } from "./surface";
import type { Theme } from "./theme";

export interface IntervalRow {
  label: string;
  mean: number;
  /** Ends of the bar: mean ± standard deviation, or a confidence interval. */
  interval?: [number, number];
  values: number[];
  /** Index of its colour in the theme's series; muted without it. */
  color?: number;
  best: boolean;
}

/** The common axis of rows that are compared, a little wider than the values. */
export function intervalDomain(rows: IntervalRow[]): [number, number] {
  return extent(
    rows.flatMap(({ mean, interval, values }) => [mean, ...(interval ?? []), ...values]),
    0.08,
  );
}

/** One row's strip, on the screen as in the picture that is saved. */
export function drawInterval(
  surface: Surface,
  colors: Theme,
  row: IntervalRow,
  domain: [number, number],
  left: number,
  width: number,
  middle: number,
): void {
  const x = (value: number): number => left + ((value - domain[0]) / (domain[1] - domain[0])) * width;
  const color = row.color === undefined ? colors.muted : colors.series(row.color);
  surface.polyline([left, middle, left + width, middle], { color: colors.grid, width: 1 });
  if (!Number.isFinite(row.mean)) return;
  if (row.interval)
    surface.rect(x(row.interval[0]), middle - 4, Math.max(1, x(row.interval[1]) - x(row.interval[0])), 8, color, 0.3);
  if (row.values.length > 1) for (const value of row.values) surface.circle(x(value), middle, 2.5, color, 0.9);
  if (row.values.length > 1) surface.rect(x(row.mean) - 1.25, middle - 8, 2.5, 16, color);
  else surface.circle(x(row.mean), middle, 5, color);
}

/** Several metrics under one another, each on an axis of its own. */
export function intervalsPicture(metrics: { title: string; rows: IntervalRow[] }[]): Picture {
  return (surface, width, height, colors) => {
    const lines = metrics.reduce((sum, { rows }) => sum + rows.length + 1.5, 0);
    const step = Math.min(34, (height - 20) / Math.max(1, lines));
    let y = 20;
    for (const { title, rows } of metrics) {
      const domain = intervalDomain(rows);
      surface.text(16, y, title, { color: colors.foreground, size: 13, bold: true });
      y += step;
      for (const row of rows) {
        surface.text(16, y, row.label, { color: colors.foreground, size: 12, bold: row.best });
        drawInterval(surface, colors, row, domain, 220, width - 420, y);
        const std = row.interval && row.values.length > 1 ? (row.interval[1] - row.interval[0]) / 2 : undefined;
        surface.text(width - 16, y, formatSpread(row.mean, std), {
          color: colors.foreground,
          size: 12,
          anchor: "end",
          bold: row.best,
        });
        y += step;
      }
      y += step / 2;
    }
  };
}
