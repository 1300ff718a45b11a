// Making an image one that a format can hold, and saying what is lost by that.

import { InputError } from "../../errors";
import {
  type Channels,
  hasAlpha,
  type Image,
  type PictureFacts,
  type PictureFormat,
  type Samples,
  whiteOf,
} from "./image";
import { titleOf } from "./names";
import { profileFits } from "./profile";
import { samplesLike } from "./samples";

/** What a format can hold. */
export interface Holds {
  format: PictureFormat;
  /** Bits of its widest whole-number samples. */
  bits: 8 | 16;
  float?: boolean;
  /** What becomes of alpha where it cannot be kept. */
  alpha: "kept" | "on white" | "left out";
  /** The most pixels of a side. */
  side?: number;
}

/** Throws InputError for a picture that is too large for the format. */
export function prepare(image: Image, holds: Holds): { image: Image; changes: string[] } {
  const title = titleOf(holds.format);
  if (holds.side !== undefined && Math.max(image.width, image.height) > holds.side) {
    throw new InputError(
      `${title} holds at most ${holds.side} pixels a side, and the picture has ${image.width} × ${image.height}; write it as PNG or TIFF.`,
    );
  }
  const changes: string[] = [];
  let current = image;
  if (current.samples instanceof Float32Array && !holds.float) {
    current = withSamples(current, fromFloat(current.samples, holds.bits, title, changes));
  }
  if (hasAlpha(current.channels) && holds.alpha !== "kept")
    current = withoutAlpha(current, holds.alpha, title, changes);
  if (current.samples instanceof Uint16Array && holds.bits === 8) {
    const { samples } = current;
    if (samples.some((value) => value % 257 !== 0))
      changes.push(`16 bits a sample were rounded to 8: ${title} holds no more.`);
    current = withSamples(
      current,
      Uint8Array.from(samples, (value) => Math.round(value / 257)),
    );
  }
  return { image: current, changes };
}

const withSamples = (image: Image, samples: Samples): Image => ({ ...image, samples });

/** 0 to 1 becomes the whole range; what lies outside is clipped. */
function fromFloat(samples: Float32Array, bits: 8 | 16, title: string, changes: string[]): Samples {
  const white = bits === 8 ? 255 : 65535;
  const whole = bits === 8 ? new Uint8Array(samples.length) : new Uint16Array(samples.length);
  let outside = 0;
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i];
    // A missing number is outside too, and becomes 0.
    if (value >= 0 && value <= 1) whole[i] = Math.round(value * white);
    else {
      outside++;
      whole[i] = value > 1 ? white : 0;
    }
  }
  changes.push(`Floating-point samples were rounded to ${bits} bits: ${title} holds whole numbers only.`);
  if (outside > 0) changes.push(`${outside} of ${samples.length} samples were outside 0 to 1 and were clipped.`);
  return whole;
}

function withoutAlpha(image: Image, how: "on white" | "left out", title: string, changes: string[]): Image {
  const { width, height, samples } = image;
  const white = whiteOf(image);
  const channels = (image.channels - 1) as Channels;
  const plain = samplesLike(samples, width * height * channels);
  let opaque = true;
  for (let from = 0, at = 0; from < samples.length; from += channels + 1) {
    const alpha = samples[from + channels] / white;
    opaque &&= alpha === 1;
    for (let c = 0; c < channels; c++, at++) {
      const value = samples[from + c];
      if (how === "left out" || alpha === 1) plain[at] = value;
      else {
        const mixed = value * alpha + white * (1 - alpha);
        plain[at] = samples instanceof Float32Array ? mixed : Math.round(mixed);
      }
    }
  }
  if (opaque) changes.push(`Alpha, opaque everywhere, was left out: ${title} has none.`);
  else if (how === "on white") changes.push(`Transparent parts were laid on white: ${title} has no alpha.`);
  else changes.push(`Alpha was left out: ${title} has none.`);
  return { width, height, channels, samples: plain };
}

/** Full alpha is left out by formats that do not tell it from none. */
export function isOpaque(image: Image): boolean {
  const { channels, samples } = image;
  if (!hasAlpha(channels)) return true;
  const white = whiteOf(image);
  for (let i = channels - 1; i < samples.length; i += channels) if (samples[i] !== white) return false;
  return true;
}

/** The profile to be written with an image; one that cannot be is left out, which `changes` says. */
export function keptProfile(
  profile: PictureFacts["profile"],
  channels: Channels,
  changes: string[],
  format: PictureFormat,
  holdsProfiles = true,
): PictureFacts["profile"] {
  if (!profile) return undefined;
  const why = !holdsProfiles
    ? `${titleOf(format)} is written without one`
    : profileFits(profile, channels)
      ? undefined
      : `it is not made for ${channels <= 2 ? "grey" : "RGB"} pictures`;
  if (!why) return profile;
  changes.push(`The colour profile “${profile.name}” was left out: ${why}.`);
  return undefined;
}
