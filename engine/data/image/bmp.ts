// BMP pictures: reading all usual kinds, writing 8 bits grey, 24 bits RGB and 32 bits RGBA.

import {
  checkSize,
  type Decoded,
  damaged,
  type PictureHeader,
  plainFacts,
  type Reading,
  unreadable,
  type WriteOptions,
  type Written,
} from "./codec";
import type { Channels, Image } from "./image";
import { latin, Peek } from "./peek";
import { keptProfile, prepare } from "./prepare";
import { applyPalette, unpackBits } from "./samples";

const plain = 0;
const runs8 = 1;
const runs4 = 2;
const masks = 3;
const masksWithAlpha = 6;
const fileHead = 14;

interface Layout {
  width: number;
  height: number;
  /** Whether the first row comes first. */
  down: boolean;
  bits: number;
  compression: number;
  /** Where the pixels begin. */
  pixels: number;
  headerSize: number;
  palette: Uint8Array;
}

export function readBmpHeader(reading: Reading): PictureHeader {
  const { width, height, bits } = layoutOf(reading);
  return { width, height, bits: Math.min(bits, 8), orientation: 1 };
}

function layoutOf(reading: Reading): Layout {
  const { bytes, file } = reading;
  const peek = new Peek(bytes, file, true);
  const headerSize = peek.u32(fileHead);
  const old = headerSize === 12;
  if (!old && (headerSize < 40 || headerSize > 256))
    throw damaged(file, `its header has a size of ${headerSize} bytes`);
  const width = old ? peek.u16(18) : peek.i32(18);
  const rows = old ? peek.u16(20) : peek.i32(22);
  const bits = peek.u16(old ? 24 : 28);
  const compression = old ? plain : peek.u32(30);
  checkSize(width, Math.abs(rows), reading);
  if (compression === 4 || compression === 5) throw unreadable(file, "A JPEG or PNG packed into a BMP");
  const known =
    (compression === plain && [1, 4, 8, 16, 24, 32].includes(bits)) ||
    (compression === runs8 && bits === 8) ||
    (compression === runs4 && bits === 4) ||
    ((compression === masks || compression === masksWithAlpha) && (bits === 16 || bits === 32));
  if (!known) throw unreadable(file, `A BMP with ${bits} bits a pixel and compression ${compression}`);
  const entry = old ? 3 : 4;
  // An old header of 40 bytes has its masks behind it.
  const behind = headerSize === 40 ? (compression === masks ? 12 : compression === masksWithAlpha ? 16 : 0) : 0;
  const start = fileHead + headerSize + behind;
  const colours = bits > 8 ? 0 : Math.min(1 << bits, (old ? 0 : peek.u32(46)) || 1 << bits);
  const palette = new Uint8Array(colours * 3);
  for (let i = 0; i < colours; i++) {
    for (let c = 0; c < 3; c++) palette[i * 3 + c] = peek.u8(start + i * entry + 2 - c);
  }
  const down = rows < 0;
  return { width, height: Math.abs(rows), down, bits, compression, pixels: peek.u32(10), headerSize, palette };
}

export async function readBmp(reading: Reading): Promise<Decoded> {
  const { file } = reading;
  const layout = layoutOf(reading);
  const { width, height, bits, compression } = layout;
  const peek = new Peek(reading.bytes, file, true);
  const stride = Math.ceil((width * bits) / 32) * 4;
  const packed = compression === runs8 || compression === runs4;
  if (!packed) peek.need(layout.pixels, stride * (height - 1) + Math.ceil((width * bits) / 8));
  if (bits > 8) {
    const { channels, samples, assumptions } =
      bits === 24 ? plain24(peek, layout, stride) : masked(peek, layout, stride);
    return { image: { width, height, channels, samples }, facts: plainFacts(8, { assumptions }) };
  }
  const indices = packed ? unpackRuns(peek, layout) : new Uint8Array(width * height);
  if (!packed) {
    for (let y = 0; y < height; y++) {
      const row = reading.bytes.subarray(layout.pixels + y * stride);
      unpackBits(row, bits, width, { samples: indices, at: rowOf(layout, y) * width, step: 1 });
    }
  }
  return {
    image: { width, height, ...applyPalette(indices, { rgb: layout.palette }, file) },
    facts: plainFacts(bits, { palette: true }),
  };
}

/** The row of the picture that comes as number `y` in the file. */
const rowOf = ({ height, down }: Layout, y: number) => (down ? y : height - 1 - y);

function plain24({ bytes }: Peek, layout: Layout, stride: number) {
  const { width, height } = layout;
  const samples = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    let at = rowOf(layout, y) * width * 3;
    for (let from = layout.pixels + y * stride, end = from + width * 3; from < end; from += 3, at += 3) {
      samples[at] = bytes[from + 2];
      samples[at + 1] = bytes[from + 1];
      samples[at + 2] = bytes[from];
    }
  }
  return { channels: 3 as Channels, samples, assumptions: [] };
}

/** Pixels of 16 or 32 bits, in which masks tell the channels apart. */
function masked(peek: Peek, layout: Layout, stride: number) {
  const { width, height, bits, compression, headerSize, pixels } = layout;
  const ordinary = bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff];
  let fields = ordinary;
  if (compression !== plain) {
    fields = [0, 4, 8].map((place) => peek.u32(fileHead + 40 + place));
    if (headerSize >= 56 || compression === masksWithAlpha) fields.push(peek.u32(fileHead + 52));
    if (fields[3] === 0) fields.pop();
  }
  const channels = fields.length as Channels;
  const shifts = fields.map((mask) => (mask === 0 ? 0 : 31 - Math.clz32(mask & -mask)));
  const tops = fields.map((mask, c) => mask >>> shifts[c]);
  const samples = new Uint8Array(width * height * channels);
  let unused = 0;
  for (let y = 0; y < height; y++) {
    let at = rowOf(layout, y) * width * channels;
    for (let x = 0, from = pixels + y * stride; x < width; x++, from += bits / 8) {
      const value = bits === 16 ? peek.u16(from) : peek.u32(from);
      for (let c = 0; c < channels; c++) {
        const part = (value & fields[c]) >>> shifts[c];
        samples[at++] = tops[c] === 255 ? part : tops[c] === 0 ? 0 : Math.round((part * 255) / tops[c]);
      }
      if (bits === 32 && channels === 3) unused |= value >>> 24;
    }
  }
  const assumptions =
    compression === plain && unused !== 0
      ? [{ text: "The fourth byte of each pixel was ignored: the file does not say that it is alpha." }]
      : [];
  return { channels, samples, assumptions };
}

/** Run-length coded indices; pixels that are skipped have colour 0. */
function unpackRuns(peek: Peek, layout: Layout): Uint8Array {
  const { width, height, bits } = layout;
  const indices = new Uint8Array(width * height);
  let x = 0;
  let y = 0;
  const put = (index: number) => {
    if (x < width && y < height) indices[rowOf(layout, y) * width + x] = index;
    x++;
  };
  const half = (byte: number, i: number) => (bits === 8 ? byte : i & 1 ? byte & 15 : byte >> 4);
  for (let at = layout.pixels; y < height; ) {
    const count = peek.u8(at);
    const value = peek.u8(at + 1);
    at += 2;
    if (count > 0) {
      for (let i = 0; i < count; i++) put(half(value, i));
    } else if (value === 0) {
      x = 0;
      y++;
    } else if (value === 1) {
      break;
    } else if (value === 2) {
      x += peek.u8(at);
      y += peek.u8(at + 1);
      at += 2;
    } else {
      const length = bits === 8 ? value : (value + 1) >> 1;
      peek.need(at, length);
      for (let i = 0; i < value; i++) put(half(peek.bytes[at + (bits === 8 ? i : i >> 1)], i));
      at += length + (length & 1);
    }
  }
  return indices;
}

export async function writeBmp(given: Image, { profile }: WriteOptions): Promise<Written> {
  const { image, changes } = prepare(given, { format: "bmp", bits: 8, alpha: "kept" });
  keptProfile(profile, image.channels, changes, "bmp", false);
  const { width, height, channels, samples } = image;
  if (channels === 2) changes.push("Grey was stored as three equal channels: BMP has no grey with alpha.");
  const alpha = channels === 2 || channels === 4;
  const pixelBytes = channels === 1 ? 1 : alpha ? 4 : 3;
  const stride = Math.ceil((width * pixelBytes) / 4) * 4;
  // Alpha needs the longer header that has masks.
  const headerSize = alpha ? 108 : 40;
  const colours = channels === 1 ? 256 : 0;
  const pixels = fileHead + headerSize + colours * 4;
  const bytes = new Uint8Array(pixels + stride * height);
  const view = new DataView(bytes.buffer);
  const u32 = (at: number, value: number) => view.setUint32(at, value, true);
  bytes.set(latin("BM"));
  u32(2, bytes.length);
  u32(10, pixels);
  u32(14, headerSize);
  u32(18, width);
  u32(22, height);
  view.setUint16(26, 1, true);
  view.setUint16(28, pixelBytes * 8, true);
  u32(30, alpha ? masks : plain);
  u32(34, stride * height);
  // 72 dots an inch, in dots a metre.
  u32(38, 2835);
  u32(42, 2835);
  u32(46, colours);
  if (alpha) {
    [0xff0000, 0xff00, 0xff, 0xff000000].forEach((mask, i) => {
      u32(54 + 4 * i, mask);
    });
    bytes.set(latin("BGRs"), 70);
  }
  for (let i = 0; i < colours; i++) bytes.fill(i, fileHead + headerSize + 4 * i, fileHead + headerSize + 4 * i + 3);
  const colour = channels >= 3 ? 1 : 0;
  for (let y = 0, from = 0; y < height; y++) {
    for (let x = 0, at = pixels + (height - 1 - y) * stride; x < width; x++, from += channels, at += pixelBytes) {
      bytes[at] = samples[from + 2 * colour];
      if (channels === 1) continue;
      bytes[at + 1] = samples[from + colour];
      bytes[at + 2] = samples[from];
      if (alpha) bytes[at + 3] = samples[from + channels - 1];
    }
  }
  return { bytes, changes };
}
