// Saves the drawing as it is seen, with the graph's name above and what its colours mean below.

import { canvasSurface, type Surface } from "../../charts/surface";
import { type Theme, theme } from "../../charts/theme";
import { fileName, formatNumber } from "../../format";
import type { GraphCanvas } from "./canvas";
import { mostClasses } from "./legend";
import { rangeOf, scaleColor } from "./node-colors";
import type { GraphSession } from "./session";
import { graphText } from "./summary";

/** Pixels above and below the drawing, and between two entries of the legend. */
const head = 34;
const line = 20;
const gap = 18;
const rampWidth = 96;

export async function saveDrawing(session: GraphSession, drawing: GraphCanvas): Promise<boolean> {
  const colors = theme();
  const seen = drawing.picture();
  const scale = seen.width / Math.max(1, drawing.room.clientWidth);
  const [width, height] = [seen.width / scale, seen.height / scale];
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d")!;
  // Setting a size forgets the font, which the legend is measured by.
  const measure = (text: string): number => {
    context.font = `11px ${colors.font}`;
    return context.measureText(text).width;
  };
  const lines = legendLines(session, colors, width, measure);
  const foot = lines.length * line + 12;
  [canvas.width, canvas.height] = [seen.width, Math.round((head + height + foot) * scale)];
  context.scale(scale, scale);
  const surface = canvasSurface(context, colors);
  surface.rect(0, 0, width, head + height + foot, colors.background);
  const title = `${fileName(session.path)} · ${graphText(session.description)}`;
  surface.text(12, head / 2, title, { color: colors.foreground, size: 13, bold: true });
  context.drawImage(seen, 0, head, width, height);
  lines.forEach((entries, row) => {
    for (const { x, draw } of entries) draw(surface, x, head + height + 6 + line * (row + 0.5));
  });
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("The drawing is too large to be saved: make the window smaller.");
  const content = new Uint8Array(await blob.arrayBuffer());
  return session.page.host.call("save", { name: `${fileName(session.path)}.png`, kind: "png", content });
}

interface Entry {
  width: number;
  draw(surface: Surface, x: number, y: number): void;
}

/** The entries of the legend in lines that fit. */
function legendLines(
  { shown }: GraphSession,
  colors: Theme,
  width: number,
  measure: (text: string) => number,
): { x: number; draw: Entry["draw"] }[][] {
  const words = (text: string, bold = false): Entry => ({
    width: measure(text) * (bold ? 1.1 : 1),
    draw: (surface, x, y) => surface.text(x, y, text, { color: colors.foreground, bold }),
  });
  const swatch = (color: string, text: string): Entry => ({
    width: 15 + measure(text),
    draw: (surface, x, y) => {
      surface.circle(x + 5, y, 5, color);
      surface.text(x + 15, y, text, { color: colors.foreground });
    },
  });
  const ramp = (kind: "signed" | "magnitude"): Entry => ({
    width: rampWidth,
    draw: (surface, x, y) => {
      for (let at = 0; at < rampWidth; at += 2) {
        surface.rect(x + at, y - 5, 2, 10, scaleColor(kind, at / rampWidth, colors));
      }
    },
  });
  let entries: Entry[] = [];
  if (shown?.kind === "class") {
    const classes = shown.classes?.slice(0, mostClasses) ?? [];
    entries = [words(shown.title, true), ...classes.map((name, index) => swatch(colors.classColor(index), name))];
  } else if (shown) {
    const [low, high] = rangeOf(shown).map((value) => formatNumber(value, 3));
    const unit = shown.unit ? ` (${shown.unit})` : "";
    entries = [words(`${shown.title}${unit}`, true), words(low!), ramp(shown.kind), words(high!)];
  }
  const lines: { x: number; draw: Entry["draw"] }[][] = [];
  let x = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    if (x + entry.width > width - 12) {
      lines.push([]);
      x = 12;
    }
    lines.at(-1)!.push({ x, draw: entry.draw });
    x += entry.width + gap;
  }
  return lines;
}
