// The picture of a signal by frequency: amplitudes as stems or energy adding up, with the response of the filter over them.

import { type Axis, drawAxes, extent, type Plot, plotArea } from "../../charts/axes";
import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { formatTick } from "../../format";
import { t } from "../../strings";
import type { Frequency } from "./frequencies";

export type SignalLook = "amplitude" | "energy";

export interface SignalView {
  frequencies: Frequency[];
  look: SignalLook;
  /** Symbol of the matrix whose eigenvalues the frequencies are. */
  symbol: string;
  /** Whether a filter is on. */
  filtered: boolean;
  /** Amplitudes of the cosine transform at the same frequencies, where the graph is a grid. */
  cosine?: Float64Array;
}

// Room for the axis of the response at the right.
const responseRoom = 46;

export function drawSignal(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  view: SignalView,
  at?: number,
): Plot {
  const { frequencies, look, symbol, filtered, cosine } = view;
  const axisX: Axis = { domain: extent(frequencies.map(({ value }) => value)), label: `λ (${symbol})` };
  const most = Math.max(1e-300, ...frequencies.map(({ amplitude }) => amplitude), ...(cosine ?? []));
  const axisY: Axis =
    look === "amplitude"
      ? { domain: [0, most * 1.06], label: "|x̂|" }
      : { domain: [0, 1], label: t("signals.cumulative") };
  const plot = plotArea(width, height, axisX, axisY, filtered ? responseRoom : undefined);
  drawAxes(surface, colors, plot, axisX, axisY);
  if (look === "amplitude") {
    const thick = frequencies.length > 200 ? 1 : 2;
    for (const { value, amplitude, response } of frequencies) {
      const x = plot.x(value);
      surface.polyline([x, plot.bottom, x, plot.y(amplitude)], {
        color: colors.series(0),
        width: thick,
        alpha: filtered ? 0.35 : 1,
      });
      if (filtered)
        surface.polyline([x, plot.bottom, x, plot.y(amplitude * Math.abs(response))], {
          color: colors.series(0),
          width: thick + 1,
        });
      if (thick > 1)
        surface.circle(x, plot.y(filtered ? amplitude * Math.abs(response) : amplitude), 2.6, colors.series(0));
    }
    cosine?.forEach((amplitude, index) => {
      const [x, y] = [plot.x(frequencies[index]!.value), plot.y(amplitude)];
      surface.polyline([x - 4, y, x, y - 4, x + 4, y, x, y + 4, x - 4, y], { color: colors.series(3), width: 1.25 });
    });
    if (cosine)
      surface.text(plot.right - 6, plot.top + 8, `◇ ${t("signals.dct")}`, {
        color: colors.series(3),
        anchor: "end",
        bold: true,
      });
  } else {
    const steps: number[] = [plot.left, plot.y(0)];
    let before = 0;
    for (const { value, cumulative } of frequencies) {
      steps.push(plot.x(value), plot.y(before), plot.x(value), plot.y(cumulative));
      before = cumulative;
    }
    steps.push(plot.right, plot.y(before));
    surface.polyline(steps, { color: colors.series(0), width: 2 });
  }
  if (filtered) drawResponse(surface, colors, plot, frequencies);
  const pointed = at === undefined ? undefined : frequencies[at];
  if (pointed) {
    const x = plot.x(pointed.value);
    surface.polyline([x, plot.top, x, plot.bottom], { color: colors.foreground, width: 1, alpha: 0.6 });
  }
  return plot;
}

/** The response of the filter, 0 to 1, on an axis of its own at the right. */
function drawResponse(surface: Surface, colors: Theme, plot: Plot, frequencies: Frequency[]): void {
  const { top, bottom, right } = plot;
  const y = (response: number): number => bottom - Math.max(0, Math.min(1.05, response)) * (bottom - top) * 0.94;
  const color = colors.series(1);
  const points: number[] = [];
  frequencies.forEach(({ value, response }, index) => {
    const before = frequencies[index - 1];
    // A filter that cuts jumps between two frequencies.
    if (before && Math.abs(before.response - response) === 1) {
      const middle = plot.x((before.value + value) / 2);
      points.push(middle, y(before.response), middle, y(response));
    }
    points.push(plot.x(value), y(response));
  });
  surface.polyline(points, { color, width: 2, dash: [6, 4] });
  for (const tick of [0, 0.5, 1]) surface.text(right + 6, y(tick), formatTick(tick), { color });
  surface.text(right + 34, (top + bottom) / 2, t("signals.response"), { color, anchor: "middle", upright: true });
}
