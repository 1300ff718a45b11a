// The picture of the label graph: a node a label, as large as it is frequent, and an arrow where P reaches the threshold.

import { fitted } from "../../charts/names";
import type { Surface } from "../../charts/surface";
import type { Theme } from "../../charts/theme";
import { formatNumber } from "../../format";
import type { Structure } from "./desk";
import { type Ring, ringOf } from "./ring";
import { rowEntries } from "./structure";

/** Colours in the theme's series of the edges out of a label and into it. */
export const outSeries = 0;
export const inSeries = 1;

/** Largest and smallest radius of a node, and how near to it the pointer finds it. */
const [largest, smallest, reach] = [17, 3, 14];
/** Edges of which all can have their P written beside them; of more only those of the label that is pointed at. */
const written = 24;
/** How far edges bend towards the middle, and points on each. */
const [bend, points] = [0.3, 18];

export interface GraphPlot {
  /** The label at a place; undefined where there is none. */
  find(x: number, y: number): number | undefined;
  ring: Ring;
}

interface Edge {
  from: number;
  to: number;
  share: number;
}

/** The edges of the threshold with P of each. */
export function edgesOf({ graph }: Pick<Structure, "graph">): Edge[] {
  const edges: Edge[] = [];
  for (let from = 0; from < graph.edges.rows; from++) {
    const shares = new Map(rowEntries(graph.conditional, from));
    for (const [to] of rowEntries(graph.edges, from)) edges.push({ from, to, share: shares.get(to) ?? 0 });
  }
  return edges;
}

export function drawLabelGraph(
  surface: Surface,
  width: number,
  height: number,
  colors: Theme,
  structure: Structure,
  at?: number,
): GraphPlot {
  const { event, counts, order, label: chosen } = structure;
  const ring = ringOf(order, event.labels, width, height);
  const most = Math.max(1, ...counts.counts);
  const widest = Math.max(smallest, Math.min(largest, 0.46 * ring.step));
  const radius = (label: number): number => Math.max(smallest, widest * Math.sqrt(counts.counts[label]! / most));
  const edges = edgesOf(structure);
  const isWide = width > 420;
  const seriesOf = ({ from, to }: Edge): number | undefined =>
    from === at ? outSeries : to === at ? inSeries : undefined;
  const texts: { x: number; y: number; text: string }[] = [];
  // Those of the label that is pointed at lie on top.
  for (const edge of [...edges].sort((a, b) => Number(seriesOf(a) !== undefined) - Number(seriesOf(b) !== undefined))) {
    const series = seriesOf(edge);
    const color = series === undefined ? colors.foreground : colors.series(series);
    const faint = at !== undefined && series === undefined;
    const alpha = faint ? 0.12 : series === undefined ? 0.3 + 0.5 * edge.share : 1;
    const line = curveOf(ring, edge, radius(edge.from), radius(edge.to));
    const thick = 0.8 + 1.6 * edge.share;
    surface.polyline(line.points, { color, width: thick, alpha });
    surface.polygon(line.head, color, alpha);
    if (series !== undefined || (at === undefined && edges.length <= (isWide ? written : written / 3)))
      texts.push({ x: line.text[0], y: line.text[1], text: formatNumber(edge.share, 2) });
  }
  order.forEach((label) => {
    const [x, y] = [ring.x[label]!, ring.y[label]!];
    const own = radius(label);
    if (label === at || label === chosen) surface.circle(x, y, own + 4, colors.accent);
    surface.circle(x, y, own + 1.5, colors.background);
    surface.circle(x, y, own, label === at ? colors.accent : colors.muted);
    const aside = own + 6;
    surface.text(x + (ring.isLeft[label] ? -aside : aside), y, fitted(event.labels[label]!, ring.room), {
      color: colors.foreground,
      anchor: ring.isLeft[label] ? "end" : "start",
      bold: label === at,
      size: ring.step < 12 ? 9 : 11,
    });
  });
  for (const { x, y, text } of texts) {
    surface.rect(x - 13, y - 6.5, 26, 13, colors.background, 0.85);
    surface.text(x, y, text, { color: colors.foreground, anchor: "middle", size: 10 });
  }
  return {
    ring,
    find(x, y) {
      let [best, least] = [-1, Number.POSITIVE_INFINITY];
      for (const label of order) {
        // Names belong to their nodes.
        const across = (x - ring.x[label]!) * (ring.isLeft[label] ? -1 : 1);
        const aside = Math.max(0, -across, across - ring.room - radius(label) - 6);
        const away = Math.hypot(aside, y - ring.y[label]!);
        if (away < least) [best, least] = [label, away];
      }
      return least <= Math.max(reach, ring.step / 2) ? best : undefined;
    },
  };
}

/** A bow from one node to another, bent towards the middle and to its own right, so that an edge and its reverse lie apart. */
function curveOf(ring: Ring, { from, to }: Edge, away: number, before: number) {
  const [x0, y0, x1, y1] = [ring.x[from]!, ring.y[from]!, ring.x[to]!, ring.y[to]!];
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
  const [mx, my] = [(x0 + x1) / 2, (y0 + y1) / 2];
  const cx = mx + bend * (ring.middle[0] - mx) - uy * Math.min(14, length / 8);
  const cy = my + bend * (ring.middle[1] - my) + ux * Math.min(14, length / 8);
  const pointAt = (t: number): [number, number] => [
    (1 - t) ** 2 * x0 + 2 * t * (1 - t) * cx + t * t * x1,
    (1 - t) ** 2 * y0 + 2 * t * (1 - t) * cy + t * t * y1,
  ];
  const [first, last] = [Math.min(0.4, away / length), Math.max(0.6, 1 - (before + 2) / length)];
  const line: number[] = [];
  for (let index = 0; index <= points; index++) line.push(...pointAt(first + ((last - first) * index) / points));
  const tip = line.slice(-2) as [number, number];
  const [bx, by] = pointAt(Math.max(0, last - 9 / length));
  const turn = Math.atan2(tip[1] - by, tip[0] - bx);
  const corner = (by: number): [number, number] => [tip[0] - 8 * Math.cos(turn + by), tip[1] - 8 * Math.sin(turn + by)];
  return { points: line, head: [...tip, ...corner(0.42), ...corner(-0.42)], text: pointAt(0.36) };
}
