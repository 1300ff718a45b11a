// Samples as pixels of the screen: a picture, the difference of two, and where two differ by more than a threshold.

import { type Channels, hasAlpha, type Samples, whiteOf } from "../../../engine";

/** Which stored values are black and white on the screen; 0 and white of the type unless said. */
export type Range = readonly [black: number, white: number];

export interface DifferenceLook {
  /** How many times the difference is enlarged. */
  gain: number;
  /** Around grey (blue and orange for pictures without colour), or its size alone. */
  signed: boolean;
}

const below = [0x37, 0x94, 0xff] as const;
const above = [0xe0, 0x8a, 0x1e] as const;
const neutral = 128;

export const colourCount = (channels: Channels): number => (channels >= 3 ? 3 : 1);

/** `count` pixels from pixel `from` on, as RGBA. */
export function paintPicture(
  samples: Samples,
  channels: Channels,
  out: Uint8ClampedArray,
  from: number,
  count: number,
  [black, white]: Range = [0, whiteOf({ samples })],
): void {
  const scale = 255 / (white - black || 1);
  const alphaScale = 255 / whiteOf({ samples });
  const plain = samples instanceof Uint8Array && black === 0 && white === 255;
  const alpha = hasAlpha(channels) ? channels - 1 : -1;
  const [green, blue] = channels >= 3 ? [1, 2] : [0, 0];
  let at = from * channels;
  for (let pixel = 0, to = 0; pixel < count; pixel++, at += channels, to += 4) {
    if (plain) {
      out[to] = samples[at]!;
      out[to + 1] = samples[at + green]!;
      out[to + 2] = samples[at + blue]!;
      out[to + 3] = alpha < 0 ? 255 : samples[at + alpha]!;
    } else {
      out[to] = (samples[at]! - black) * scale;
      out[to + 1] = (samples[at + green]! - black) * scale;
      out[to + 2] = (samples[at + blue]! - black) * scale;
      out[to + 3] = alpha < 0 ? 255 : samples[at + alpha]! * alphaScale;
    }
  }
}

export function paintDifference(
  before: Samples,
  after: Samples,
  channels: Channels,
  out: Uint8ClampedArray,
  from: number,
  count: number,
  { gain, signed }: DifferenceLook,
): void {
  const scale = (255 / whiteOf({ samples: before })) * gain;
  const colours = colourCount(channels);
  for (let pixel = 0, to = 0, at = from * channels; pixel < count; pixel++, at += channels, to += 4) {
    for (let part = 0; part < 3; part++) {
      const channel = colours === 3 ? part : 0;
      const difference = (after[at + channel]! - before[at + channel]!) * scale;
      if (!signed) out[to + part] = Math.abs(difference);
      else if (colours === 3) out[to + part] = neutral + difference;
      else {
        const end = difference < 0 ? below : above;
        out[to + part] = neutral + (end[part]! - neutral) * Math.min(1, Math.abs(difference) / 255);
      }
    }
    out[to + 3] = 255;
  }
}

/** Pixels of which a channel differs by more than `threshold` (in units of 0 to 255) in orange, the others dim and grey. */
export function paintMask(
  before: Samples,
  after: Samples,
  channels: Channels,
  out: Uint8ClampedArray,
  from: number,
  count: number,
  threshold: number,
): void {
  const scale = 255 / whiteOf({ samples: before });
  const colours = colourCount(channels);
  for (let pixel = 0, to = 0, at = from * channels; pixel < count; pixel++, at += channels, to += 4) {
    let sum = 0;
    let largest = 0;
    for (let channel = 0; channel < channels; channel++) {
      if (channel < colours) sum += before[at + channel]!;
      largest = Math.max(largest, Math.abs(after[at + channel]! - before[at + channel]!) * scale);
    }
    const grey = 24 + 0.3 * (sum / colours) * scale;
    for (let part = 0; part < 3; part++) out[to + part] = largest > threshold ? above[part]! : grey;
    out[to + 3] = 255;
  }
}

/** Smallest and largest finite value of the colour channels. */
export function rangeOf(samples: Samples, channels: Channels): Range {
  const colours = colourCount(channels);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < samples.length; at += channels) {
    for (let channel = 0; channel < colours; channel++) {
      const value = samples[at + channel]!;
      if (value < low && value > Number.NEGATIVE_INFINITY) low = value;
      if (value > high && value < Number.POSITIVE_INFINITY) high = value;
    }
  }
  return low > high ? [0, 1] : [low, high];
}
