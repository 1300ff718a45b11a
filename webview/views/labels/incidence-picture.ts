// The picture of the label hypergraph as an incidence grid: a row a label, a column a hyperedge, the heaviest first, its weight as a bar above.

import { fitted, roomFor } from "../../charts/names";
import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { formatNumber } from "../../format";
import type { Structure } from "./desk";

/** Narrowest and widest column, and pixels of the bars. */
const [narrow, wide, bars] = [9, 26, 74];

export interface IncidencePlot {
  find(x: number, y: number): { column: number; row: number } | undefined;
  place(column: number): number;
  /** Hyperedges that there is room for. */
  columns: number;
}

const roomOf = (names: readonly string[], width: number): number => 8 + roomFor(names, Math.min(130, 0.32 * width));

export function drawIncidence(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  { event, order }: Structure,
  at?: { column: number; row: number },
): IncidencePlot {
  const { labels: names, hyperedges } = event;
  const left = roomOf(names, width);
  const columns = Math.max(1, Math.min(hyperedges.length, Math.floor((width - left - 8) / narrow)));
  const size = Math.min(wide, (width - left - 8) / columns);
  const [top, bottom] = [bars + 16, height - 6];
  const row = Math.min(26, (bottom - top) / names.length);
  const x = (column: number): number => left + (column + 0.5) * size;
  const y = (place: number): number => top + (place + 0.5) * row;
  const placeOf = new Map(order.map((label, place) => [label, place]));
  order.forEach((label, place) => {
    if (place % 2 === 0) surface.rect(left, y(place) - row / 2, columns * size, row, colors.grid, 0.5);
    if (place === at?.row) surface.rect(0, y(place) - row / 2, left + columns * size, row, colors.accent, 0.18);
    surface.text(left - 6, y(place), fitted(names[label]!, left - 8), {
      color: colors.foreground,
      anchor: "end",
      bold: place === at?.row,
      size: row < 11 ? 9 : 11,
    });
  });
  const most = Math.max(1e-300, ...hyperedges.map(({ weight }) => weight));
  const dot = Math.max(2, Math.min(5.5, 0.36 * Math.min(size, row)));
  hyperedges.slice(0, columns).forEach(({ labels, weight }, column) => {
    const isAt = column === at?.column;
    const color = isAt ? colors.accent : colors.series(0);
    const tall = (bars - 14) * (weight / most);
    surface.rect(x(column) - 0.36 * size, bars - tall + 4, 0.72 * size, Math.max(1, tall), color, isAt ? 1 : 0.85);
    if (size >= 20 || column === 0 || isAt)
      surface.text(x(column), bars - tall - 2, formatNumber(weight, 3), {
        color: colors.foreground,
        anchor: "middle",
        size: 10,
      });
    const places = labels.map((label) => placeOf.get(label)!);
    const [first, last] = [Math.min(...places), Math.max(...places)];
    if (last > first) surface.polyline([x(column), y(first), x(column), y(last)], { color, width: isAt ? 3 : 1.5 });
    for (const place of places) surface.circle(x(column), y(place), isAt ? dot + 1 : dot, color);
  });
  return {
    columns,
    place: x,
    find(px, py) {
      const [column, place] = [Math.floor((px - left) / size), Math.floor((py - top) / row)];
      if (column < 0 || column >= columns || py < 0) return undefined;
      return { column, row: Math.max(0, Math.min(names.length - 1, place)) };
    },
  };
}

/** Pixels that a grid of so many labels takes. */
export const incidenceHeight = (labels: number): number => bars + 22 + labels * (labels > 24 ? 11 : 18);
