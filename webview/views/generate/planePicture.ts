// The picture of the plane: one field or two beside each other, with the clouds and the flow of G over them.

import type { FieldEvent } from "../../../engine";
import { type Axis, drawAxes, type Plot, plotArea } from "../../charts/axes";
import { type Surface, shifted } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { t } from "../../strings";
import type { Reading } from "../picture/chart";
import { drawCloud, inside, type Points } from "./clouds";
import { contour, drawHeat, type GridShape, shades } from "./heat";

export type PlaneWhat = "side" | "discriminator" | "optimal" | "difference" | "densities" | "none";
/** What a single panel shows. */
type Field = Exclude<PlaneWhat, "side" | "densities"> | "p" | "p_g";

const fields = (what: PlaneWhat): Field[] =>
  what === "side" ? ["discriminator", "optimal"] : what === "densities" ? ["p", "p_g"] : [what];

export interface PlaneView {
  event: FieldEvent;
  what: PlaneWhat;
  /** Where D tells neither; the middle of its range without it. */
  middle?: number;
  real?: Points;
  generated?: Points;
  flow: readonly (readonly (readonly number[])[])[];
}

export interface PlanePlot {
  find(x: number, y: number): Reading | undefined;
  /** Pixels from the left of a column of the grid. */
  place(column: number): number;
  /** Generated points that lie outside of the plane. */
  outside: number;
}

/** A level that is passed in more pieces, as often as the grid is long, is noise and no line. */
const mostPieces = 4;
/** A picture is wider than high at most so many times. */
const widest = 1.35;

interface Panel {
  left: number;
  top: number;
  plot: Plot;
}

export function drawPlane(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  view: PlaneView,
  at?: Reading,
): PlanePlot {
  const { event, what } = view;
  const grid: GridShape = { ...event, y: event.y! };
  const names = fields(what);
  const stacked = names.length > 1 && width < 620;
  const [across, down] = stacked ? [1, names.length] : [names.length, 1];
  const tall = height / down;
  const wide = Math.min(width / across, tall * widest);
  const axisX: Axis = { domain: grid.x, label: event.columns[0]! };
  const axisY: Axis = { domain: grid.y, label: event.columns[1]! };
  let outside = 0;
  const panels = names.map((name, index): Panel => {
    const [left, top] = stacked ? [0, index * tall] : [(width - across * wide) / 2 + index * wide, 0];
    const own = shifted(surface, left, top);
    const plot = plotArea(wide, tall, axisX, axisY);
    const field = fieldOf(view, name);
    if (field) {
      const shade = shades(colors);
      drawHeat(own, plot, grid, (cell) => shade((field.values[cell]! - field.middle) / field.most));
    }
    drawAxes(own, colors, plot, axisX, axisY);
    const level = field?.level === undefined ? [] : contour(plot, grid, field.values, field.level);
    if (level.length / 6 < mostPieces * (grid.width + grid.height))
      own.polyline(level, { color: colors.foreground, width: 1.2, dash: [4, 3] });
    for (const line of view.flow) own.polyline(inside(plot, line), { color: colors.foreground, width: 1, alpha: 0.45 });
    if (view.real) drawCloud(own, plot, colors, view.real, true);
    if (view.generated) outside = drawCloud(own, plot, colors, view.generated, false);
    if (name !== "none") {
      const text = name === "p" || name === "p_g" ? name : t(`plane.${name}`);
      own.rect(plot.left + 2, plot.top + 2, 14 + 7 * text.length, 18, colors.background, 0.85);
      own.text(plot.left + 8, plot.top + 11, text, { color: colors.foreground, bold: true });
    }
    if (at) {
      const x = plot.x(grid.x[0] + ((grid.x[1] - grid.x[0]) * (at.column + 0.5)) / grid.width);
      const y = plot.y(grid.y[0] + ((grid.y[1] - grid.y[0]) * (at.row + 0.5)) / grid.height);
      own.polyline([plot.left, y, plot.right, y], { color: colors.foreground, width: 1, alpha: 0.6 });
      own.polyline([x, plot.top, x, plot.bottom], { color: colors.foreground, width: 1, alpha: 0.6 });
    }
    return { left, top, plot };
  });
  return {
    find(x, y) {
      for (const { left, top, plot } of panels) {
        if (x < left + plot.left || x > left + plot.right || y < top + plot.top || y > top + plot.bottom) continue;
        const [px, py] = plot.invert(x - left, y - top);
        const cell = (value: number, [low, high]: [number, number], count: number): number =>
          Math.max(0, Math.min(count - 1, Math.floor(((value - low) / (high - low)) * count)));
        return { column: cell(px, grid.x, grid.width), row: cell(py, grid.y, grid.height) };
      }
      return undefined;
    },
    place: (column) => panels[0]!.left + panels[0]!.plot.x(grid.x[0] + ((grid.x[1] - grid.x[0]) * column) / grid.width),
    outside,
  };
}

/** The values of a field, what is neutral in it, what has full colour, and the level that is drawn as a line. */
function fieldOf({ event, middle }: PlaneView, name: Field) {
  const { discriminator, optimal, density } = event;
  if (name === "p" || name === "p_g") {
    if (!density) return undefined;
    const own = name === "p" ? density.real : density.generated;
    const most = own.reduce((largest, value) => Math.max(largest, value), 0) || 1;
    // Densities go from nothing to one end of the colours.
    return { values: own.map((value) => (name === "p" ? value : -value)), middle: 0, most, level: undefined };
  }
  if (name === "none" || (name !== "discriminator" && !optimal)) return undefined;
  if (name === "difference") {
    const values = discriminator.map((value, cell) => value - optimal![cell]!);
    return { values, middle: 0, most: 1, level: undefined };
  }
  const values = name === "optimal" ? optimal! : discriminator;
  if (optimal) return { values, middle: 0.5, most: 0.5, level: 0.5 };
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const neutral = middle ?? (low + high) / 2;
  return { values, middle: neutral, most: Math.max(high - neutral, neutral - low) || 1, level: middle };
}
