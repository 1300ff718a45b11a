// Pictures at reduced sizes: every pixel of level k is the mean of 2^k × 2^k pixels, of as many as there are at the border.

import type { Region, Window } from "../convolution/program";
import { elementsOf, samplesOf } from "../convolution/samples";
import type { Samples } from "../data/image/image";

export interface Size {
  width: number;
  height: number;
}

/** The size of a level: ⌈width / 2^level⌉ × ⌈height / 2^level⌉. */
export function levelSize({ width, height }: Size, level: number): Size {
  const side = 2 ** level;
  return { width: Math.ceil(width / side), height: Math.ceil(height / side) };
}

/** The pixels of the picture itself that a region of a level is made of. */
export function fullRegion({ width, height }: Size, level: number, { x, y, ...region }: Region): Region {
  const side = 2 ** level;
  return {
    x: x * side,
    y: y * side,
    width: Math.min(width, (x + region.width) * side) - x * side,
    height: Math.min(height, (y + region.height) * side) - y * side,
  };
}

/**
 * Takes the pixels of a region in bands from top to bottom, and gives the region of the level. Means of integers are
 * rounded to the nearest, halves up. Alpha is averaged like any channel, and colours without regard to it.
 */
export class Reducer {
  private readonly side: number;
  /** Sums of the row of blocks that is being filled. */
  private readonly sums: Float64Array;
  private readonly out: Window;
  private readonly full: Region;
  private readonly size: Size;

  /** `region` is one of the level; `like` says type and channels. */
  constructor(
    private readonly level: number,
    region: Region,
    like: Pick<Window, "width" | "height" | "channels" | "samples">,
  ) {
    this.side = 2 ** level;
    this.size = { width: like.width, height: like.height };
    this.full = fullRegion(this.size, level, region);
    const { channels } = like;
    this.sums = new Float64Array(level === 0 ? 0 : region.width * channels);
    const samples = samplesOf(elementsOf(like.samples), region.width * region.height * channels);
    this.out = { ...levelSize(this.size, level), channels, region, samples };
  }

  /** The next rows, of the whole width of the region. */
  add({ region: { y, height }, samples }: Pick<Window, "region" | "samples">): void {
    if (this.level === 0) {
      this.out.samples.set(samples, (y - this.full.y) * this.full.width * this.out.channels);
      return;
    }
    const rowLength = this.full.width * this.out.channels;
    for (let row = 0; row < height; row++) {
      this.addRow(samples, row * rowLength);
      const at = y + row - this.full.y;
      const isLast = at === this.full.height - 1;
      if (isLast || (at + 1) % this.side === 0) this.finishRow(Math.floor(at / this.side), (at % this.side) + 1);
    }
  }

  /** The reduced region, when all rows have been added. */
  get result(): Window {
    return this.out;
  }

  private addRow(samples: Samples, start: number): void {
    const { sums, side, full, out } = this;
    const { channels } = out;
    const blocks = out.region.width;
    let from = start;
    for (let block = 0; block < blocks; block++) {
      const count = Math.min(side, full.width - block * side);
      const to = from + count * channels;
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let i = from + channel; i < to; i += channels) sum += samples[i];
        sums[block * channels + channel] += sum;
      }
      from = to;
    }
  }

  private finishRow(row: number, rows: number): void {
    const { sums, side, full, out } = this;
    const { channels, region, samples } = out;
    const half = samples instanceof Float32Array ? 0 : 0.5;
    const start = row * region.width * channels;
    for (let block = 0; block < region.width; block++) {
      const pixels = rows * Math.min(side, full.width - block * side);
      for (let channel = 0; channel < channels; channel++) {
        const at = block * channels + channel;
        // Typed arrays of integers cut off what is behind the point.
        samples[start + at] = sums[at] / pixels + half;
      }
    }
    sums.fill(0);
  }
}
