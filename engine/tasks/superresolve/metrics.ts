// How near an enlarged picture comes to the true one: on luma in whole values, without the rim.

import type { Frame } from "../../data/album/album";
import { fieldOf, figuresOf, frameOf } from "../pictures/figures";
import type { Field } from "../pictures/tiles";

/** Side of the window that SSIM is measured in, which must fit into what is left of a picture. */
export const windowSide = 11;

/** Without `border` pixels on each side; of one channel. */
export function shave({ width, height, channels, samples }: Frame, border: number): Frame {
  const [innerWidth, innerHeight] = [width - 2 * border, height - 2 * border];
  const inner = new Uint8Array(innerWidth * innerHeight);
  for (let y = 0; y < innerHeight; y++) {
    const from = (y + border) * width + border;
    inner.set(samples.subarray(from, from + innerWidth), y * innerWidth);
  }
  return { width: innerWidth, height: innerHeight, channels, samples: inner };
}

/** The figures of luma, rounded and clamped, `border` pixels of the rim left out on each side. */
export function lumaFigures(given: Field, truth: Frame, border: number): ReturnType<typeof figuresOf> {
  return figuresOf(fieldOf(shave(frameOf(given), border)), shave(truth, border));
}
