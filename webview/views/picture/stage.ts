// Draws the stage: the picture in its place before and after, what differs, lines between pixels, and what is marked.

import { hasAlpha } from "../../../engine";
import type { Theme } from "../../charts/theme";
import type { CompareMode } from "../../state";
import type { LayerName, Look, Plane } from "./plane";
import { cornerOf, gridZoom, type Placement, type Size } from "./transform";

export interface Scene {
  picture: Size;
  stage: Size;
  ratio: number;
  placement: Placement;
  mode: CompareMode;
  split: number;
  look: Look;
  /** A reduced picture of the whole, under what has not come yet. */
  overview?: Plane;
  front?: Plane;
  back?: Plane;
  /** The pixel under the keyboard's crosshair. */
  crosshair?: { x: number; y: number };
  hovered?: { x: number; y: number };
  /** The pixel that is explained, with the rows and columns that go into it. */
  marked?: { x: number; y: number; rows: number; columns: number };
}

/** A part of the stage that shows the picture in one way. */
interface Pane {
  left: number;
  width: number;
  layer: LayerName;
  /** The stage that the picture is centred in; in a comparison by slider both panes have the same. */
  stage: Size;
  origin: number;
}

/** Pixels between two pictures side by side. */
export const gutter = 4;

export function paneSize({ width, height }: Size, mode: CompareMode): Size {
  return mode === "side" ? { width: Math.max(1, (width - gutter) / 2), height } : { width, height };
}

function panesOf({ stage, mode, split }: Scene): Pane[] {
  const whole = { left: 0, width: stage.width, stage, origin: 0 };
  if (mode === "side") {
    const half = paneSize(stage, mode);
    const right = half.width + gutter;
    return [
      { left: 0, width: half.width, layer: "before", stage: half, origin: 0 },
      { left: right, width: half.width, layer: "after", stage: half, origin: right },
    ];
  }
  if (mode === "slider") {
    const at = Math.round(split * stage.width);
    return [
      { ...whole, width: at, layer: "before" },
      { ...whole, left: at, width: stage.width - at, layer: "after" },
    ];
  }
  if (mode === "result") return [{ ...whole, layer: "after" }];
  return [{ ...whole, layer: mode === "original" ? "before" : mode }];
}

export function drawStage(context: CanvasRenderingContext2D, scene: Scene, theme: Theme): void {
  const { stage, ratio } = scene;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, stage.width, stage.height);
  for (const pane of panesOf(scene)) {
    context.save();
    context.beginPath();
    context.rect(pane.left, 0, pane.width, stage.height);
    context.clip();
    drawPane(context, scene, pane, theme);
    context.restore();
  }
  if (scene.mode === "side") {
    context.fillStyle = theme.axis;
    const half = paneSize(stage, "side").width;
    context.fillRect(half + gutter / 2 - 0.5, 0, 1, stage.height);
  }
}

function drawPane(context: CanvasRenderingContext2D, scene: Scene, pane: Pane, theme: Theme): void {
  const { picture, placement, ratio, look, overview, front, back } = scene;
  const { zoom } = placement;
  const corner = cornerOf(placement, pane.stage, ratio);
  corner.x += pane.origin;
  const [width, height] = [picture.width * zoom, picture.height * zoom];
  context.save();
  context.beginPath();
  context.rect(corner.x, corner.y, width, height);
  context.clip();
  const base = front ?? back ?? overview;
  if (base && hasAlpha(base.channels) && (pane.layer === "before" || pane.layer === "after")) {
    drawChecks(context, corner, width, height, scene.stage, theme);
  }
  const draw = (plane: Plane | undefined, layer: LayerName, rows: number): void => {
    if (!plane || rows <= 0) return;
    const step = 2 ** plane.level * zoom;
    context.imageSmoothingEnabled = step * ratio < 1;
    context.imageSmoothingQuality = "medium";
    const { region } = plane;
    context.drawImage(
      plane.layer(layer, look),
      0,
      0,
      region.width,
      rows,
      corner.x + region.x * step,
      corner.y + region.y * step,
      region.width * step,
      rows * step,
    );
  };
  // Translucent planes must not lie over one another: only one that covers the stage is drawn.
  const opaque = !base || !hasAlpha(base.channels);
  const done = (plane: Plane | undefined): number =>
    plane ? (pane.layer === "before" ? plane.region.height : plane.filled) : 0;
  const comes = back && done(back) === back.region.height;
  if (overview && (opaque || (!front && !comes))) draw(overview, "before", overview.region.height);
  if (front && (opaque || !comes)) draw(front, pane.layer, done(front));
  if (back && (opaque || comes)) draw(back, pane.layer, done(back));
  context.restore();
  if (zoom >= gridZoom) drawGrid(context, scene, pane, corner, theme);
  drawMarks(context, scene, pane, corner, theme);
}

function drawChecks(
  context: CanvasRenderingContext2D,
  corner: { x: number; y: number },
  width: number,
  height: number,
  stage: Size,
  theme: Theme,
): void {
  const side = 8;
  const [light, dark] = theme.dark ? ["#8a8a8a", "#6b6b6b"] : ["#ffffff", "#dcdcdc"];
  const left = Math.max(0, corner.x);
  const top = Math.max(0, corner.y);
  const right = Math.min(stage.width, corner.x + width);
  const bottom = Math.min(stage.height, corner.y + height);
  context.fillStyle = light!;
  context.fillRect(left, top, right - left, bottom - top);
  context.fillStyle = dark!;
  for (let y = Math.floor(top / side); y * side < bottom; y++) {
    for (let x = Math.floor(left / side); x * side < right; x++) {
      if ((x + y) % 2) context.fillRect(x * side, y * side, side, side);
    }
  }
}

/** Lines between the pixels in sight, of no more than one pixel of the screen. */
function drawGrid(
  context: CanvasRenderingContext2D,
  { picture, placement: { zoom }, stage, ratio }: Scene,
  pane: Pane,
  corner: { x: number; y: number },
  theme: Theme,
): void {
  context.strokeStyle = theme.highContrast ? "#808080" : "rgb(128 128 128 / 55%)";
  context.lineWidth = 1 / ratio;
  context.beginPath();
  const right = Math.min(pane.left + pane.width, corner.x + picture.width * zoom);
  const bottom = Math.min(stage.height, corner.y + picture.height * zoom);
  const sharp = (at: number): number => (Math.round(at * ratio) + 0.5) / ratio;
  for (let x = Math.max(0, Math.ceil((pane.left - corner.x) / zoom)); corner.x + x * zoom <= right; x++) {
    const at = sharp(corner.x + x * zoom);
    context.moveTo(at, Math.max(0, corner.y));
    context.lineTo(at, bottom);
  }
  for (let y = Math.max(0, Math.ceil(-corner.y / zoom)); corner.y + y * zoom <= bottom; y++) {
    const at = sharp(corner.y + y * zoom);
    context.moveTo(Math.max(pane.left, corner.x), at);
    context.lineTo(right, at);
  }
  context.stroke();
}

function drawMarks(
  context: CanvasRenderingContext2D,
  { placement: { zoom }, stage, crosshair, hovered, marked }: Scene,
  pane: Pane,
  corner: { x: number; y: number },
  theme: Theme,
): void {
  /** A frame in two colours, so that it is seen on any picture. */
  const frame = (x: number, y: number, columns: number, rows: number, color: string): void => {
    const [left, top] = [corner.x + x * zoom, corner.y + y * zoom];
    const [width, height] = [Math.max(4, columns * zoom), Math.max(4, rows * zoom)];
    context.lineWidth = 3;
    context.strokeStyle = "rgb(0 0 0 / 65%)";
    context.strokeRect(left, top, width, height);
    context.lineWidth = 1.5;
    context.strokeStyle = color;
    context.strokeRect(left, top, width, height);
  };
  if (marked) {
    const { x, y, rows, columns } = marked;
    if (rows > 1 || columns > 1) {
      frame(x - Math.floor(columns / 2), y - Math.floor(rows / 2), columns, rows, "#ffffff");
    }
    frame(x, y, 1, 1, "#ffb000");
  }
  if (hovered && zoom >= gridZoom) frame(hovered.x, hovered.y, 1, 1, "#ffffff");
  if (!crosshair) return;
  const x = Math.round(corner.x + (crosshair.x + 0.5) * zoom) + 0.5;
  const y = Math.round(corner.y + (crosshair.y + 0.5) * zoom) + 0.5;
  for (const [color, width] of [
    ["rgb(0 0 0 / 65%)", 3],
    [theme.highContrast ? "#ffff00" : "#ffffff", 1],
  ] as const) {
    context.strokeStyle = color;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(pane.left, y);
    context.lineTo(pane.left + pane.width, y);
    context.moveTo(x, 0);
    context.lineTo(x, stage.height);
    context.stroke();
  }
  frame(crosshair.x, crosshair.y, 1, 1, "#ffb000");
}
