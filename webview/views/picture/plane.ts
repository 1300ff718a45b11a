// A part of the picture as it is drawn: samples before and after the filter, and canvases of them that follow row by row.

import type { Channels, Region, Samples, Window } from "../../../engine";
import { type DifferenceLook, paintDifference, paintMask, paintPicture, type Range } from "./paint";
import { copyCommon, samplesLike } from "./tiles";

export type LayerName = "before" | "after" | "difference" | "mask";

export interface Look extends DifferenceLook {
  threshold: number;
  range?: Range;
}

interface Layer {
  canvas: HTMLCanvasElement;
  /** Rows that have changed since they were painted. */
  from: number;
  to: number;
  look: string;
}

export class Plane {
  readonly before: Samples;
  readonly after: Samples;
  readonly channels: Channels;
  /** The chain that `after` is of; -1 while some of its rows are of an older one. */
  revision = -1;
  /** Rows from the top on whose filtered samples are here. */
  filled = 0;
  /** Whether `after` is what the filter makes of the whole picture, not of a reduced one. */
  exact = false;
  readonly #layers = new Map<LayerName, Layer>();

  constructor(
    readonly level: number,
    readonly region: Region,
    source: Window,
  ) {
    this.channels = source.channels;
    const length = region.width * region.height * source.channels;
    this.before = samplesLike(source.samples, length);
    copyCommon(source.samples, source.region, this.before, region, source.channels);
    this.after = this.before.slice();
  }

  /** Takes in filtered rows, or all of them. */
  write({ region, samples }: Pick<Window, "region" | "samples">): void {
    copyCommon(samples, region, this.after, this.region, this.channels);
    const from = region.y - this.region.y;
    const to = from + region.height;
    if (from <= this.filled) this.filled = Math.max(this.filled, to);
    this.#soil(from, to);
  }

  /** A canvas of one picture pixel each, painted as far as it has changed. */
  layer(name: LayerName, look: Look): HTMLCanvasElement {
    const { width, height } = this.region;
    let layer = this.#layers.get(name);
    if (!layer) {
      const canvas = document.createElement("canvas");
      canvas.width = width;
      canvas.height = height;
      layer = { canvas, from: 0, to: height, look: "" };
      this.#layers.set(name, layer);
    }
    const key = JSON.stringify(
      name === "difference" ? [look.gain, look.signed] : name === "mask" ? look.threshold : (look.range ?? null),
    );
    if (key !== layer.look) [layer.look, layer.from, layer.to] = [key, 0, height];
    if (layer.from < layer.to) this.#paint(name, layer, look);
    return layer.canvas;
  }

  /** Values of a pixel of this level before and after; undefined outside of the plane. */
  values(x: number, y: number): { before: number[]; after: number[] } | undefined {
    const column = x - this.region.x;
    const row = y - this.region.y;
    if (column < 0 || row < 0 || column >= this.region.width || row >= this.region.height) return undefined;
    const at = (row * this.region.width + column) * this.channels;
    return {
      before: [...this.before.subarray(at, at + this.channels)],
      after: [...this.after.subarray(at, at + this.channels)],
    };
  }

  #soil(from: number, to: number): void {
    for (const [name, layer] of this.#layers) {
      if (name === "before") continue;
      const clean = layer.from >= layer.to;
      layer.from = clean ? from : Math.min(layer.from, from);
      layer.to = clean ? to : Math.max(layer.to, to);
    }
  }

  #paint(name: LayerName, layer: Layer, look: Look): void {
    const { width } = this.region;
    const rows = layer.to - layer.from;
    const image = new ImageData(width, rows);
    const [from, count] = [layer.from * width, rows * width];
    const { before, after, channels } = this;
    if (name === "difference") paintDifference(before, after, channels, image.data, from, count, look);
    else if (name === "mask") paintMask(before, after, channels, image.data, from, count, look.threshold);
    else paintPicture(name === "before" ? before : after, channels, image.data, from, count, look.range);
    layer.canvas.getContext("2d")!.putImageData(image, 0, layer.from);
    layer.from = layer.to = 0;
  }
}
