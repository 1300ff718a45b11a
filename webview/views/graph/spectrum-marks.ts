// Lines that theory draws into a spectrum: the interval that holds all eigenvalues, or the bounds of the largest and the least.

import type { Spectrum } from "../../../engine";
import type { Plot } from "../../charts/axes";
import { spread } from "../../charts/labels";
import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { formatNumber } from "../../format";
import { intervalOf } from "./matrices";

export interface Mark {
  value: number;
  label: string;
}

export interface Marks {
  interval?: [number, number];
  lines: Mark[];
}

/** The interval for matrices that have one; else the side of each bound on an eigenvalue that is no eigenvalue itself. */
export function marksOf({ matrix, bounds, eigenvalues }: Spectrum): Marks {
  const interval = intervalOf(matrix);
  // Negative weights void what theory promises.
  const within = eigenvalues.every((value) => interval && value > interval[0] - 1e-6 && value < interval[1] + 1e-6);
  if (interval && within) return { interval, lines: interval.map((value) => ({ value, label: formatNumber(value) })) };
  const lines = bounds.flatMap(({ formula, left, right }) => {
    const sides = formula.split("≤").map((side) => side.trim());
    if (sides.length !== 2) return [];
    const [own, other] = sides.map((side) => side.includes("λ"));
    if (own === other) return [];
    const [label, value] = own ? [sides[1]!, right] : [sides[0]!, left];
    return [{ value, label: Number(label) === value ? label : `${label} = ${formatNumber(value)}` }];
  });
  // Two bounds may fall on one value, which is drawn once.
  return { lines: lines.filter(({ value }, index) => lines.findIndex((line) => line.value === value) === index) };
}

/** Draws the marks across the axis that the eigenvalues are on. */
export function drawMarks(
  surface: Surface,
  colors: Theme,
  plot: Plot,
  { interval, lines }: Marks,
  axis: "x" | "y",
): void {
  const { left, right, top, bottom } = plot;
  const at = (value: number): number => (axis === "x" ? plot.x(value) : plot.y(value));
  const inside = lines.filter(({ value }) =>
    axis === "x"
      ? at(value) >= left - 0.5 && at(value) <= right + 0.5
      : at(value) >= top - 0.5 && at(value) <= bottom + 0.5,
  );
  if (interval) {
    const within = (value: number): number =>
      axis === "x" ? Math.max(left, Math.min(right, at(value))) : Math.max(top, Math.min(bottom, at(value)));
    const [low, high] = interval.map(within) as [number, number];
    if (axis === "x") surface.rect(low, top, high - low, bottom - top, colors.series(2), 0.08);
    else surface.rect(left, high, right - left, low - high, colors.series(2), 0.08);
  }
  const stroke = { color: colors.series(2), width: 1.25, dash: [6, 4] };
  for (const { value } of inside) {
    const place = at(value);
    surface.polyline(axis === "x" ? [place, top, place, bottom] : [left, place, right, place], stroke);
  }
  const ink = { color: colors.series(2), bold: true };
  if (interval) {
    const text = `[${formatNumber(interval[0])}, ${formatNumber(interval[1])}]`;
    if (axis === "x") surface.text(Math.min(right, at(interval[1])) - 6, top + 9, text, { ...ink, anchor: "end" });
    else surface.text(left + 8, Math.max(top, at(interval[1])) + 10, text, ink);
    return;
  }
  const labels = inside.map((line) => ({ ...line, at: at(line.value) }));
  if (axis === "y") {
    // Above its line, or below where there is no room above.
    for (const label of labels) label.at += label.at - 16 < top ? 10 : -8;
    spread(labels, 14, top + 6, bottom - 6);
    for (const label of labels) surface.text(left + 8, label.at, label.label, ink);
  } else
    labels.forEach((label, index) => {
      surface.text(label.at - 6, top + 9 + 14 * index, label.label, { ...ink, anchor: "end" });
    });
}
