// Masks: pictures whose greys or colours stand for classes, as class indices.

import { InputError } from "../../errors";
import type { Image } from "../image/image";
import { prepare } from "../image/prepare";
import type { Frame } from "./album";
import { type Fitting, middleOf } from "./frames";
import { resizeNearest } from "./imresize";

/** A mask's values as 24-bit colours. */
export interface RawMask {
  width: number;
  height: number;
  channels: 1;
  samples: Int32Array;
}

/** More distinct values than this are shades, of a mask that was scaled or compressed with loss. */
const mostValues = 64;

/** Share of the pixels of such a mask that may be neither dark nor bright, as they are where its edges were smoothed. */
const mostBetween = 0.25;
const [dark, bright] = [64, 192];

/** Greys have three equal bytes; 16-bit greys below 256 are taken as they are, and alpha does not count. */
export function rawMask(image: Image): RawMask {
  const { width, height } = image;
  const small = image.samples instanceof Uint16Array && image.samples.every((value) => value < 256);
  const plain = small ? { ...image, samples: Uint8Array.from(image.samples) } : image;
  const { channels, samples } = prepare(plain, { format: "png", bits: 8, alpha: "left out" }).image;
  const colours = new Int32Array(width * height);
  const step = channels === 1 ? 0 : 1;
  for (let i = 0, at = 0; i < colours.length; i++, at += channels) {
    colours[i] = (samples[at] << 16) | (samples[at + step] << 8) | samples[at + 2 * step];
  }
  return { width, height, channels: 1, samples: colours };
}

/** By the nearest pixels: values are never mixed. */
export function fittedMask(mask: RawMask, fitting: Fitting | undefined): RawMask {
  if (!fitting) return mask;
  const { width, height } = fitting;
  return middleOf({ width, height, channels: 1, samples: resizeNearest(mask, width, height) }, fitting);
}

/**
 * Class indices of masks: their values in ascending order, black always being the first. Where there are more values than
 * masks of classes have, those from the middle grey on are 1, the others 0.
 * @throws InputError where they are all black, or pictures rather than masks
 */
export function maskFrames(
  masks: readonly RawMask[],
  file: string,
): { frames: Frame[]; values: string[]; text: string } {
  const known = new Set([0]);
  for (const { samples } of masks) {
    for (let i = 0; i < samples.length && known.size <= mostValues; i++) {
      if (samples[i] !== samples[i - 1]) known.add(samples[i]);
    }
  }
  if (known.size === 1) {
    throw new InputError("All masks are black: there is nothing to find in the pictures.", { file });
  }
  const shades = known.size > mostValues;
  if (shades) checkShades(masks, file);
  const colours = [...known].sort((a, b) => a - b);
  const index = new Map(colours.map((colour, i) => [colour, i]));
  const frames = masks.map(({ width, height, samples }) => ({
    width,
    height,
    channels: 1 as const,
    samples: Uint8Array.from(samples, (colour) => (shades ? Number(brightness(colour) >= 128) : index.get(colour)!)),
  }));
  if (shades) {
    const text = `The masks have more than ${mostValues} values: pixels from grey 128 on are taken as marked.`;
    return { frames, values: ["below 128", "128 and above"], text };
  }
  const values = colours.map(nameOf);
  const text = `The ${values.length} values of the masks are classes: ${values.map((value, i) => `${value} is ${i}`).join(", ")}.`;
  return { frames, values, text };
}

function checkShades(masks: readonly RawMask[], file: string): void {
  let [between, pixels] = [0, 0];
  for (const { samples } of masks) {
    for (const colour of samples) {
      const grey = brightness(colour);
      if (grey > dark && grey < bright) between++;
    }
    pixels += samples.length;
  }
  if (between <= mostBetween * pixels) return;
  const message = `These are pictures, not masks: they have more than ${mostValues} values, too many of them neither dark nor bright; a mask has a value for each class, without shades (PNG, not JPEG).`;
  throw new InputError(message, { file });
}

const isGrey = (colour: number) => colour === (colour & 255) * 0x10101;

const brightness = (colour: number) => ((colour >> 16) + ((colour >> 8) & 255) + (colour & 255)) / 3;

/** `255`, or `#ff8000` of a colour. */
const nameOf = (colour: number) => (isGrey(colour) ? String(colour & 255) : `#${colour.toString(16).padStart(6, "0")}`);
