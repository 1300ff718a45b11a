// Pictures as the numbers that a generator makes, −1 to 1, and back.

import type { Frame } from "../../data/album/album";

/** Samples of 0 to 255. */
const half = 127.5;

/** Of frames of one size, row-major [frames, height, width, channels]. */
export function encodeFrames(frames: readonly Frame[]): Float32Array {
  const width = frames[0].samples.length;
  const encoded = new Float32Array(frames.length * width);
  for (const [index, { samples }] of frames.entries()) {
    for (let i = 0; i < width; i++) encoded[index * width + i] = samples[i] / half - 1;
  }
  return encoded;
}

/** Rounded, and clipped to 0 to 255. */
export function decodeFrames(
  encoded: Float32Array,
  { width, height, channels }: Pick<Frame, "width" | "height" | "channels">,
): Frame[] {
  const size = width * height * channels;
  return Array.from({ length: encoded.length / size }, (_, index) => {
    const bytes = new Uint8ClampedArray(size);
    for (let i = 0; i < size; i++) bytes[i] = (encoded[index * size + i] + 1) * half;
    return { width, height, channels, samples: new Uint8Array(bytes.buffer) };
  });
}
