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

/** Name of a hyperedge, or its number in the file, counted from 1. */
export const hyperedgeName = (id: string | undefined, hyperedge: number): string =>
  id || t("graph.hyperedgeOf", formatCount(hyperedge + 1));

/** Name of what is drawn with an index, and how much it is joined: "Mr. Hi", "degree 16". */
export function describeDrawn(drawn: Drawn, index: number): [name: string, joined: string] {
  const { labels, degrees } = drawn.data;
  const hyperedge = drawn.hyperedgeAt(index);
  const [label, degree] = [labels[index] ?? "", formatCount(degrees[index] ?? 0)];
  return hyperedge === undefined
    ? [label, t("graph.degreeOf", degree)]
    : [hyperedgeName(label, hyperedge), t("graph.members", degree)];
}

/** "Mr. Hi · degree 16 · club A". */
export function hoverText(drawn: Drawn, index: number, shown: Shown | null): string {
  const node = drawn.nodeAt(index);
  const value = node === undefined ? undefined : shown?.values[node];
  const [name, joined] = describeDrawn(drawn, index);
  const parts = [shortened(name, idLength), joined];
  if (shown && value !== undefined && !Number.isNaN(value)) {
    parts.push(shown.kind === "class" ? (shown.classes?.[value] ?? "") : `${shown.title} ${formatNumber(value)}`);
  }
  return parts.join(" · ");
}
