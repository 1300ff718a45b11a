// A picture and what super-resolution starts from: cut to a multiple of the factor, made small or brought, and enlarged by bicubic.

import type { Album, Frame } from "../../data/album/album";
import { imresize } from "../../data/album/imresize";
import { fieldOf } from "../pictures/figures";
import type { Field } from "../pictures/tiles";
import { isColourless, lumaOf } from "./luma";

/** A picture, and the small one that belongs to it where the data bring one. */
export interface BothSizes {
  large: Frame;
  small?: Frame;
}

export const bothSizesOf = ({ frames, partners }: Album, row: number): BothSizes =>
  partners ? { large: partners[row], small: frames[row] } : { large: frames[row] };

/** The luma of a picture, whose sides are multiples of the factor, and of the small picture. */
export interface Pair {
  truth: Frame;
  /** In units of white; one that is made is not rounded, as in the published protocols. */
  small: Field;
}

/** The largest part from the upper left corner on whose sides are multiples of `factor`. */
export function modcrop(frame: Frame, factor: number): Frame {
  const { channels, samples } = frame;
  const [width, height] = [frame.width, frame.height].map((side) => side - (side % factor));
  if (width === frame.width && height === frame.height) return frame;
  const cut = samples.slice(0, width * height * channels);
  for (let y = 0; y < height; y++) {
    const from = y * frame.width * channels;
    cut.set(samples.subarray(from, from + width * channels), y * width * channels);
  }
  return { width, height, channels, samples: cut };
}

/** A small picture is made of the whole one, so that its rims are those of a picture and not of a patch. */
export function pairOf({ large, small }: BothSizes, factor: number): Pair {
  const cut = modcrop(large, factor);
  if (small) {
    const grey = isColourless(small) && isColourless(cut);
    return { truth: lumaOf(cut, grey), small: fieldOf(lumaOf(small, grey)) };
  }
  const truth = lumaOf(cut);
  return { truth, small: reduce(fieldOf(truth), factor) };
}

/** A picture whose sides are multiples of the factor, made small. */
export const reduce = (large: Field, factor: number): Field =>
  resized(large, large.width / factor, large.height / factor);

/** The bicubic picture, `factor` times as wide and high. */
export const enlarge = (small: Field, factor: number): Field =>
  resized(small, small.width * factor, small.height * factor);

const resized = (field: Field, width: number, height: number): Field => ({
  ...field,
  width,
  height,
  samples: imresize(field, width, height),
});
