// Making clean frames bad: blur, noise, salt and pepper, JPEG, then pixels and blocks that are missing, in this order.

import { edgePosition } from "../../convolution/edges";
import { gaussianSize, gaussianTaps } from "../../convolution/matrices";
import { normal } from "../../core/normal";
import { Random } from "../../core/random";
import type { Frame } from "../../data/album/album";
import { throughJpeg } from "../filter/fit";
import type { Degradation } from "./spec";

/** Stream of the random sequence of the first picture; the others follow. */
const degradationStream = 0x6d000000;

export interface FrameDegradeOptions {
  seed: number;
  /** Of the picture or patch: each has random numbers of its own. */
  index: number;
  /** Counted from 1; 0, which is meant unless said, is for what judges. */
  epoch?: number;
  /** Where the samples go, [height, width, channels]; new ones unless given. */
  into?: Float32Array;
}

export interface DegradedFrame {
  /** [height, width, channels], 0 to 1 but for noise, which is neither rounded nor clamped. */
  input: Float32Array;
  /** Where pixels or blocks are masked: 1 for each pixel [height, width] that is known. */
  known?: Uint8Array;
}

/**
 * A degraded copy, a pure function of the frame, the degradation, seed, index and epoch. Noise is Gaussian, drawn for every
 * sample; of a range of σ one is drawn for the frame. Salt and pepper, and masks, take pixels with all of their channels.
 * The seed of the degradation, where it has one, takes the place of `options.seed`. JPEG needs `degradeByJpeg`.
 */
export function degradeFrame(frame: Frame, degradation: Degradation, options: FrameDegradeOptions): DegradedFrame {
  if (degradation.jpeg !== undefined) throw new Error("JPEG takes its time: use degradeByJpeg.");
  const random = randomOf(degradation, options);
  const input = options.into ?? new Float32Array(frame.samples.length);
  spoil(frame, degradation, random, input);
  return { input, ...hide(frame, degradation, random, input) };
}

/** As `degradeFrame`; where a JPEG is asked for, one is made of rounded and clamped 8-bit values. */
export async function degradeByJpeg(
  frame: Frame,
  degradation: Degradation,
  options: FrameDegradeOptions,
): Promise<DegradedFrame> {
  const random = randomOf(degradation, options);
  const input = options.into ?? new Float32Array(frame.samples.length);
  spoil(frame, degradation, random, input);
  if (degradation.jpeg !== undefined) {
    // Typed arrays of clamped bytes round ties to even and clamp.
    const bytes = new Uint8Array(Uint8ClampedArray.from(input, (value) => 255 * value).buffer);
    const { samples } = await throughJpeg({ ...frame, samples: bytes }, degradation.jpeg);
    for (let i = 0; i < input.length; i++) input[i] = samples[i] / 255;
  }
  return { input, ...hide(frame, degradation, random, input) };
}

function randomOf({ seed }: Degradation, options: FrameDegradeOptions): Random {
  return new Random(seed ?? options.seed, degradationStream + options.index, options.epoch ?? 0);
}

function spoil(frame: Frame, { blur, noise, saltAndPepper }: Degradation, random: Random, input: Float32Array): void {
  const { channels, samples } = frame;
  for (let i = 0; i < input.length; i++) input[i] = samples[i] / 255;
  if (blur) blurIn(frame, blur, input);
  if (noise) {
    const sigma = (Array.isArray(noise) ? noise[0] + (noise[1] - noise[0]) * random.uniform() : noise) / 255;
    for (let i = 0; i < input.length; i++) input[i] += sigma * normal(random);
  }
  if (!saltAndPepper) return;
  const spoilt = saltAndPepper * 2 ** 32;
  for (let i = 0; i < input.length; i += channels) {
    const drawn = random.bits();
    if (drawn < spoilt) input.fill(drawn < spoilt / 2 ? 0 : 1, i, i + channels);
  }
}

/** Width and height in pixels, and channels. */
type Extent = Record<"width" | "height" | "channels", number>;

/** A Gaussian of as many taps as the filters have for floats, mirrored at the rim without its pixels. */
export function blurIn({ width, height, channels }: Extent, sigma: number, samples: Float32Array): void {
  const size = gaussianSize(sigma, 16);
  const taps = gaussianTaps(sigma, size);
  const reach = (size - 1) / 2;
  const lines = (length: number, step: number, starts: Iterable<number>) => {
    const line = new Float64Array(length + 2 * reach);
    const places = Int32Array.from(line, (_, i) => edgePosition(i - reach, length, "reflect101") * step);
    for (const start of starts) {
      for (let i = 0; i < line.length; i++) line[i] = samples[start + places[i]];
      for (let i = 0; i < length; i++) {
        let sum = 0;
        for (let k = 0; k < size; k++) sum += taps[k] * line[i + k];
        samples[start + i * step] = sum;
      }
    }
  };
  const row = width * channels;
  lines(
    height,
    row,
    Array.from({ length: row }, (_, i) => i),
  );
  lines(
    width,
    channels,
    Array.from({ length: height * channels }, (_, i) => Math.floor(i / channels) * row + (i % channels)),
  );
}

/** Sets masked pixels to 0 and says which are known; undefined where nothing is masked. */
function hide(
  { width, height, channels }: Frame,
  { maskPixels, maskBlocks }: Degradation,
  random: Random,
  input: Float32Array,
): { known: Uint8Array } | undefined {
  if (!maskPixels && !maskBlocks) return undefined;
  const known = new Uint8Array(width * height).fill(1);
  const masked = (maskPixels ?? 0) * 2 ** 32;
  if (masked > 0) for (let i = 0; i < known.length; i++) if (random.bits() < masked) known[i] = 0;
  if (maskBlocks) {
    const [across, down] = [Math.min(maskBlocks.size, width), Math.min(maskBlocks.size, height)];
    for (let block = 0; block < maskBlocks.count; block++) {
      const left = random.integer(width - across + 1);
      const top = random.integer(height - down + 1);
      for (let y = top; y < top + down; y++) known.fill(0, y * width + left, y * width + left + across);
    }
  }
  for (let i = 0; i < known.length; i++) if (known[i] === 0) input.fill(0, i * channels, (i + 1) * channels);
  return { known };
}
