// The lines of a PNG picture: one pass over it or the seven of an interlaced one, each line filtered by its neighbours.

import { damaged } from "../codec";

/** The pixels at columns x, x + dx, … and rows y, y + dy, … */
export interface Pass {
  width: number;
  height: number;
  x: number;
  y: number;
  dx: number;
  dy: number;
}

/** The passes of Adam7 interlacing as [x, y, dx, dy]. */
const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
];

/** The passes that have any pixels. */
export function passesOf(width: number, height: number, interlaced: boolean): Pass[] {
  if (!interlaced) return [{ width, height, x: 0, y: 0, dx: 1, dy: 1 }];
  return adam7
    .map(([x, y, dx, dy]) => ({
      width: Math.ceil((width - x) / dx),
      height: Math.ceil((height - y) / dy),
      x,
      y,
      dx,
      dy,
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0);
}

const lineBytes = (pass: Pass, pixelBits: number) => Math.ceil((pass.width * pixelBits) / 8);

/** Bytes of all lines with the filter byte before each. */
export function scanlineBytes(passes: readonly Pass[], pixelBits: number): number {
  return passes.reduce((sum, pass) => sum + pass.height * (1 + lineBytes(pass, pixelBits)), 0);
}

/** Takes unpacked data in pieces of any length and gives each line, unfiltered, to `take` with its row in the pass. */
export class Scanlines {
  private pass = 0;
  private row = 0;
  private filter = -1;
  private filled = 0;
  private line: Uint8Array;
  private above: Uint8Array;
  private readonly step: number;

  constructor(
    private readonly passes: readonly Pass[],
    private readonly pixelBits: number,
    private readonly file: string,
    private readonly take: (line: Uint8Array, pass: Pass, row: number) => void,
  ) {
    this.step = Math.max(1, pixelBits >> 3);
    this.line = new Uint8Array(lineBytes(passes[0], pixelBits));
    this.above = new Uint8Array(this.line.length);
  }

  /** Throws InputError for a filter that there is not. */
  push(data: Uint8Array): void {
    for (let at = 0; at < data.length; ) {
      if (this.filter < 0) {
        this.filter = data[at++];
        if (this.filter > 4) throw damaged(this.file, "a line of its pixels has an unknown filter");
        continue;
      }
      const part = data.subarray(at, at + this.line.length - this.filled);
      this.line.set(part, this.filled);
      this.filled += part.length;
      at += part.length;
      if (this.filled === this.line.length) this.finish();
    }
  }

  private finish(): void {
    const pass = this.passes[this.pass];
    unfilter(this.filter, this.line, this.above, this.step);
    this.take(this.line, pass, this.row);
    [this.line, this.above] = [this.above, this.line];
    this.filter = -1;
    this.filled = 0;
    if (++this.row < pass.height || ++this.pass === this.passes.length) return;
    this.row = 0;
    this.line = new Uint8Array(lineBytes(this.passes[this.pass], this.pixelBits));
    this.above = new Uint8Array(this.line.length);
  }
}

/** Undoes a filter (PNG specification, 9.2) in place; `step` is the bytes from a pixel to the next one. */
function unfilter(filter: number, line: Uint8Array, above: Uint8Array, step: number): void {
  const { length } = line;
  if (filter === 1) {
    for (let i = step; i < length; i++) line[i] += line[i - step];
  } else if (filter === 2) {
    for (let i = 0; i < length; i++) line[i] += above[i];
  } else if (filter === 3) {
    for (let i = 0; i < Math.min(step, length); i++) line[i] += above[i] >> 1;
    for (let i = step; i < length; i++) line[i] += (line[i - step] + above[i]) >> 1;
  } else if (filter === 4) {
    for (let i = 0; i < Math.min(step, length); i++) line[i] += above[i];
    for (let i = step; i < length; i++) line[i] += paeth(line[i - step], above[i], above[i - step]);
  }
}

/** Of left, above and above left, the one closest to left + above − above left. */
export function paeth(left: number, above: number, corner: number): number {
  const toLeft = Math.abs(above - corner);
  const toAbove = Math.abs(left - corner);
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
