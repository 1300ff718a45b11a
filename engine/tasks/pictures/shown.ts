// Pictures as events carry them: cut to their middle where they are large, 8 bits, as text.

import type { Frame } from "../../data/album/album";
import { colourSide, pictureSide, type ShownFrame, type ShownPicture } from "./events";
import { figuresOf, frameOf } from "./figures";
import type { Field } from "./tiles";

/** Pixels of a side that are shown of an output with so many channels. */
export const shownSide = (channels: number): number => (channels === 1 ? pictureSide : colourSide);

/** The middle of a picture, of at most so many pixels a side. */
export function middleOf<P extends Frame | Field>(picture: P, side = pictureSide): P {
  const { width, height, channels, samples } = picture;
  const [w, h] = [Math.min(side, width), Math.min(side, height)];
  if (w === width && h === height) return picture;
  const [left, top] = [(width - w) >> 1, (height - h) >> 1];
  const cut = samples.slice(0, w * h * channels);
  for (let y = 0; y < h; y++) {
    const from = ((top + y) * width + left) * channels;
    cut.set(samples.subarray(from, from + w * channels), y * w * channels);
  }
  return { ...picture, width: w, height: h, samples: cut };
}

export const shownFrame = ({ width, height, channels, samples }: Frame): ShownFrame => ({
  width,
  height,
  channels,
  samples: base64(samples),
});

/** PSNR and, of pictures that are large enough, SSIM of an input and an output against the truth. */
export function gainsOf(
  before: ReturnType<typeof figuresOf>,
  after: ReturnType<typeof figuresOf>,
): Pick<ShownPicture, "before" | "after" | "ssim"> {
  const ssim = [before[1], after[1]] as const;
  return { before: before[0], after: after[0], ...(ssim.some(Number.isNaN) ? {} : { ssim }) };
}

/** What a network made of an input that belongs to a clean picture of its size, with how near it both are. */
export function shownPicture(
  about: Pick<ShownPicture, "row" | "name">,
  { input, output, truth }: { input: Field; output: Field; truth: Frame },
): ShownPicture {
  return {
    ...about,
    input: shownFrame(frameOf(input)),
    output: shownFrame(frameOf(output)),
    truth: shownFrame(truth),
    ...gainsOf(figuresOf(input, truth), figuresOf(output, truth)),
  };
}

/** Characters are made of so many bytes at a time: a call takes no more arguments than that. */
const piece = 0x6000;

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += piece) text += String.fromCharCode(...bytes.subarray(at, at + piece));
  return btoa(text);
}
