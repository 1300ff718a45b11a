// The pictures that a restoring training leaves behind: the restored one, and a montage of input, output and difference.

import type { Frame } from "../../data/album/album";
import { writePicture } from "../../data/image";
import { frameOf } from "../pictures/figures";
import type { Field } from "../pictures/tiles";
import type { RestoreExperiment } from "./spec";

type MontageOptions = NonNullable<RestoreExperiment["montage"]>;

/**
 * [input | output | where they differ], side by side: white where input − output, or its absolute value, is above the
 * threshold (strictly, as im2bw of MATLAB), each channel by itself.
 */
export function montage(
  input: Field,
  output: Field,
  { threshold = 0.1, difference = "signed" }: MontageOptions,
): Frame {
  const { width, height, channels } = input;
  const different = input.samples.map((value, i) => {
    const by = value - output.samples[i];
    return Number((difference === "signed" ? by : Math.abs(by)) > threshold);
  });
  const parts = [frameOf(input), frameOf(output), frameOf({ ...input, samples: different })];
  const samples = new Uint8Array(3 * width * height * channels);
  const row = width * channels;
  for (let y = 0; y < height; y++) {
    parts.forEach((part, i) => {
      samples.set(part.samples.subarray(y * row, (y + 1) * row), (3 * y + i) * row);
    });
  }
  return { width: 3 * width, height, channels: channels as Frame["channels"], samples };
}

export const pngOf = async (frame: Frame): Promise<Uint8Array> => (await writePicture(frame, "png")).bytes;
