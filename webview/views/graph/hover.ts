// What is drawn of the node under the pointer: a rim, and its id with its degree and value beside it.

import type { NodeDisplayData, PartialButFor } from "sigma/types";
import { theme } from "../../charts/theme";
import { formatCount, formatNumber } from "../../format";
import { t } from "../../strings";
import { type Drawn, shortened } from "./drawn";
import type { Shown } from "./graph-lab";

const idLength = 48;

export function drawHover(
  context: CanvasRenderingContext2D,
  { x, y, size, color }: PartialButFor<NodeDisplayData, "x" | "y" | "size" | "label" | "color">,
  text: string,
  roomWidth: number,
): void {
  const colors = theme();
  context.font = `11px ${colors.font}`;
  const width = context.measureText(text).width + 14;
  // Near the right edge the text stands at the left of its node.
  const left = x + size + 6 + width > roomWidth ? Math.max(0, x - size - 6 - width) : x + size + 6;
  context.beginPath();
  context.roundRect(left, y - 11, width, 22, 3);
  context.fillStyle = colors.background;
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = colors.axis;
  context.stroke();
  context.fillStyle = colors.foreground;
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.fillText(text, left + 7, y);
  context.beginPath();
  context.arc(x, y, size + 2, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = colors.foreground;
  context.stroke();
}

/** "Mr. Hi · degree 16 · club A". */
export function hoverText(drawn: Drawn, index: number, shown: Shown | null): string {
  const { labels, degrees } = drawn.data;
  const node = drawn.nodeAt(index);
  const value = node === undefined ? undefined : shown?.values[node];
  const parts = [shortened(labels[index] ?? "", idLength), t("graph.degreeOf", formatCount(degrees[index] ?? 0))];
  if (shown && value !== undefined && !Number.isNaN(value)) {
    parts.push(shown.kind === "class" ? (shown.classes?.[value] ?? "") : `${shown.title} ${formatNumber(value)}`);
  }
  return parts.join(" · ");
}
