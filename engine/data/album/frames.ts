// Pictures as frames: 8 bits, grey or RGB, without alpha, at the size that is asked for.

import { hasAlpha, type Image } from "../image/image";
import { lumaWeights } from "../image/luma";
import { prepare } from "../image/prepare";
import type { AlbumOptions, Frame } from "./album";
import { imresize } from "./imresize";
import type { Tally } from "./tally";

/** RGB whose colours are all greys becomes grey; what else was changed goes into the tally. */
export function frameOf(image: Image, tally: Tally): Frame {
  const { width, height, samples, channels } = image;
  if (samples instanceof Uint16Array) tally.add("16 bits a sample were rounded to 8.");
  if (samples instanceof Float32Array) {
    const beyond = samples.some((value) => !(value >= 0 && value <= 1));
    tally.add(`floating-point samples were rounded to 8 bits, 1 being white${beyond ? "; others were clipped" : ""}.`);
  }
  if (hasAlpha(channels)) tally.add("what is transparent was laid on white.");
  const { image: plain } = prepare(image, { format: "png", bits: 8, alpha: "on white" });
  const frame = { width, height, channels: plain.channels as 1 | 3, samples: plain.samples as Uint8Array };
  if (frame.channels === 1 || !isGrey(frame.samples)) return frame;
  return { width, height, channels: 1, samples: frame.samples.filter((_, i) => i % 3 === 0) };
}

function isGrey(rgb: Uint8Array): boolean {
  for (let i = 0; i < rgb.length; i += 3) if (rgb[i] !== rgb[i + 1] || rgb[i] !== rgb[i + 2]) return false;
  return true;
}

/** A frame with so many channels: grey is the luma of colours (BT.601), rounded. */
export function withChannels(frame: Frame, channels: 1 | 3): Frame {
  if (frame.channels === channels) return frame;
  const { width, height, samples } = frame;
  const pixels = width * height;
  const result = new Uint8Array(pixels * channels);
  if (channels === 3) {
    for (let i = 0; i < pixels; i++) result.fill(samples[i], 3 * i, 3 * i + 3);
    return { width, height, channels, samples: result };
  }
  const [red, green, blue] = lumaWeights;
  for (let i = 0, at = 0; i < pixels; i++, at += 3) {
    result[i] = Math.round(red * samples[at] + green * samples[at + 1] + blue * samples[at + 2]);
  }
  return { width, height, channels, samples: result };
}

/** Where a picture of an old size comes to lie in a frame of a new one: it is resized, and then its middle is cut out. */
export interface Fitting {
  /** What the whole picture is resized to. */
  width: number;
  height: number;
  /** The part that is kept. */
  left: number;
  top: number;
  size: readonly [width: number, height: number];
}

export function fittingOf(
  { width, height }: { width: number; height: number },
  { size, fit = "resize" }: Pick<AlbumOptions, "size" | "fit">,
): Fitting | undefined {
  if (!size || (width === size[0] && height === size[1])) return undefined;
  if (fit === "resize") return { width: size[0], height: size[1], left: 0, top: 0, size };
  const scale = Math.max(size[0] / width, size[1] / height);
  const whole = [Math.max(size[0], Math.round(width * scale)), Math.max(size[1], Math.round(height * scale))];
  const [left, top] = [(whole[0] - size[0]) >> 1, (whole[1] - size[1]) >> 1];
  return { width: whole[0], height: whole[1], left, top, size };
}

/** By bicubic interpolation, antialiased; rounded, and clamped to 0 to 255. */
export function fitted(frame: Frame, fitting: Fitting | undefined): Frame {
  if (!fitting) return frame;
  const { width, height } = fitting;
  const bytes = new Uint8ClampedArray(imresize(frame, width, height));
  const whole = { width, height, channels: frame.channels, samples: new Uint8Array(bytes.buffer) };
  return middleOf(whole, fitting);
}

/** The part of a resized picture that its fitting keeps. */
export function middleOf<Whole extends { channels: number; samples: Uint8Array | Int32Array }>(
  whole: Whole & { width: number; height: number },
  { left, top, size: [width, height] }: Pick<Fitting, "left" | "top" | "size">,
): Whole & { width: number; height: number } {
  if (whole.width === width && whole.height === height) return whole;
  const { channels, samples } = whole;
  const row = width * channels;
  const kept = samples.slice(0, row * height);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * whole.width + left) * channels;
    kept.set(samples.subarray(from, from + row), y * row);
  }
  return { ...whole, width, height, samples: kept };
}
