// Something to draw on: a few strokes that a canvas and an SVG document both know, so that a picture is written once.

import { svg } from "../dom";
import type { Theme } from "./theme";

export interface Stroke {
  color: string;
  width: number;
  dash?: number[];
  alpha?: number;
}

export interface TextStyle {
  color: string;
  /** Pixels; 11 unless said. */
  size?: number;
  anchor?: "start" | "middle" | "end";
  /** "middle" unless said: the point is at half the height of the letters. */
  baseline?: "middle" | "top" | "bottom";
  bold?: boolean;
  /** Turned by a quarter against the clock. */
  upright?: boolean;
}

/** Coordinates are pixels from the top left corner. */
export interface Surface {
  /** Connected points (x, y, x, y, …); a NaN lifts the pen. */
  polyline(points: ArrayLike<number>, stroke: Stroke): void;
  rect(x: number, y: number, width: number, height: number, fill: string, alpha?: number): void;
  circle(x: number, y: number, radius: number, fill: string, alpha?: number): void;
  /** Corners (x, y, x, y, …). */
  polygon(corners: readonly number[], fill: string, alpha?: number): void;
  text(x: number, y: number, text: string, style: TextStyle): void;
}

/** The same surface with its corner moved, for one of several pictures in it. */
export function shifted(surface: Surface, dx: number, dy: number): Surface {
  const moved = (points: ArrayLike<number>): number[] =>
    Array.from(points, (value, index) => value + (index % 2 ? dy : dx));
  return {
    polyline: (points, stroke) => surface.polyline(moved(points), stroke),
    polygon: (corners, fill, alpha) => surface.polygon(moved(corners), fill, alpha),
    rect: (x, y, width, height, fill, alpha) => surface.rect(x + dx, y + dy, width, height, fill, alpha),
    circle: (x, y, radius, fill, alpha) => surface.circle(x + dx, y + dy, radius, fill, alpha),
    text: (x, y, text, style) => surface.text(x + dx, y + dy, text, style),
  };
}

/** Draws itself into a rectangle of this size. */
export type Picture = (surface: Surface, width: number, height: number, theme: Theme) => void;

/** Sizes a canvas to its element at the screen's resolution; undefined while the element has no room. */
export function fitCanvas(
  canvas: HTMLCanvasElement,
  { clientWidth: width, clientHeight: height }: HTMLElement,
): { context: CanvasRenderingContext2D; width: number; height: number } | undefined {
  if (!width || !height) return undefined;
  canvas.width = width * devicePixelRatio;
  canvas.height = height * devicePixelRatio;
  const context = canvas.getContext("2d")!;
  context.scale(devicePixelRatio, devicePixelRatio);
  return { context, width, height };
}

export function canvasSurface(context: CanvasRenderingContext2D, theme: Theme): Surface {
  return {
    polyline(points, { color, width, dash, alpha }) {
      context.globalAlpha = alpha ?? 1;
      context.strokeStyle = color;
      context.lineWidth = width;
      context.lineJoin = "round";
      context.setLineDash(dash ?? []);
      context.beginPath();
      let down = false;
      for (let index = 0; index < points.length; index += 2) {
        const x = points[index]!;
        const y = points[index + 1]!;
        if (Number.isNaN(x) || Number.isNaN(y)) down = false;
        else if (down) context.lineTo(x, y);
        else {
          context.moveTo(x, y);
          down = true;
        }
      }
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
    },
    rect(x, y, width, height, fill, alpha) {
      context.globalAlpha = alpha ?? 1;
      context.fillStyle = fill;
      context.fillRect(x, y, width, height);
      context.globalAlpha = 1;
    },
    circle(x, y, radius, fill, alpha) {
      context.globalAlpha = alpha ?? 1;
      context.fillStyle = fill;
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
      context.globalAlpha = 1;
    },
    polygon(corners, fill, alpha) {
      context.globalAlpha = alpha ?? 1;
      context.fillStyle = fill;
      context.beginPath();
      for (let at = 0; at < corners.length; at += 2) context.lineTo(corners[at]!, corners[at + 1]!);
      context.fill();
      context.globalAlpha = 1;
    },
    text(x, y, text, style) {
      context.save();
      context.translate(x, y);
      if (style.upright) context.rotate(-Math.PI / 2);
      context.fillStyle = style.color;
      context.font = `${style.bold ? "600 " : ""}${style.size ?? 11}px ${theme.font}`;
      context.textAlign = style.anchor === "middle" ? "center" : (style.anchor ?? "start");
      context.textBaseline = style.baseline ?? "middle";
      context.fillText(text, 0, 0);
      context.restore();
    },
  };
}

/** Draws into the element that it returns. */
export function svgSurface(width: number, height: number, theme: Theme): { surface: Surface; element: SVGSVGElement } {
  const element = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": theme.font });
  const surface: Surface = {
    polyline(points, { color, width: thickness, dash, alpha }) {
      const path = svg("path", {
        d: pathData(points),
        fill: "none",
        stroke: color,
        "stroke-width": thickness,
        "stroke-linejoin": "round",
      });
      if (dash) path.setAttribute("stroke-dasharray", dash.join(" "));
      if (alpha !== undefined) path.setAttribute("opacity", String(alpha));
      element.append(path);
    },
    rect(x, y, w, h, fill, alpha) {
      const rect = svg("rect", { x: short(x), y: short(y), width: short(w), height: short(h), fill });
      if (alpha !== undefined) rect.setAttribute("opacity", String(alpha));
      element.append(rect);
    },
    circle(x, y, radius, fill, alpha) {
      const circle = svg("circle", { cx: short(x), cy: short(y), r: radius, fill });
      if (alpha !== undefined) circle.setAttribute("opacity", String(alpha));
      element.append(circle);
    },
    polygon(corners, fill, alpha) {
      const path = svg("path", { d: `${pathData(corners)}Z`, fill });
      if (alpha !== undefined) path.setAttribute("opacity", String(alpha));
      element.append(path);
    },
    text(x, y, text, style) {
      const baseline = { middle: "central", top: "hanging", bottom: "auto" }[style.baseline ?? "middle"];
      const node = svg(
        "text",
        {
          x: short(x),
          y: short(y),
          fill: style.color,
          "font-size": style.size ?? 11,
          "text-anchor": style.anchor ?? "start",
          "dominant-baseline": baseline,
        },
        text,
      );
      if (style.bold) node.setAttribute("font-weight", "600");
      if (style.upright) node.setAttribute("transform", `rotate(-90 ${short(x)} ${short(y)})`);
      element.append(node);
    },
  };
  return { surface, element };
}

function pathData(points: ArrayLike<number>): string {
  const parts: string[] = [];
  let down = false;
  for (let index = 0; index < points.length; index += 2) {
    const x = points[index]!;
    const y = points[index + 1]!;
    if (Number.isNaN(x) || Number.isNaN(y)) down = false;
    else {
      parts.push(`${down ? "L" : "M"}${short(x)} ${short(y)}`);
      down = true;
    }
  }
  return parts.join("");
}

/** Two decimals are a hundredth of a pixel. */
function short(value: number): number {
  return Math.round(value * 100) / 100;
}
