// How near a picture comes to the true one: PSNR, SSIM and mean square error, as judging takes them.

import { compareImages, psnr } from "../../convolution/analysis/compare";
import type { Frame } from "../../data/album/album";
import type { Field } from "./tiles";

/** PSNR of equal pictures, so that means over pictures stay finite. */
const equalPsnr = 100;

/** Numbers of a picture. */
export const figureCount = 3;

/**
 * PSNR in dB, at most 100, SSIM (Wang 2004) and mean square error in units of 0 to 255. Values are neither rounded nor
 * clamped.
 */
export function figuresOf(given: Field, truth: Frame): [psnr: number, ssim: number, mse: number] {
  const { psnr: decibels, ssim, mse } = compareImages({ ...given, channels: truth.channels }, truth);
  return [Math.min(equalPsnr, decibels), ssim.wang2004, mse];
}

/** PSNR in dB alone, at most 100. */
export function psnrOf({ samples }: Field, truth: Frame): number {
  let squares = 0;
  for (let i = 0; i < samples.length; i++) squares += (255 * samples[i] - truth.samples[i]) ** 2;
  return Math.min(equalPsnr, psnr(squares / samples.length));
}

/** A frame with 1 for white. */
export function fieldOf({ width, height, channels, samples }: Frame): Field {
  return { width, height, channels, samples: Float32Array.from(samples, (sample) => sample / 255) };
}

/** A field as 8-bit samples, rounded and clamped. */
export function frameOf({ width, height, channels, samples }: Field): Frame {
  const bytes = new Uint8Array(Uint8ClampedArray.from(samples, (value) => 255 * value).buffer);
  return { width, height, channels: channels as Frame["channels"], samples: bytes };
}
