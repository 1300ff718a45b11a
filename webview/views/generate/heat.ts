// Values on a grid as colours between blue, neutral and orange, and the line on which they pass a level.

import type { Plot } from "../../charts/axes";
import { mix, parseColor, type Rgb, toHex } from "../../charts/colors";
import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";

/** Cells side by side, from the lower left corner; values are those in their middles. */
export interface GridShape {
  x: [number, number];
  y: [number, number];
  width: number;
  height: number;
}

/** Colours on either side of the neutral one. */
const steps = 20;

/** Colour of −1 (generated, blue) to 1 (real, orange); full colours are kept for what lies over them. */
export function shades(colors: Theme, most = 0.6): (value: number) => string {
  const rgb = (color: string): Rgb => parseColor(color) ?? [128, 128, 128];
  const ground = rgb(colors.background);
  const palette = Array.from({ length: 2 * steps + 1 }, (_, index) => {
    const value = index / steps - 1;
    return toHex(mix(ground, rgb(colors.signed(value < 0 ? -1 : 1)), most * Math.abs(value)));
  });
  return (value) => palette[Math.round(steps * (1 + Math.max(-1, Math.min(1, Number.isNaN(value) ? 0 : value))))]!;
}

/** Cells of a row that have one colour are drawn as one. */
export function drawHeat(surface: Surface, plot: Plot, grid: GridShape, colour: (cell: number) => string): void {
  const { width, height } = grid;
  const across = (column: number): number => plot.x(grid.x[0] + ((grid.x[1] - grid.x[0]) * column) / width);
  const up = (row: number): number => plot.y(grid.y[0] + ((grid.y[1] - grid.y[0]) * row) / height);
  for (let row = 0; row < height; row++) {
    const [top, bottom] = [Math.floor(up(row + 1)), Math.floor(up(row))];
    for (let from = 0; from < width; ) {
      const own = colour(row * width + from);
      let to = from + 1;
      while (to < width && colour(row * width + to) === own) to++;
      const [left, right] = [Math.floor(across(from)), Math.floor(across(to))];
      surface.rect(left, top, right - left, bottom - top, own);
      from = to;
    }
  }
}

/** Where the values pass `level`, between the middles of the cells, as pieces (x, y, x, y, NaN, NaN) in pixels. */
export function contour(plot: Plot, grid: GridShape, values: readonly number[], level: number): number[] {
  const { width, height } = grid;
  const x = (column: number): number => plot.x(grid.x[0] + ((grid.x[1] - grid.x[0]) * (column + 0.5)) / width);
  const y = (row: number): number => plot.y(grid.y[0] + ((grid.y[1] - grid.y[0]) * (row + 0.5)) / height);
  const points: number[] = [];
  for (let row = 0; row + 1 < height; row++) {
    for (let column = 0; column + 1 < width; column++) {
      const corners = [
        [column, row],
        [column + 1, row],
        [column + 1, row + 1],
        [column, row + 1],
      ] as const;
      const crossings: number[] = [];
      corners.forEach(([c, r], index) => {
        const [nextColumn, nextRow] = corners[(index + 1) % 4]!;
        const [from, to] = [values[r * width + c]! - level, values[nextRow * width + nextColumn]! - level];
        if (from < 0 === to < 0) return;
        const share = from / (from - to);
        crossings.push(x(c + share * (nextColumn - c)), y(r + share * (nextRow - r)));
      });
      for (let at = 0; at + 3 < crossings.length; at += 4) {
        points.push(...crossings.slice(at, at + 4), Number.NaN, Number.NaN);
      }
    }
  }
  return points;
}
