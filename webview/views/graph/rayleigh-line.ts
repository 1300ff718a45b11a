// The line from the least to the largest eigenvalue with the Rayleigh quotient of a signal on it.

import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { formatNumber } from "../../format";
import { t } from "../../strings";

export interface RayleighView {
  /** Undefined for the signal 0, which has none. */
  value?: number;
  /** Ends of the spectrum: from eigenvalues, or from the interval that theory gives; absent where neither is known. */
  least?: number;
  most?: number;
  /** Whether the ends are eigenvalues of this graph. */
  exact: boolean;
  /** Eigenvalues to mark on the line. */
  eigenvalues: number[];
}

/** Where values lie, in pixels. */
export type Place = (value: number) => number;

const marked = 400;
const side = 26;

export function drawRayleigh(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  view: RayleighView,
): Place {
  const { value, least, most, exact, eigenvalues } = view;
  const low = Math.min(least ?? 0, value ?? 0);
  const high = Math.max(most ?? 1, value ?? 1);
  const span = high - low || 1;
  const place: Place = (at) => side + ((at - low) / span) * (width - 2 * side);
  const middle = Math.round(height / 2) + 4.5;
  surface.polyline([place(low), middle, place(high), middle], { color: colors.axis, width: 2 });
  const step = Math.max(1, Math.ceil(eigenvalues.length / marked));
  for (let at = 0; at < eigenvalues.length; at += step) {
    const x = place(eigenvalues[at]!);
    surface.polyline([x, middle - 5, x, middle + 5], { color: colors.series(0), width: 1, alpha: 0.7 });
  }
  const ends: [number | undefined, string, "start" | "end"][] = [
    [least, exact ? "λmin =" : "λ ≥", "start"],
    [most, exact ? "λmax =" : "λ ≤", "end"],
  ];
  for (const [end, name, anchor] of ends) {
    if (end === undefined) continue;
    const x = place(end);
    surface.polyline([x, middle - 9, x, middle + 9], { color: colors.foreground, width: 2 });
    const from = anchor === "start" ? Math.max(4, x - side + 4) : Math.min(width - 4, x + side - 4);
    surface.text(from, middle + 21, `${name} ${formatNumber(end)}`, { color: colors.muted, anchor });
  }
  if (value === undefined) {
    surface.text(width / 2, middle - 20, t("rayleigh.none"), { color: colors.muted, anchor: "middle" });
    return place;
  }
  const x = place(value);
  surface.circle(x, middle, 7, colors.foreground);
  surface.circle(x, middle, 5, colors.series(1));
  const anchor = x < 80 ? "start" : x > width - 80 ? "end" : "middle";
  surface.text(
    anchor === "middle" ? x : x + (anchor === "start" ? -8 : 8),
    middle - 20,
    `R(x) = ${formatNumber(value)}`,
    {
      color: colors.foreground,
      anchor,
      bold: true,
      size: 12,
    },
  );
  return place;
}
