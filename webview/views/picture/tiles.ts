// The open picture's samples as far as they were needed: square tiles of each level, fetched once, the oldest forgotten first.

import type { Channels, Region, Samples, Window } from "../../../engine";
import { levelSize, type Size } from "./transform";

const side = 256;
/** Bytes of samples that are kept at most; what is in use at the moment may exceed them. */
const limit = 160 * 1024 * 1024;

type Fetch = (level: number, region: Region) => Promise<Window>;

interface Tile {
  region: Region;
  samples: Samples;
}

/** A window's samples of the same type with this many elements. */
export function samplesLike(samples: Samples, length: number): Samples {
  if (samples instanceof Uint8Array) return new Uint8Array(length);
  return samples instanceof Uint16Array ? new Uint16Array(length) : new Float32Array(length);
}

/** Copies what two parts of one picture have in common. */
export function copyCommon(from: Samples, source: Region, to: Samples, target: Region, channels: number): void {
  const left = Math.max(source.x, target.x);
  const right = Math.min(source.x + source.width, target.x + target.width);
  const top = Math.max(source.y, target.y);
  const bottom = Math.min(source.y + source.height, target.y + target.height);
  if (left >= right) return;
  for (let y = top; y < bottom; y++) {
    const start = ((y - source.y) * source.width + left - source.x) * channels;
    const end = start + (right - left) * channels;
    to.set(from.subarray(start, end), ((y - target.y) * target.width + left - target.x) * channels);
  }
}

/** Rows y ≤ · < y + height of a window, without copying them. */
export function rowsOf(window: Window, y: number, height: number): Window {
  const line = window.region.width * window.channels;
  const from = (y - window.region.y) * line;
  return {
    ...window,
    region: { ...window.region, y, height },
    samples: window.samples.subarray(from, from + height * line),
  };
}

export class Tiles {
  readonly #tiles = new Map<string, Tile>();
  readonly #coming = new Map<string, Promise<void>>();
  #bytes = 0;

  constructor(
    readonly size: Size,
    readonly channels: Channels,
    readonly fetch: Fetch,
  ) {}

  /** Samples of a region, if all of its tiles are here. */
  now(level: number, region: Region): Window | undefined {
    const tiles: Tile[] = [];
    for (const [key] of this.#cover(level, region)) {
      const tile = this.#tiles.get(key);
      if (!tile) return undefined;
      // Used last, forgotten last.
      this.#tiles.delete(key);
      this.#tiles.set(key, tile);
      tiles.push(tile);
    }
    const first = tiles[0];
    if (!first) return undefined;
    const samples = samplesLike(first.samples, region.width * region.height * this.channels);
    for (const tile of tiles) copyCommon(tile.samples, tile.region, samples, region, this.channels);
    return { ...levelSize(this.size, level), channels: this.channels, region, samples };
  }

  /** The same, fetching what is not here. */
  async window(level: number, region: Region): Promise<Window> {
    for (;;) {
      const here = this.now(level, region);
      if (here) return here;
      await this.load(level, region);
    }
  }

  /** Fetches the tiles of a region that are neither here nor on their way: neighbours in a row with one request. */
  async load(level: number, region: Region): Promise<void> {
    const waits: Promise<void>[] = [];
    let run: [string, Region][] = [];
    const request = (): void => {
      if (!run.length) return;
      const tiles = run;
      run = [];
      const first = tiles[0]![1];
      const last = tiles.at(-1)![1];
      const whole = { ...first, width: last.x + last.width - first.x };
      const coming = this.fetch(level, whole)
        .then((window) => {
          for (const [key, part] of tiles) this.#keep(key, part, window);
        })
        .finally(() => {
          for (const [key] of tiles) this.#coming.delete(key);
        });
      for (const [key] of tiles) this.#coming.set(key, coming);
      waits.push(coming);
    };
    for (const [key, part] of this.#cover(level, region)) {
      const coming = this.#coming.get(key);
      if (coming) waits.push(coming);
      if (run.length && part.y !== run[0]![1].y) request();
      if (coming || this.#tiles.has(key)) request();
      else run.push([key, part]);
    }
    request();
    await Promise.all(waits);
    this.#forget(new Set(this.#cover(level, region).map(([key]) => key)));
  }

  /** Keys and regions of the tiles that a region touches, row by row. */
  #cover(level: number, { x, y, width, height }: Region): [string, Region][] {
    const size = levelSize(this.size, level);
    const all: [string, Region][] = [];
    for (let top = Math.floor(y / side) * side; top < y + height; top += side) {
      for (let left = Math.floor(x / side) * side; left < x + width; left += side) {
        all.push([
          `${level}/${left}/${top}`,
          { x: left, y: top, width: Math.min(side, size.width - left), height: Math.min(side, size.height - top) },
        ]);
      }
    }
    return all;
  }

  #keep(key: string, region: Region, window: Window): void {
    const samples = samplesLike(window.samples, region.width * region.height * this.channels);
    copyCommon(window.samples, window.region, samples, region, this.channels);
    this.#tiles.set(key, { region, samples });
    this.#bytes += samples.byteLength;
  }

  #forget(used: Set<string>): void {
    for (const [key, { samples }] of this.#tiles) {
      if (this.#bytes <= limit) return;
      if (used.has(key)) continue;
      this.#tiles.delete(key);
      this.#bytes -= samples.byteLength;
    }
  }
}
