// The picture of the line: densities, D beside D*, and the codes that G takes there, under one another on one axis.

import type { FieldEvent } from "../../../engine";
import { type Axis, drawAxes, extent, type Plot, plotArea } from "../../charts/axes";
import { type Surface, shifted } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { t } from "../../strings";
import { boundSeries, discriminatorSeries, generatedSeries, realSeries } from "./adversarial";
import { inside } from "./clouds";

export interface LineView {
  event: FieldEvent;
  /** Where D tells neither, and whether it tells probabilities. */
  middle?: number;
  isProbable: boolean;
}

export interface LinePlot {
  find(x: number): number | undefined;
  place(column: number): number;
}

/** The middle of a cell of the line, in units of its column. */
export const middleAt = ({ x, width }: FieldEvent, column: number): number =>
  x[0] + ((x[1] - x[0]) * (column + 0.5)) / width;

export function drawLine(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  view: LineView,
  at?: number,
): LinePlot {
  const { event, middle, isProbable } = view;
  const { density, discriminator, optimal, flow } = event;
  const axisX: Axis = { domain: event.x, label: event.columns[0]! };
  const curve = (own: Surface, plot: Plot, values: readonly number[], series: number, dash?: number[]): void => {
    const points = values.map((value, column) => [middleAt(event, column), value]);
    own.polyline(inside(plot, points), { color: colors.series(series), width: 2, dash });
  };
  const panels: { axisY: Axis; draw(own: Surface, plot: Plot): void }[] = [];
  if (density)
    panels.push({
      axisY: { domain: [0, 1.08 * Math.max(1e-12, ...density.real, ...density.generated)], label: t("line.density") },
      draw: (own, plot) => {
        curve(own, plot, density.real, realSeries);
        curve(own, plot, density.generated, generatedSeries);
      },
    });
  panels.push({
    axisY: { domain: isProbable ? [-0.02, 1.02] : extent([...discriminator, middle ?? Number.NaN]), label: "D(x)" },
    draw: (own, plot) => {
      if (middle !== undefined) {
        const y = plot.y(middle);
        own.polyline([plot.left, y, plot.right, y], { color: colors.muted, width: 1, dash: [2, 3] });
        own.text(plot.left + 6, y - 2, middle === 0.5 ? "½" : "0", { color: colors.muted, baseline: "bottom" });
      }
      curve(own, plot, discriminator, discriminatorSeries);
      if (optimal) curve(own, plot, optimal, boundSeries, [6, 4]);
    },
  });
  if (flow.length)
    panels.push({
      axisY: { domain: extent(flow.flatMap((line) => line.map(([code]) => code!))), label: t("line.code") },
      draw: (own, plot) => {
        for (const line of flow) {
          const turned = line.map(([code, value]) => [value!, code!]);
          own.polyline(inside(plot, turned), { color: colors.series(generatedSeries), width: 1.4 });
        }
      },
    });
  const tall = height / panels.length;
  const plots = panels.map(({ axisY, draw }, index) => {
    const own = shifted(surface, 0, index * tall);
    const plot = plotArea(width, tall, axisX, axisY);
    drawAxes(own, colors, plot, axisX, axisY);
    draw(own, plot);
    if (at !== undefined) {
      const x = plot.x(middleAt(event, at));
      own.polyline([x, plot.top, x, plot.bottom], { color: colors.foreground, width: 1, alpha: 0.6 });
    }
    return plot;
  });
  const plot = plots[0]!;
  return {
    find: (x) => {
      const share = (plot.invert(x, 0)[0] - event.x[0]) / (event.x[1] - event.x[0]);
      return share < 0 || share >= 1 ? undefined : Math.floor(share * event.width);
    },
    place: (column) => plot.x(middleAt(event, column)),
  };
}
