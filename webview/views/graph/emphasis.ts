// What lies over the drawing while a node is selected or edges are emphasised: they themselves, strong, while the rest fades.

import { canvasSurface, fitCanvas, type Surface } from "../../charts/surface";
import { theme } from "../../charts/theme";
import { type Drawn, shortened } from "./drawn";

export interface Place {
  x: number;
  y: number;
  /** Radius in pixels. */
  size: number;
  color: string;
}

export interface EmphasisedLine {
  source: number;
  target: number;
  /** Share of the strongest, 0 to 1. */
  strength: number;
}

/** A node of many thousand neighbours shows so many of them. */
const mostLines = 4000;
/** Neighbours whose names are written. */
const mostNames = 24;
const nameLength = 28;
const lineHeight = 13;

/** The edges of one drawn node, as they are directed. */
export function linesOf({ data: { edges } }: Drawn, index: number): EmphasisedLine[] {
  const lines: EmphasisedLine[] = [];
  for (let edge = 0; edge < edges.length && lines.length < mostLines; edge += 2) {
    const [source, target] = [edges[edge]!, edges[edge + 1]!];
    if (source === index || target === index) lines.push({ source, target, strength: 0.4 });
  }
  return lines;
}

export interface Emphasis {
  selected?: number;
  lines: readonly EmphasisedLine[];
  arrows: boolean;
}

export function drawEmphasis(
  canvas: HTMLCanvasElement,
  room: HTMLElement,
  drawn: Drawn,
  { selected, lines, arrows }: Emphasis,
  place: (index: number) => Place,
): void {
  const fitted = fitCanvas(canvas, room);
  if (!fitted) return;
  const colors = theme();
  const surface = canvasSurface(fitted.context, colors);
  const line = selected === undefined ? colors.signed(1) : colors.foreground;
  const ends = new Set<number>();
  for (const { source, target, strength } of lines) {
    const [from, to] = [place(source), place(target)];
    ends.add(source).add(target);
    surface.polyline([from.x, from.y, to.x, to.y], { color: line, width: 0.8 + 3.2 * strength, alpha: 0.85 });
    if (arrows && source !== target) arrow(surface, from, to, line);
  }
  if (selected !== undefined) ends.add(selected);
  for (const end of ends) {
    const { x, y, size, color } = place(end);
    if (end === selected) {
      surface.circle(x, y, size + 4.5, colors.foreground);
      surface.circle(x, y, size + 2.5, colors.background);
    }
    if (drawn.isHyperedge(end)) surface.rect(x - size, y - size, 2 * size, 2 * size, color);
    else surface.circle(x, y, size, color);
  }
  if (selected === undefined) return;
  const names = [...ends]
    .filter((end) => end !== selected)
    .sort((a, b) => drawn.data.degrees[b]! - drawn.data.degrees[a]!);
  const taken: { x: number; y: number; width: number }[] = [];
  for (const end of [selected, ...names.slice(0, mostNames)]) {
    const { x, y, size } = place(end);
    const own = end === selected;
    const name = shortened(drawn.data.labels[end] ?? "", nameLength);
    const left = x + size + (own ? 9 : 5);
    const width = nameWidth(fitted.context, name, own);
    // A name that would lie on another one is left out: the table has them all.
    const clash = taken.some(
      (other) => left < other.x + other.width && other.x < left + width && Math.abs(other.y - y) < lineHeight,
    );
    if (clash) continue;
    taken.push({ x: left, y, width });
    writeName(fitted.context, name, left, y, own);
  }
}

export function nameWidth(context: CanvasRenderingContext2D, name: string, bold = false): number {
  context.font = nameFont(bold);
  return context.measureText(name).width;
}

const nameFont = (bold: boolean): string => `${bold ? "600 " : ""}11px ${theme().font}`;

/** A name with a rim of the background, so that it can be read on edges. */
export function writeName(context: CanvasRenderingContext2D, name: string, x: number, y: number, bold = false): void {
  const { foreground, background } = theme();
  context.font = nameFont(bold);
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = background;
  context.strokeText(name, x, y);
  context.fillStyle = foreground;
  context.fillText(name, x, y);
}

function arrow(surface: Surface, from: Place, to: Place, color: string): void {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [alongX, alongY] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const [tipX, tipY] = [to.x - alongX * (to.size + 1), to.y - alongY * (to.size + 1)];
  const wing = (side: 1 | -1): [number, number] => [
    tipX - 7 * alongX - side * 3.5 * alongY,
    tipY - 7 * alongY + side * 3.5 * alongX,
  ];
  surface.polyline([...wing(1), tipX, tipY, ...wing(-1)], { color, width: 1.6 });
}
