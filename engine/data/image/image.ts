// What a picture is once it has been decoded: its samples, and what its file said of them.

import type { Assumption } from "../dataset";

/** 1 grey, 2 grey and alpha, 3 RGB, 4 RGBA. */
export type Channels = 1 | 2 | 3 | 4;

export type Samples = Uint8Array | Uint16Array | Float32Array;

/** Samples [height, width, channels], row by row, the channels of a pixel side by side; alpha is not multiplied in. */
export interface Image {
  width: number;
  height: number;
  channels: Channels;
  /** 0 to 255, 0 to 65535, or as they are with 1 for white. */
  samples: Samples;
}

/** The value that stands for white and for full opacity. */
export function whiteOf({ samples }: Pick<Image, "samples">): number {
  if (samples instanceof Uint8Array) return 255;
  return samples instanceof Uint16Array ? 65535 : 1;
}

export const hasAlpha = (channels: Channels): boolean => channels === 2 || channels === 4;

export type PictureFormat = "png" | "jpeg" | "bmp" | "gif" | "webp" | "tiff" | "pnm" | "npy";

/** A picture file as it was read. */
export interface Picture {
  image: Image;
  /** Name of the file, for messages. */
  name: string;
  facts: PictureFacts;
}

/** What the file said, as far as the samples do not tell it any more. */
export interface PictureFacts {
  format: PictureFormat;
  /** Bits of a sample in the file: 1, 2, 4, 8, 16, 32. */
  bits: number;
  /** Whether its pixels were indices into a palette. */
  palette: boolean;
  /** EXIF orientation, 1 to 8; the samples are upright already. */
  orientation: number;
  /** Pictures in the file, of which the first was read. */
  frames: number;
  /** The colour profile (ICC) that it carries. */
  profile?: { name: string; bytes: Uint8Array };
  /** Sentences on what was assumed, left out or changed in reading. */
  assumptions: Assumption[];
}
