// The parts of a WebP file: its RIFF chunks, the sizes that they state, and putting such a file together.

import { CutShort, checkSize, damaged, type Reading } from "../codec";
import { joined, latin, Peek } from "../peek";

export interface RiffChunk {
  type: string;
  data: Uint8Array;
}

export interface Extent {
  width: number;
  height: number;
  alpha: boolean;
}

/** A picture of an animation, and its place on the canvas in pixels. */
export interface Frame {
  x: number;
  y: number;
  /** The chunks of a still picture. */
  chunks: RiffChunk[];
}

export const flags = { profile: 0x20, alpha: 0x10, exif: 0x08, animation: 0x02 };
const riffHead = 12;

/** All chunks. Throws CutShort when the file is shorter than it says. */
export function readRiff({ bytes, file }: Reading): RiffChunk[] {
  const peek = new Peek(bytes, file, true);
  peek.need(8, peek.u32(4));
  return riffChunks(peek, riffHead, peek.u32(4) + 8);
}

function riffChunks(peek: Peek, from: number, end: number): RiffChunk[] {
  const chunks: RiffChunk[] = [];
  for (let at = from; at + 8 <= end; ) {
    const length = peek.u32(at + 4);
    if (at + 8 + length > end) throw new CutShort(peek.file);
    chunks.push({ type: peek.text(at, 4), data: peek.part(at + 8, length) });
    at += 8 + length + (length & 1);
  }
  return chunks;
}

/** Size and alpha as the first chunk states them. Throws CutShort; checks the size against the limit. */
export function extentOf(reading: Reading): Extent & { flags: number } {
  const { bytes, file } = reading;
  const peek = new Peek(bytes, file, true);
  const type = peek.text(riffHead, 4);
  const at = riffHead + 8;
  if (type === "VP8X") {
    const stated = peek.u8(at);
    const [width, height] = [4, 7].map((place) => 1 + peek.u16(at + place) + (peek.u8(at + place + 2) << 16));
    checkSize(width, height, reading);
    return { width, height, alpha: (stated & flags.alpha) > 0, flags: stated };
  }
  return { ...pixelExtent(type, peek.part(at, 10), reading), flags: 0 };
}

/** The size in the first bytes of compressed pixels. */
function pixelExtent(type: string, data: Uint8Array, reading: Reading): Extent {
  const peek = new Peek(data, reading.file, true);
  let extent: Extent;
  if (type === "VP8L" && peek.u8(0) === 0x2f) {
    const packed = peek.u32(1);
    extent = { width: 1 + (packed & 0x3fff), height: 1 + ((packed >>> 14) & 0x3fff), alpha: (packed & (1 << 28)) > 0 };
  } else if (type === "VP8 " && peek.text(3, 3) === "\x9d\x01\x2a") {
    extent = { width: peek.u16(6) & 0x3fff, height: peek.u16(8) & 0x3fff, alpha: false };
  } else throw damaged(reading.file, "it does not begin with compressed pixels");
  checkSize(extent.width, extent.height, reading);
  return extent;
}

/** The size of compressed pixels among chunks; undefined without any. */
export function stillExtent(chunks: readonly RiffChunk[], reading: Reading): Extent | undefined {
  const pixels = chunks.find(({ type }) => type === "VP8 " || type === "VP8L");
  if (!pixels) return undefined;
  const extent = pixelExtent(pixels.type, pixels.data, reading);
  return { ...extent, alpha: extent.alpha || chunks.some(({ type }) => type === "ALPH") };
}

/** The first picture of an animation. */
export function firstFrame(chunks: readonly RiffChunk[], file: string): Frame {
  const frame = chunks.find(({ type }) => type === "ANMF");
  if (!frame) throw damaged(file, "it is an animation without pictures");
  const peek = new Peek(frame.data, file, true);
  const [x, y] = [0, 3].map((place) => 2 * (peek.u16(place) + (peek.u8(place + 2) << 16)));
  return { x, y, chunks: riffChunks(peek, 16, frame.data.length) };
}

/** A file of these chunks. */
export function riff(chunks: readonly RiffChunk[]): Uint8Array {
  const body = joined(
    chunks.flatMap(({ type, data }) => [latin(type), u32(data.length), data, new Uint8Array(data.length & 1)]),
  );
  return joined([latin("RIFF"), u32(body.length + 4), latin("WEBP"), body]);
}

/** The chunk that states what follows it. */
export function extendedHead({ width, height, alpha }: Extent, more: number): RiffChunk {
  const data = new Uint8Array(10);
  data[0] = more | (alpha ? flags.alpha : 0);
  data.set(u32(width - 1).subarray(0, 3), 4);
  data.set(u32(height - 1).subarray(0, 3), 7);
  return { type: "VP8X", data };
}

function u32(value: number): Uint8Array {
  return Uint8Array.of(value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24);
}
