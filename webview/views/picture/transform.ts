// How a picture lies in its stage: zoom and place, the level to fetch for them, and the ways between picture and screen.

import type { Region } from "../../../engine";

export interface Size {
  width: number;
  height: number;
}

/** Screen pixels for a pixel of the picture, and the point of the picture that is in the middle of the stage. */
export interface Placement {
  zoom: number;
  x: number;
  y: number;
}

/** From here on single pixels are told apart by lines. */
export const gridZoom = 8;

const most = 64;
const steps = [
  1 / 64,
  1 / 32,
  1 / 16,
  1 / 12,
  1 / 8,
  1 / 6,
  1 / 4,
  1 / 3,
  1 / 2,
  2 / 3,
  1,
  1.5,
  2,
  3,
  4,
  6,
  8,
  12,
  16,
  24,
  32,
  48,
  most,
];

/** The zoom at which all of a picture is seen; small pictures grow by a whole factor only. */
export function fitZoom(picture: Size, stage: Size): number {
  const room = Math.min(stage.width / picture.width, stage.height / picture.height);
  return room >= 1 ? Math.min(Math.floor(room), 32) : Math.max(room, 1 / 512);
}

export function fitted(picture: Size, stage: Size): Placement {
  return { zoom: fitZoom(picture, stage), x: picture.width / 2, y: picture.height / 2 };
}

/** The next round zoom upwards or downwards. */
export function nextZoom(zoom: number, by: 1 | -1, picture: Size, stage: Size): number {
  const next =
    by > 0 ? steps.find((step) => step > zoom * 1.001) : [...steps].reverse().find((step) => step < zoom * 0.999);
  return limitZoom(next ?? zoom * (by > 0 ? 2 : 0.5), picture, stage);
}

export function limitZoom(zoom: number, picture: Size, stage: Size): number {
  return Math.max(Math.min(fitZoom(picture, stage), 1, steps[0]!), Math.min(most, zoom));
}

/** Another zoom, with the point under (x, y), in screen pixels from the stage's corner, staying where it is. */
export function zoomAt(from: Placement, zoom: number, stage: Size, x: number, y: number): Placement {
  const [dx, dy] = [x - stage.width / 2, y - stage.height / 2];
  return { zoom, x: from.x + dx / from.zoom - dx / zoom, y: from.y + dy / from.zoom - dy / zoom };
}

/** Keeps some of the picture in sight: what fits is centred, what does not fit covers the stage. */
export function limitPlace({ zoom, x, y }: Placement, picture: Size, stage: Size): Placement {
  const axis = (at: number, length: number, room: number): number => {
    const half = room / 2 / zoom;
    return 2 * half >= length ? length / 2 : Math.max(half, Math.min(length - half, at));
  };
  return { zoom, x: axis(x, picture.width, stage.width), y: axis(y, picture.height, stage.height) };
}

/** Where the picture's corner lies in the stage, on whole pixels of the screen. */
export function cornerOf({ zoom, x, y }: Placement, stage: Size, ratio: number): { x: number; y: number } {
  const round = (at: number): number => Math.round(at * ratio) / ratio;
  return { x: round(stage.width / 2 - x * zoom), y: round(stage.height / 2 - y * zoom) };
}

/** The level whose pixels are just finer than the screen's. */
export function levelFor(zoom: number, ratio: number, levels: number): number {
  const reduced = Math.floor(Math.log2(1 / (zoom * ratio)) + 1e-6);
  return Math.max(0, Math.min(reduced, levels - 1));
}

export function levelSize({ width, height }: Size, level: number): Size {
  return { width: Math.ceil(width / 2 ** level), height: Math.ceil(height / 2 ** level) };
}

/** The pixels of a level that are in sight, widened to multiples of `grain` so that small moves need nothing new. */
export function regionInSight(placement: Placement, picture: Size, stage: Size, level: number, grain = 64): Region {
  const step = 2 ** level;
  const { width, height } = levelSize(picture, level);
  const axis = (at: number, room: number, length: number): [number, number] => {
    const half = room / 2 / placement.zoom;
    const from = Math.max(0, Math.floor((at - half) / step / grain) * grain);
    const to = Math.min(length, Math.ceil((at + half) / step / grain) * grain);
    return [Math.min(from, length - 1), Math.max(1, to - Math.min(from, length - 1))];
  };
  const [x, wide] = axis(placement.x, stage.width, width);
  const [y, high] = axis(placement.y, stage.height, height);
  return { x, y, width: wide, height: high };
}

export function contains(outer: Region, inner: Region): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  );
}

export function sameRegion(one: Region, two: Region): boolean {
  return one.x === two.x && one.y === two.y && one.width === two.width && one.height === two.height;
}

/** A region made larger to multiples of `grain`, as far as the picture goes. */
export function widen({ x, y, width, height }: Region, size: Size, grain: number): Region {
  const left = Math.max(0, Math.floor(x / grain) * grain);
  const top = Math.max(0, Math.floor(y / grain) * grain);
  return {
    x: left,
    y: top,
    width: Math.min(size.width, Math.ceil((x + width) / grain) * grain) - left,
    height: Math.min(size.height, Math.ceil((y + height) / grain) * grain) - top,
  };
}
