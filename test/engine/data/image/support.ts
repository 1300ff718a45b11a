// What the tests of pictures share: files in memory, reading with what was said, and images of noise.

import { Random } from "../../../../engine/core/random";
import { readPicture } from "../../../../engine/data/image";
import type { Channels, Image, Picture, Samples } from "../../../../engine/data/image/image";
import { bytesSource } from "../source";

export const readBytes = (bytes: Uint8Array, name = "picture", maxPixels?: number): Promise<Picture> =>
  readPicture(bytesSource(bytes, name), { maxPixels });

export const saidOf = (picture: Picture): string => picture.facts.assumptions.map(({ text }) => text).join("\n");

export const unpacked = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"));

export type SampleType = "u8" | "u16" | "f32";

export const typeOf = (samples: Samples): SampleType =>
  samples instanceof Uint8Array ? "u8" : samples instanceof Uint16Array ? "u16" : "f32";

/** Samples over their whole range; alpha included. */
export function noise(type: SampleType, channels: Channels, width = 23, height = 17): Image {
  const random = new Random(channels);
  const length = width * height * channels;
  const samples =
    type === "u8" ? new Uint8Array(length) : type === "u16" ? new Uint16Array(length) : new Float32Array(length);
  for (let i = 0; i < length; i++) samples[i] = random.uniform() * (type === "u8" ? 256 : type === "u16" ? 65536 : 1);
  return { width, height, channels, samples };
}

/** The largest difference of two pictures' samples. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let most = a.length === b.length ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i] - b[i]));
  return most;
}
