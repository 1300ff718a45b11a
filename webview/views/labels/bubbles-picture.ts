// The picture of the label hypergraph as bubbles: each of the heaviest hyperedges a rounded hull around its labels.

import { fitted } from "../../charts/names";
import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import type { Structure } from "./desk";
import { type Ring, ringOf } from "./ring";

/** Bubbles that the eye can still tell apart. */
export const mostBubbles = 10;

/** Pixels between a label and the nearest and farthest of its bubbles, and corners of a rounding. */
const [nearest, farthest, corners] = [9, 24, 16];

export interface BubblesPlot {
  /** Index of the smallest bubble at a place. */
  find(x: number, y: number): number | undefined;
  place(hyperedge: number): number;
}

/** Indices of the hyperedges that are drawn: of two labels or more, the heaviest first. */
export const bubbledOf = ({ event: { hyperedges } }: Pick<Structure, "event">): number[] =>
  hyperedges.flatMap(({ labels }, index) => (labels.length > 1 ? [index] : [])).slice(0, mostBubbles);

export function drawBubbles(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  structure: Structure,
  at?: number,
): BubblesPlot {
  const { event, order, counts } = structure;
  const { hyperedges } = event;
  const ring = ringOf(order, event.labels, width, height);
  const shown = bubbledOf(structure);
  const hulls = shown.map((index, turn) => {
    const away = nearest + ((farthest - nearest) * (shown.length - 1 - turn)) / Math.max(1, mostBubbles - 1);
    return hullOf(ring, hyperedges[index]!.labels, Math.min(away, 0.45 * ring.step + nearest));
  });
  const most = Math.max(1e-300, ...shown.map((index) => hyperedges[index]!.weight));
  hulls.forEach((hull, turn) => {
    const isAt = turn === at;
    const color = colors.series(turn);
    const faint = at !== undefined && !isAt ? 0.3 : 1;
    surface.polygon(hull, color, (isAt ? 0.35 : 0.12) * faint);
    const thick = (isAt ? 1.5 : 0) + 1 + 2 * (hyperedges[shown[turn]!]!.weight / most);
    surface.polyline([...hull, ...hull.slice(0, 2)], { color, width: thick, alpha: faint });
  });
  const frequent = Math.max(1, ...counts.counts);
  for (const label of order) {
    const [x, y] = [ring.x[label]!, ring.y[label]!];
    const own = Math.max(3, 7 * Math.sqrt(counts.counts[label]! / frequent));
    surface.circle(x, y, own, colors.foreground);
    const aside = farthest + 4;
    surface.text(x + (ring.isLeft[label] ? -aside : aside), y, fitted(event.labels[label]!, ring.room), {
      color: colors.foreground,
      anchor: ring.isLeft[label] ? "end" : "start",
      size: ring.step < 12 ? 9 : 11,
      bold: at !== undefined && hyperedges[shown[at]!]!.labels.includes(label),
    });
  }
  return {
    find(x, y) {
      const under = hulls.flatMap((hull, turn) => (isInside(hull, x, y) ? [turn] : []));
      return under.sort((a, b) => areaOf(hulls[a]!) - areaOf(hulls[b]!))[0];
    },
    place: (turn) => ring.x[hyperedges[shown[turn]!]!.labels[0]!]!,
  };
}

/** Corners of the convex hull (monotone chain of A. M. Andrew, 1979) of circles around these labels. */
function hullOf(ring: Ring, labels: readonly number[], radius: number): number[] {
  const points = labels
    .flatMap((label) =>
      Array.from({ length: corners }, (_, corner): [number, number] => {
        const angle = (2 * Math.PI * corner) / corners;
        return [ring.x[label]! + radius * Math.cos(angle), ring.y[label]! + radius * Math.sin(angle)];
      }),
    )
    .sort(([ax, ay], [bx, by]) => ax - bx || ay - by);
  const half = (all: [number, number][]): [number, number][] => {
    const chain: [number, number][] = [];
    for (const point of all) {
      while (chain.length > 1 && cross(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(points), ...half(points.reverse())].flat();
}

const cross = ([ax, ay]: [number, number], [bx, by]: [number, number], [cx, cy]: [number, number]): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

function isInside(hull: readonly number[], x: number, y: number): boolean {
  return sidesOf(hull).every(([from, to]) => cross(from, to, [x, y]) >= 0);
}

function areaOf(hull: readonly number[]): number {
  return sidesOf(hull).reduce((sum, [[ax, ay], [bx, by]]) => sum + (ax * by - bx * ay) / 2, 0);
}

/** The sides of a hull, from corner to corner. */
function sidesOf(hull: readonly number[]): [[number, number], [number, number]][] {
  return Array.from({ length: hull.length / 2 }, (_, at) => {
    const next = (2 * at + 2) % hull.length;
    return [
      [hull[2 * at]!, hull[2 * at + 1]!],
      [hull[next]!, hull[next + 1]!],
    ];
  });
}
