// Reading the first picture of a GIF file.

import {
  CutShort,
  checkSize,
  type Decoded,
  damaged,
  firstOf,
  type PictureHeader,
  plainFacts,
  type Reading,
} from "./codec";
import { unpackLzw } from "./lzw";
import { joined, Peek } from "./peek";
import { applyPalette } from "./samples";

interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
  interlaced: boolean;
  palette: Uint8Array;
  /** Index of the transparent colour; −1 for none. */
  clear: number;
  symbolBits: number;
  codes: Uint8Array;
}

const extensionMark = 0x21;
const frameMark = 0x2c;
const trailer = 0x3b;
const graphicControl = 0xf9;
const screenHead = 13;
/** The passes of an interlaced picture as [first row, rows on]. */
const interlacing = [
  [0, 8],
  [4, 8],
  [2, 4],
  [1, 2],
];

export function readGifHeader(reading: Reading): PictureHeader {
  const { peek, width, height, after } = screenOf(reading);
  const first = frames(peek, after).next().value;
  if (!first) throw damaged(reading.file, "it holds no picture");
  const size = canvasOf(width, height, first);
  checkSize(size.width, size.height, reading);
  return { ...size, bits: 8, orientation: 1 };
}

function screenOf({ bytes, file }: Reading) {
  const peek = new Peek(bytes, file, true);
  const packed = peek.u8(10);
  const colours = packed & 0x80 ? 2 << (packed & 7) : 0;
  return {
    peek,
    width: peek.u16(6),
    height: peek.u16(8),
    palette: peek.part(screenHead, colours * 3),
    after: screenHead + colours * 3,
  };
}

/** The canvas, made larger where the first picture goes beyond it, as browsers do. */
const canvasOf = (width: number, height: number, first: Pick<Frame, "x" | "y" | "width" | "height">) => ({
  width: Math.max(width, first.x + first.width),
  height: Math.max(height, first.y + first.height),
});

/** The pictures of the file, without their pixels; the file may end after any of them. */
function* frames(peek: Peek, from: number): Generator<Omit<Frame, "palette"> & { palette: Uint8Array | undefined }> {
  let clear = -1;
  for (let at = from; at < peek.bytes.length; ) {
    const mark = peek.u8(at);
    if (mark === trailer) return;
    if (mark === extensionMark) {
      if (peek.u8(at + 1) === graphicControl) clear = peek.u8(at + 3) & 1 ? peek.u8(at + 6) : -1;
      at = blocks(peek, at + 2).after;
      continue;
    }
    if (mark !== frameMark) throw damaged(peek.file, "one of its parts is of an unknown kind");
    const [x, y, width, height] = [1, 3, 5, 7].map((place) => peek.u16(at + place));
    const packed = peek.u8(at + 9);
    const colours = packed & 0x80 ? 2 << (packed & 7) : 0;
    const palette = colours > 0 ? peek.part(at + 10, colours * 3) : undefined;
    const symbolBits = peek.u8(at + 10 + colours * 3);
    const data = blocks(peek, at + 11 + colours * 3);
    yield {
      x,
      y,
      width,
      height,
      interlaced: (packed & 0x40) > 0,
      palette,
      clear,
      symbolBits,
      codes: joined(data.parts),
    };
    at = data.after;
    clear = -1;
  }
}

/** Blocks with their length before each, up to an empty one. */
function blocks(peek: Peek, from: number): { parts: Uint8Array[]; after: number } {
  const parts: Uint8Array[] = [];
  for (let at = from; ; ) {
    const length = peek.u8(at);
    if (length === 0) return { parts, after: at + 1 };
    parts.push(peek.part(at + 1, length));
    at += length + 1;
  }
}

export async function readGif(reading: Reading): Promise<Decoded> {
  const { file } = reading;
  const screen = screenOf(reading);
  let first: Frame | undefined;
  let count = 0;
  for (const frame of frames(screen.peek, screen.after)) {
    first ??= { ...frame, palette: frame.palette ?? screen.palette };
    count++;
  }
  if (!first) throw screen.peek.bytes.at(-1) === trailer ? damaged(file, "it holds no picture") : new CutShort(file);
  const { width, height } = canvasOf(screen.width, screen.height, first);
  checkSize(width, height, reading);
  const indices = placed(pixelsOf(first, file), first, width, height);
  return {
    image: { width, height, ...colours(indices, first, file) },
    facts: plainFacts(8, { palette: true, frames: count, assumptions: firstOf(count, "pictures of an animation") }),
  };
}

/** The indices of a picture, row by row. */
function pixelsOf({ width, height, interlaced, symbolBits, codes }: Frame, file: string): Uint8Array {
  if (symbolBits < 1 || symbolBits > 8) throw damaged(file, `its indices have ${symbolBits} bits`);
  const stored = new Uint8Array(width * height);
  if (unpackLzw(codes, stored, { symbolBits, lowFirst: true, early: false }) < stored.length) {
    throw damaged(file, `its header says ${width} × ${height} pixels, and it holds fewer, or broken ones`);
  }
  if (!interlaced) return stored;
  const ordered = new Uint8Array(stored.length);
  let from = 0;
  for (const [start, step] of interlacing) {
    for (let y = start; y < height; y += step, from += width) {
      ordered.set(stored.subarray(from, from + width), y * width);
    }
  }
  return ordered;
}

const outside = 256;

/** The indices on the whole canvas; 256 where the picture does not reach. */
function placed(pixels: Uint8Array, frame: Frame, width: number, height: number): Uint8Array | Uint16Array {
  if (frame.width === width && frame.height === height) return pixels;
  const canvas = new Uint16Array(width * height).fill(outside);
  for (let y = 0; y < frame.height; y++) {
    canvas.set(pixels.subarray(y * frame.width, (y + 1) * frame.width), (frame.y + y) * width + frame.x);
  }
  return canvas;
}

/** The colours of indices; there is alpha only where some pixels are transparent. */
function colours(indices: Uint8Array | Uint16Array, { palette, clear }: Frame, file: string) {
  const transparent = (index: number) => index === clear || index === outside;
  if (!indices.some(transparent)) return applyPalette(Uint8Array.from(indices), { rgb: palette }, file);
  const known = palette.length / 3;
  // Transparent pixels take a colour of their own, black as in an empty canvas: their index may be beyond the palette.
  const free = clear >= 0 && clear < known ? clear : known;
  const rgb = new Uint8Array(3 * Math.max(known, free + 1));
  rgb.set(palette);
  const alpha = new Uint8Array(rgb.length / 3).fill(255);
  alpha[free] = 0;
  if (free > 255) throw damaged(file, "a pixel has no colour");
  return applyPalette(
    Uint8Array.from(indices, (index) => (transparent(index) ? free : index)),
    { rgb, alpha },
    file,
  );
}
