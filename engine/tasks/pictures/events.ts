// What runs on pictures say beside the events of every run: pictures as the network sees and gives them, and its weights.

/** 8-bit samples [height, width, channels] as base64. */
export interface ShownFrame {
  width: number;
  height: number;
  channels: 1 | 3;
  samples: string;
}

export interface ShownPicture {
  /** Index in the album, and name there. */
  row: number;
  name: string;
  input: ShownFrame;
  output: ShownFrame;
  /** The clean picture, or the mask; absent where there is none. */
  truth?: ShownFrame;
  /**
   * PSNR of input and output against the truth, in dB, at most 100; where the truth is a mask IoU, of the most frequent
   * class everywhere and of the output.
   */
  before?: number;
  after?: number;
  /**
   * SSIM (Wang 2004) of input and output against the truth; absent where that is a mask, where the picture is smaller than
   * the window of 11 × 11, and in older runs.
   */
  ssim?: readonly [before: number, after: number];
}

/** A picture as an event tells it: input and truth never change, so that they are told once, with the first output. */
export interface ToldPicture extends Omit<ShownPicture, "input"> {
  /** Where it is absent, input and truth are those that were last told of the row, by the same member of the same split. */
  input?: ShownFrame;
}

/** A picture of an album, made small for a page. */
export interface Thumbnail {
  row: number;
  name: string;
  frame: ShownFrame;
}

/** The same few pictures each time, cut to their middle where they are large. */
export interface PicturesEvent {
  event: "pictures";
  member: number;
  epoch: number;
  split: "train" | "validation" | "test";
  pictures: ToldPicture[];
}

/** Kernels, or rows of weights that look at whole pictures, as pictures: signed values, scaled so that the largest is 1. */
export interface WeightsEvent {
  event: "weights";
  member: number;
  epoch: number;
  layer: string;
  width: number;
  height: number;
  channels: 1 | 3;
  /** At most `weightsLimit` of them; in all there are `total`. */
  images: number[][];
  total: number;
  /** What 1 stands for. */
  largest: number;
}

/** Pixels of a side of a thumbnail at most. */
export const thumbnailSide = 96;

/** Pictures in a `pictures` event, pixels of a side of each, in colour of one, and weights in a `weights` event, at most. */
export const picturesLimit = 6;
export const pictureSide = 192;
export const colourSide = 128;
export const weightsLimit = 64;
