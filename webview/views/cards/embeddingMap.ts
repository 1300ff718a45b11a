// The picture of the map of the nodes: a point each, in the colour of its class or value, ringed where the network is wrong.

import type { EmbeddingEvent } from "../../../engine";
import { type Axis, drawAxes, extent, plotArea } from "../../charts/axes";
import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { t } from "../../strings";

export type MapColour = "truth" | "prediction";

export interface MapView {
  event: EmbeddingEvent;
  /** Names of the classes; without them values are coloured by a ramp. */
  classes?: string[];
  colour: MapColour;
}

export interface MapPlot {
  /** Where a point lies, in pixels. */
  place(point: number): [x: number, y: number];
  /** The point within reach of a place; −1 where there is none. */
  nearest(x: number, y: number): number;
}

const reach = 12;

/** Whether a class is known and another was predicted. */
export const wrongAt = ({ truth, prediction }: EmbeddingEvent, point: number): boolean =>
  truth[point] !== null && truth[point]! >= 0 && prediction[point] !== truth[point];

export function drawMap(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  view: MapView,
  at?: number,
): MapPlot {
  const { event, classes, colour } = view;
  const { x, y } = event;
  const axisX: Axis = { domain: extent(x), label: t("embedding.x") };
  const axisY: Axis = { domain: extent(y), label: t("embedding.y") };
  const plot = plotArea(width, height, axisX, axisY);
  drawAxes(surface, colors, plot, axisX, axisY);
  const place = (point: number): [number, number] => [plot.x(x[point]!), plot.y(y[point]!)];
  const values = event[colour];
  const [low, high] = extent(values, 0);
  const fillOf = (point: number): string => {
    const value = values[point] ?? Number.NaN;
    if (classes) return value >= 0 ? colors.classColor(value) : colors.muted;
    return Number.isNaN(value) ? colors.muted : colors.ramp((value - low) / (high - low || 1)).fill;
  };
  const many = x.length > 800;
  const radius = many ? 2.4 : 4;
  // Wrong ones are drawn last, so that they are not covered by the many that are right.
  for (const wrong of classes ? [false, true] : [false]) {
    for (let point = 0; point < x.length; point++) {
      if (classes && wrongAt(event, point) !== wrong) continue;
      const [px, py] = place(point);
      if (wrong) surface.circle(px, py, radius + 1.5, colors.foreground);
      surface.circle(px, py, radius, fillOf(point), many && !wrong ? 0.75 : 1);
    }
  }
  if (at !== undefined && at < x.length) {
    const [px, py] = place(at);
    surface.circle(px, py, radius + 4, colors.foreground);
    surface.circle(px, py, radius + 2, fillOf(at));
  }
  return {
    place,
    nearest(px, py) {
      let best = -1;
      let least = reach * reach;
      for (let point = 0; point < x.length; point++) {
        const [qx, qy] = place(point);
        const away = (px - qx) ** 2 + (py - qy) ** 2;
        if (away <= least) [best, least] = [point, away];
      }
      return best;
    },
  };
}
