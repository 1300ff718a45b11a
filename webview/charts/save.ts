// Hands a chart over to the host for saving: as vectors, as pixels, or as the numbers behind it.

import type { Channel } from "../../engine";
import { svg } from "../dom";
import type { HostApi, PageEvents } from "../protocol";
import { type DataTable, toDelimited } from "../table";
import { canvasSurface, type Picture, svgSurface } from "./surface";
import { theme } from "./theme";

type Host = Channel<HostApi, PageEvents>;

const width = 900;
const height = 520;
// Room above the chart for its title.
const head = 34;

export async function saveTable(host: Host, name: string, table: DataTable): Promise<boolean> {
  // The mark tells spreadsheet programs that this is UTF-8.
  return host.call("save", { name: `${name}.csv`, kind: "csv", content: `\ufeff${toDelimited(table, ",")}` });
}

export async function savePicture(
  host: Host,
  name: string,
  kind: "png" | "svg",
  picture: Picture,
  title: string,
): Promise<boolean> {
  const content = kind === "svg" ? svgText(picture, title) : await pngBytes(picture, title);
  return host.call("save", { name: `${name}.${kind}`, kind, content });
}

/** The picture as an SVG document with its title and the theme's background. */
export function svgText(picture: Picture, title: string): string {
  const colors = theme();
  const { surface, element } = svgSurface(width, height + head, colors);
  surface.rect(0, 0, width, height + head, colors.background);
  surface.text(16, 20, title, { color: colors.foreground, size: 14, bold: true });
  const inner = svgSurface(width, height, colors);
  picture(inner.surface, width, height, colors);
  const group = svg("g", { transform: `translate(0 ${head})` });
  group.append(...inner.element.childNodes);
  element.append(group);
  element.prepend(svg("title", {}, title));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(element)}\n`;
}

async function pngBytes(picture: Picture, title: string): Promise<Uint8Array> {
  const colors = theme();
  const canvas = document.createElement("canvas");
  // Two pixels for one, so that the picture stays sharp in print and on fine screens.
  canvas.width = 2 * width;
  canvas.height = 2 * (height + head);
  const context = canvas.getContext("2d")!;
  context.scale(2, 2);
  const surface = canvasSurface(context, colors);
  surface.rect(0, 0, width, height + head, colors.background);
  surface.text(16, 20, title, { color: colors.foreground, size: 14, bold: true });
  context.translate(0, head);
  picture(surface, width, height, colors);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error("The picture is too large to be drawn; save it as SVG instead.");
  return new Uint8Array(await blob.arrayBuffer());
}
