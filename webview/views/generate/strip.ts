// The film of points: a strip of frames through the epochs, each with the real cloud under the generated one; a click shows its epoch.

import type { GeneratedEvent } from "../../../engine";
import { type Axis, drawAxes, type Plot, plotArea } from "../../charts/axes";
import { type Surface, shifted } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { h, setText } from "../../dom";
import { formatCount } from "../../format";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { chart } from "../picture/chart";
import { generatedSeries, realSeries } from "./adversarial";
import { density, drawCloud, type Points, pointsOf, rangeOf, realPoints } from "./clouds";
import { cloudLegend } from "./keys";
import type { Moments } from "./moments";

export interface Strip {
  element: HTMLElement;
  legend: HTMLElement;
  note: HTMLElement;
  show(run: Run, all: readonly GeneratedEvent[], chosen: GeneratedEvent): void;
  paint(surface: Surface, width: number, height: number, colors: Theme): void;
}

/** Pixels that a frame is wide at least, and frames at most. */
const leastWidth = 190;
const mostFrames = 6;
const bins = 40;

export function strip(moments: Moments): Strip {
  let run: Run | undefined;
  let all: readonly GeneratedEvent[] = [];
  let real: Points = [];
  let chosen: GeneratedEvent | undefined;
  let frames: { event: GeneratedEvent; left: number; top: number; width: number; height: number }[] = [];
  const note = h("p", { class: "muted", testid: "film-outside" });
  const paint = (surface: Surface, width: number, height: number, colors: Theme): void => {
    if (!run || !chosen) return;
    frames = [];
    const columns = Math.max(1, Math.min(mostFrames / 2, Math.floor(width / leastWidth)));
    const rows = Math.max(1, Math.min(Math.ceil(mostFrames / columns), Math.floor(height / 150)));
    const events = spread(all, chosen, columns * rows);
    const [w, tall] = [width / columns, height / Math.ceil(events.length / columns)];
    for (const [index, event] of events.entries()) {
      const [left, top] = [(index % columns) * w, Math.floor(index / columns) * tall];
      frames.push({ event, left, top, width: w, height: tall });
      const own = shifted(surface, left, top);
      drawFrame(own, w, tall, colors, { event, real, points: pointsOf(run, event) ?? [] });
      const isChosen = event === chosen;
      own.text(w - 16, 20, t("curves.at", formatCount(event.epoch)), {
        color: isChosen ? colors.foreground : colors.muted,
        anchor: "end",
        bold: isChosen,
      });
      if (isChosen) {
        const [right, bottom] = [w - 2, tall - 2];
        own.polyline([2, 2, right, 2, right, bottom, 2, bottom, 2, 2], { color: colors.accent, width: 2 });
      }
    }
  };
  const map = chart({
    label: `${t("film.title")}. ${t("film.keys")}`,
    testid: "film-chart",
    draw: paint,
    extent: () => ({ columns: frames.length, rows: 1 }),
    find: (x, y) => {
      const column = frames.findIndex(
        ({ left, top, width, height }) => x >= left && x < left + width && y >= top && y < top + height,
      );
      return column < 0 ? undefined : { column, row: 0 };
    },
    place: ({ column }) => frames[column]!.left,
    describe: ({ column }) => t("curves.at", formatCount(frames[column]?.event.epoch ?? 0)),
    take: ({ column }) => {
      if (frames[column]) moments.choose(frames[column].event.epoch);
    },
  });
  map.element.classList.add("film-strip");
  return {
    element: map.element,
    legend: cloudLegend(),
    note,
    show(shown, next, event) {
      [run, all, chosen] = [shown, next, event];
      const points = pointsOf(run, event) ?? [];
      real = realPoints(run, all) ?? [];
      const ranges = [0, 1].map((column) => rangeOf(real, points, column));
      const outside = points.filter((point) =>
        point.some((value, column) => value < ranges[column]![0] || value > ranges[column]![1]),
      ).length;
      setText(note, outside ? t("film.outside", formatCount(outside), formatCount(points.length)) : "");
      map.draw();
    },
    paint,
  };
}

interface Frame {
  event: GeneratedEvent;
  real: Points;
  points: Points;
}

/** So many of the events, evenly from the first to the last, the chosen one among them. */
function spread(all: readonly GeneratedEvent[], chosen: GeneratedEvent, count: number): GeneratedEvent[] {
  if (all.length <= count) return [...all];
  const last = all.length - 1;
  const indices = Array.from({ length: count }, (_, at) => Math.round((at * last) / Math.max(1, count - 1)));
  const own = all.indexOf(chosen);
  const nearest = indices.reduce(
    (best, index, at) => (Math.abs(index - own) < Math.abs(indices[best]! - own) ? at : best),
    0,
  );
  indices[nearest] = own;
  return indices.map((index) => all[index]!);
}

function drawFrame(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  { event, real, points }: Frame,
): void {
  const [first, second] = (event.columns ?? []).slice(0, points[0]?.length);
  const axisX: Axis = { domain: rangeOf(real, points, 0), label: first ?? "" };
  if (second !== undefined) {
    const axisY: Axis = { domain: rangeOf(real, points, 1), label: second };
    const plot = plotArea(width, height, axisX, axisY);
    drawAxes(surface, colors, plot, axisX, axisY);
    drawCloud(surface, plot, colors, real, true, 1.7);
    drawCloud(surface, plot, colors, points, false, 1.7);
    return;
  }
  const shares = [real, points].map((rows) =>
    density(
      rows.map(([value]) => value!),
      axisX.domain,
      bins,
    ),
  );
  const axisY: Axis = { domain: [0, Math.max(1e-12, ...shares.flat()) * 1.1], label: t("line.density") };
  const plot = plotArea(width, height, axisX, axisY);
  drawAxes(surface, colors, plot, axisX, axisY);
  shares.forEach((values, index) => {
    drawSteps(surface, plot, axisX.domain, values, colors.series(index === 0 ? realSeries : generatedSeries));
  });
}

/** A density as steps over equal bins. */
function drawSteps(surface: Surface, plot: Plot, [low, high]: [number, number], values: number[], color: string): void {
  const step = (high - low) / values.length;
  const points = values.flatMap((value, bin) => [
    plot.x(low + bin * step),
    plot.y(value),
    plot.x(low + (bin + 1) * step),
    plot.y(value),
  ]);
  surface.polyline(points, { color, width: 1.6 });
}
