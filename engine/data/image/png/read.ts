// Reading PNG pictures: every bit depth, palettes, transparency, interlacing and colour profiles.

import type { Assumption } from "../../dataset";
import { checkSize, type Decoded, damaged, firstOf, type PictureHeader, plainFacts, type Reading } from "../codec";
import { inflate, inflated } from "../deflate";
import { exifOrientation } from "../exif";
import type { Channels, Samples } from "../image";
import { swapsSides } from "../orient";
import { Peek } from "../peek";
import { damagedProfile, largestProfile, profileFacts } from "../profile";
import { applyPalette, fromBigEndian, scaleBits, unpackBits } from "../samples";
import { pngMark, readChunks } from "./chunks";
import { type Pass, passesOf, Scanlines, scanlineBytes } from "./scanlines";

const grey = 0;
const rgb = 2;
const indexed = 3;

/** Colour type, and the bits that it can have and its channels in the file. */
const colourTypes = new Map<number, { depths: number[]; channels: Channels }>([
  [grey, { depths: [1, 2, 4, 8, 16], channels: 1 }],
  [rgb, { depths: [8, 16], channels: 3 }],
  [indexed, { depths: [1, 2, 4, 8], channels: 1 }],
  [4, { depths: [8, 16], channels: 2 }],
  [6, { depths: [8, 16], channels: 4 }],
]);

/** Deflate makes at most so many bytes of one. */
const deflateRatio = 1032;
/** The gamma of sRGB, 1 / 2.2, in the units of the file. */
const ordinaryGamma = 45455;

interface Layout {
  width: number;
  height: number;
  bits: number;
  colour: number;
  channels: Channels;
  interlaced: boolean;
}

export function readPngHeader(reading: Reading): PictureHeader {
  const { width, height, bits } = layoutOf(reading);
  return { ...sides(width, height, orientationBefore(reading)), bits };
}

const sides = (width: number, height: number, orientation: number) =>
  swapsSides(orientation) ? { width: height, height: width, orientation } : { width, height, orientation };

function layoutOf(reading: Reading): Layout {
  const { bytes, file } = reading;
  const peek = new Peek(bytes, file, false);
  const at = pngMark.length + 8;
  peek.need(0, at + 13);
  if (pngMark.some((byte, i) => bytes[i] !== byte) || peek.text(12, 4) !== "IHDR") {
    throw damaged(file, "it does not begin with a PNG header");
  }
  const [width, height, bits, colour] = [peek.u32(at), peek.u32(at + 4), peek.u8(at + 8), peek.u8(at + 9)];
  checkSize(width, height, reading);
  const type = colourTypes.get(colour);
  if (!type?.depths.includes(bits) || peek.u8(at + 10) > 0 || peek.u8(at + 11) > 0 || peek.u8(at + 12) > 1) {
    throw damaged(file, "its header has values that no PNG has");
  }
  return { width, height, bits, colour, channels: type.channels, interlaced: peek.u8(at + 12) === 1 };
}

/** The orientation in EXIF data that come before the pixels. */
function orientationBefore({ bytes, file }: Reading): number {
  for (const { type, data } of readChunks(new Peek(bytes, file, false), "IDAT")) {
    if (type === "eXIf") return exifOrientation(data);
  }
  return 1;
}

export async function readPng(reading: Reading): Promise<Decoded> {
  const { bytes, file } = reading;
  const layout = layoutOf(reading);
  const single = new Map<string, Uint8Array>();
  const packed: Uint8Array[] = [];
  for (const { type, data } of readChunks(new Peek(bytes, file, false))) {
    if (type === "IDAT") packed.push(data);
    else if (!single.has(type)) single.set(type, data);
  }
  const passes = passesOf(layout.width, layout.height, layout.interlaced);
  const size = scanlineBytes(passes, layout.channels * layout.bits);
  const lies = () =>
    damaged(
      file,
      `its header says ${layout.width} × ${layout.height} pixels, and the file holds fewer, or broken ones`,
    );
  if (packed.reduce((sum, part) => sum + part.length, 0) * deflateRatio < size) throw lies();
  const { samples, take } = collector(layout);
  const lines = new Scanlines(passes, layout.channels * layout.bits, file, take);
  if ((await inflate(packed, size, (piece) => lines.push(piece))) < size) throw lies();
  const coloured = colours(layout, samples, single, file);
  const { profile, damaged: broken } = await profileOf(single.get("iCCP"));
  const frames = single.has("acTL") ? new Peek(single.get("acTL")!, file, false).u32(0) : 1;
  const assumptions: Assumption[] = firstOf(frames, "pictures of an animation");
  if (broken) assumptions.push({ text: damagedProfile });
  const gamma = single.get("gAMA");
  if (gamma && !single.has("sRGB") && !profile && new Peek(gamma, file, false).u32(0) !== ordinaryGamma) {
    assumptions.push({ text: "The gamma that the file states was ignored: its values were taken as sRGB." });
  }
  const { width, height, bits } = layout;
  return {
    image: { width, height, ...coloured },
    facts: plainFacts(bits, {
      palette: layout.colour === indexed,
      orientation: exifOrientation(single.get("eXIf")),
      frames: Math.max(1, frames),
      profile,
      assumptions,
    }),
  };
}

/** Samples as the file holds them (bits apart, palettes as indices) and what puts a line of a pass into them. */
function collector({ width, height, bits, channels }: Layout) {
  const length = width * height * channels;
  const samples = bits === 16 ? new Uint16Array(length) : new Uint8Array(length);
  let line16 = new Uint16Array(0);
  const take = (line: Uint8Array, pass: Pass, row: number): void => {
    const at = ((pass.y + row * pass.dy) * width + pass.x) * channels;
    if (bits < 8) {
      unpackBits(line, bits, pass.width, { samples: samples as Uint8Array, at, step: pass.dx });
      return;
    }
    if (samples instanceof Uint16Array && pass.dx === 1) {
      fromBigEndian(line, samples, at);
      return;
    }
    let values: Uint8Array | Uint16Array = line;
    if (bits === 16) {
      if (line16.length !== line.length / 2) line16 = new Uint16Array(line.length / 2);
      fromBigEndian(line, line16);
      values = line16;
    }
    if (pass.dx === 1) {
      samples.set(values, at);
      return;
    }
    for (let x = 0, from = 0, to = at; x < pass.width; x++, to += pass.dx * channels) {
      for (let c = 0; c < channels; c++) samples[to + c] = values[from++];
    }
  };
  return { samples, take };
}

/** What the samples mean: palette, transparent colour and range. */
function colours(
  { bits, colour, channels }: Layout,
  samples: Uint8Array | Uint16Array,
  parts: ReadonlyMap<string, Uint8Array>,
  file: string,
): { channels: Channels; samples: Samples } {
  const clear = parts.get("tRNS");
  if (colour === indexed) {
    const palette = parts.get("PLTE");
    if (!palette) throw damaged(file, "its palette is missing");
    return applyPalette(samples as Uint8Array, { rgb: palette, alpha: clear }, file);
  }
  const transparent =
    clear && (colour === grey || colour === rgb) ? transparentColour(clear, channels, file) : undefined;
  const complete = transparent ? withAlpha(samples, channels, transparent) : samples;
  if (bits < 8 && complete instanceof Uint8Array) {
    // Alpha already is 0 or 255.
    if (transparent) for (let i = 0; i < complete.length; i += 2) complete[i] *= 255 / ((1 << bits) - 1);
    else scaleBits(complete, bits);
  }
  return { channels: (transparent ? channels + 1 : channels) as Channels, samples: complete };
}

function transparentColour(data: Uint8Array, channels: Channels, file: string): number[] {
  if (data.length < 2 * channels) throw damaged(file, "its transparent colour is not complete");
  const peek = new Peek(data, file, false);
  return Array.from({ length: channels }, (_, c) => peek.u16(2 * c));
}

/** Pixels of exactly this colour become transparent, the others opaque. */
function withAlpha(samples: Uint8Array | Uint16Array, channels: Channels, colour: readonly number[]) {
  const pixels = samples.length / channels;
  const wide = samples instanceof Uint16Array;
  const opaque = wide ? 65535 : 255;
  const complete = wide ? new Uint16Array(pixels * (channels + 1)) : new Uint8Array(pixels * (channels + 1));
  for (let from = 0, at = 0; from < samples.length; from += channels) {
    let same = true;
    for (let c = 0; c < channels; c++) {
      complete[at++] = samples[from + c];
      same &&= samples[from + c] === colour[c];
    }
    complete[at++] = same ? 0 : opaque;
  }
  return complete;
}

/** The colour profile: a name, a zero, the method of packing (0) and the packed profile. */
async function profileOf(data: Uint8Array | undefined) {
  if (!data) return { profile: undefined, damaged: false };
  const end = data.indexOf(0);
  if (end < 1 || end > 79) return { profile: undefined, damaged: true };
  const name = String.fromCharCode(...data.subarray(0, end));
  return profileFacts(await inflated([data.subarray(end + 2)], largestProfile), name);
}
