// How a value becomes a sample of an element type: its white, rounding, clamping, and arrays of such samples.

import { type Channels, hasAlpha } from "../data/image/image";
import type { Elements, Rounding, Window } from "./program";

/** The value of white and of full opacity. */
export const whiteOfElements = (elements: Elements): number =>
  elements === "u8" ? 255 : elements === "u16" ? 65535 : 1;

export const elementsOf = (samples: Window["samples"]): Elements =>
  samples instanceof Uint8Array ? "u8" : samples instanceof Uint16Array ? "u16" : "f32";

export function samplesOf(elements: Elements, length: number): Window["samples"] {
  if (elements === "u8") return new Uint8Array(length);
  return elements === "u16" ? new Uint16Array(length) : new Float32Array(length);
}

/** The same in memory that threads share, where there is such. */
export function sharedSamplesOf(elements: Elements, length: number): Window["samples"] {
  if (typeof SharedArrayBuffer === "undefined") return samplesOf(elements, length);
  const bytes = elements === "u8" ? 1 : elements === "u16" ? 2 : 4;
  const buffer = new SharedArrayBuffer(bytes * length);
  if (elements === "u8") return new Uint8Array(buffer);
  return elements === "u16" ? new Uint16Array(buffer) : new Float32Array(buffer);
}

/** Bits of the channels that are colours, or grey. */
export const colourMask = (channels: Channels): number => (1 << (channels - Number(hasAlpha(channels)))) - 1;

/** The bit of the alpha channel; 0 without one. */
export const alphaMask = (channels: Channels): number => (hasAlpha(channels) ? 1 << (channels - 1) : 0);

/** To a whole number, by the rule of that name (see `Rounding`). */
export function roundBy(value: number, rounding: Rounding): number {
  switch (rounding) {
    case "truncate":
      return Math.trunc(value);
    case "up":
      return Math.floor(value + 0.5);
    case "away":
      return Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
    case "even": {
      const below = Math.floor(value);
      const rest = value - below;
      if (rest !== 0.5) return rest < 0.5 ? below : below + 1;
      return below % 2 === 0 ? below : below + 1;
    }
  }
}

/** A value in the units of `elements` as one of its samples; what is not a number becomes 0 where samples are integers. */
export function toSample(value: number, elements: Elements, rounding: Rounding): number {
  if (elements === "f32") return Math.fround(value);
  if (Number.isNaN(value)) return 0;
  return Math.min(Math.max(roundBy(Math.fround(value), rounding), 0), whiteOfElements(elements));
}
