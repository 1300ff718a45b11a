// Samples between their layouts: bits in bytes, palettes, RGBA of a codec and channels of an image.

import { damaged } from "./codec";
import type { Channels, Image, Samples } from "./image";

/** A place in samples and the distance to the next one that is written. */
export interface Target {
  samples: Uint8Array;
  at: number;
  step: number;
}

/** Writes `count` values of 1, 2 or 4 bits each, the highest bits of a byte first. */
export function unpackBits(source: Uint8Array, bits: number, count: number, { samples, at, step }: Target): void {
  const mask = (1 << bits) - 1;
  for (let i = 0; i < count; i++) {
    const bit = i * bits;
    samples[at + i * step] = (source[bit >> 3] >> (8 - bits - (bit & 7))) & mask;
  }
}

/** Grey values 0 to 2^bits − 1 become 0 to 255, in place: exact for 1, 2, 4 and 8 bits. */
export function scaleBits(samples: Uint8Array, bits: number): void {
  if (bits === 8) return;
  const factor = 255 / ((1 << bits) - 1);
  for (let i = 0; i < samples.length; i++) samples[i] *= factor;
}

/** `rgb` has three bytes a colour; `alpha`, where there is any, one. */
export interface Palette {
  rgb: Uint8Array;
  alpha?: Uint8Array;
}

/** The colours of indices: grey when all colours of the palette are, with alpha when not all are opaque. */
export function applyPalette(
  indices: Uint8Array,
  { rgb, alpha }: Palette,
  file: string,
): { channels: Channels; samples: Uint8Array } {
  const colours = Math.floor(rgb.length / 3);
  let grey = true;
  for (let i = 0; i < colours * 3; i += 3) grey &&= rgb[i] === rgb[i + 1] && rgb[i] === rgb[i + 2];
  const opaque = !alpha?.some((value) => value < 255);
  const plain = grey ? 1 : 3;
  const channels = (opaque ? plain : plain + 1) as Channels;
  const table = new Uint8Array(256 * channels);
  for (let i = 0; i < Math.min(colours, 256); i++) {
    for (let c = 0; c < plain; c++) table[i * channels + c] = rgb[i * 3 + c];
    if (!opaque) table[i * channels + plain] = alpha?.[i] ?? 255;
  }
  const samples = new Uint8Array(indices.length * channels);
  for (let i = 0, at = 0; i < indices.length; i++) {
    const index = indices[i];
    if (index >= colours) {
      throw damaged(file, `a pixel has colour ${index} of a palette of ${colours}, counted from 0`);
    }
    for (let c = 0, from = index * channels; c < channels; c++) samples[at++] = table[from++];
  }
  return { channels, samples };
}

/** 1, 3 or 4 channels of RGBA pixels; grey is taken from red. */
export function fromRgba(rgba: ArrayLike<number> & ArrayBufferView, channels: 1 | 3 | 4): Uint8Array {
  const source = new Uint8Array(rgba.buffer, rgba.byteOffset, rgba.byteLength);
  if (channels === 4) return source;
  const samples = new Uint8Array((source.length / 4) * channels);
  for (let from = 0, at = 0; from < source.length; from += 4) {
    samples[at++] = source[from];
    if (channels === 1) continue;
    samples[at++] = source[from + 1];
    samples[at++] = source[from + 2];
  }
  return samples;
}

/** RGBA pixels of an image with 8 bits. */
export function toRgba({ channels, samples }: Image): Uint8Array {
  const pixels = samples.length / channels;
  const rgba = new Uint8Array(pixels * 4);
  const colour = channels >= 3 ? 1 : 0;
  const alpha = channels === 2 || channels === 4;
  for (let from = 0, at = 0; from < samples.length; from += channels, at += 4) {
    rgba[at] = samples[from];
    rgba[at + 1] = samples[from + colour];
    rgba[at + 2] = samples[from + 2 * colour];
    rgba[at + 3] = alpha ? samples[from + channels - 1] : 255;
  }
  return rgba;
}

/** Empty samples of the type of others. */
export function samplesLike(samples: Samples, length: number): Samples {
  if (samples instanceof Uint8Array) return new Uint8Array(length);
  return samples instanceof Uint16Array ? new Uint16Array(length) : new Float32Array(length);
}

/** 16-bit samples from bytes, the high byte first. */
export function fromBigEndian(bytes: Uint8Array, target: Uint16Array, at = 0): void {
  for (let i = 0; i + 1 < bytes.length; i += 2) target[at++] = (bytes[i] << 8) | bytes[i + 1];
}

/** Bytes of 16-bit samples, the high byte first. */
export function toBigEndian(samples: Uint16Array): Uint8Array {
  const bytes = new Uint8Array(samples.length * 2);
  for (let i = 0; i < samples.length; i++) {
    bytes[2 * i] = samples[i] >> 8;
    bytes[2 * i + 1] = samples[i] & 255;
  }
  return bytes;
}
