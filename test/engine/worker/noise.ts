// Random pictures, and the mean of a block of one.

import { Random } from "../../../engine/core/random";
import type { Channels, Image, Samples } from "../../../engine/data/image/image";

/** Random samples of the type of `like`. */
export function noise(width: number, height: number, channels: Channels, like: Samples, seed = 1): Image {
  const random = new Random(seed);
  const samples = new (like.constructor as Uint8ArrayConstructor)(width * height * channels) as Samples;
  const white = like instanceof Uint8Array ? 255 : like instanceof Uint16Array ? 65535 : 1;
  for (let i = 0; i < samples.length; i++) {
    samples[i] = white === 1 ? random.uniform() : Math.floor(random.uniform() * (white + 1));
  }
  return { width, height, channels, samples };
}

/** The mean of the pixels that a pixel of a level stands for. */
export function blockMean({ width, height, channels, samples }: Image, level: number, x: number, y: number): number[] {
  const side = 2 ** level;
  const sums = new Array<number>(channels).fill(0);
  let count = 0;
  for (let row = y * side; row < Math.min(height, (y + 1) * side); row++) {
    for (let column = x * side; column < Math.min(width, (x + 1) * side); column++) {
      count++;
      for (let c = 0; c < channels; c++) sums[c] += samples[(row * width + column) * channels + c];
    }
  }
  const isFloat = samples instanceof Float32Array;
  return sums.map((sum) => (isFloat ? Math.fround(sum / count) : Math.floor(sum / count + 0.5)));
}
