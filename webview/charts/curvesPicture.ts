// Curves on paper: the picture that is saved, with axes, a legend and the same thinning as on the screen.

import { splitLabel, t } from "../strings";
import { type Axis, drawAxes, extent, plotArea } from "./axes";
import { isDashed } from "./curveSet";
import type { CurvesView } from "./curves";
import { align, Smoother } from "./series";
import type { Picture } from "./surface";

export function curvesPicture(view: CurvesView): Picture {
  return (surface, width, height, theme) => {
    const { references = [] } = view;
    const lines = view.groups.flatMap(({ lines }) => lines);
    const legendHeight = 22 * Math.ceil(view.groups.length / 4);
    const [from, to] = view.zoom ?? epochs(lines);
    const shown = lines.map((line) => ({
      x: line.x,
      y: view.smoothing > 0 ? new Smoother(view.smoothing).extend(line.y) : line.y,
    }));
    const { x, ys } = align(shown, from, to, width);
    const values = ys.flat().filter((value): value is number => value !== null && (!view.log || value > 0));
    const axisX: Axis = { domain: [from, to], label: t("curves.epoch") };
    const axisY: Axis = {
      domain: view.log ? positive(values) : extent([...values, ...references.map(({ value }) => value)]),
      label: view.metric,
      log: view.log,
    };
    const plot = plotArea(width, height - legendHeight, axisX, axisY);
    drawAxes(surface, theme, plot, axisX, axisY);
    for (const { value, label } of references) {
      surface.polyline([plot.left, plot.y(value), plot.right, plot.y(value)], {
        color: theme.muted,
        width: 1,
        dash: [2, 3],
      });
      surface.text(plot.left + 6, plot.y(value) - 2, label, { color: theme.muted, baseline: "bottom" });
    }
    lines.forEach((line, index) => {
      const points: number[] = [];
      ys[index]!.forEach((value, at) => {
        if (value === null || (view.log && value <= 0)) return;
        points.push(plot.x(x[at]!), plot.y(value));
      });
      surface.polyline(points, {
        color: theme.series(line.color),
        width: 1.8,
        dash: isDashed(line) ? [6, 4] : undefined,
      });
    });
    view.groups.forEach((group, index) => {
      const left = plot.left + (index % 4) * ((width - plot.left) / 4);
      const y = height - legendHeight + 10 + 22 * Math.floor(index / 4);
      const color = theme.series(group.color);
      const dash = group.lines.every(isDashed) ? [6, 4] : undefined;
      surface.polyline([left, y - 3, left + 22, y - 3], { color, width: 1.8, dash });
      if (group.lines.length > 1)
        surface.polyline([left, y + 4, left + 22, y + 4], { color, width: 1.8, dash: [6, 4] });
      const splits = group.lines.flatMap(({ split }) => (split ? splitLabel(split) : [])).join(" / ");
      const label = view.groups.length > 1 ? group.label : splits || group.label;
      surface.text(left + 28, y, label, { color: theme.foreground });
    });
  };
}

function epochs(lines: { x: number[] }[]): [number, number] {
  const [low, high] = extent(
    lines.flatMap(({ x }) => [x[0] ?? Number.NaN, x.at(-1) ?? Number.NaN]),
    0,
  );
  return [low, Math.max(high, low + 1)];
}

function positive(values: number[]): [number, number] {
  const [low, high] = extent(values.map(Math.log10));
  return values.length ? [10 ** low, 10 ** high] : [0.1, 1];
}
