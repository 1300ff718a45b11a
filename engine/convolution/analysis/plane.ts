// A picture as one plane of luminance in single precision: what kernels are fitted on.

import { hasAlpha, type Image, whiteOf } from "../../data/image/image";
import { lumaWeights } from "../../data/image/luma";
import type { Window } from "../program";

/** [height, width], 0 to 1, not clamped. */
export interface Plane {
  width: number;
  height: number;
  samples: Float32Array;
}

/** Grey as it is, or the luma of colours (BT.601); alpha does not count. */
export function planeOf(image: Image): Plane {
  const { width, height, channels, samples } = image;
  const colours = hasAlpha(channels) ? channels - 1 : channels;
  const weights = colours === 1 ? [1] : lumaWeights;
  const white = whiteOf(image);
  const plane = new Float32Array(width * height);
  for (let i = 0, at = 0; i < plane.length; i++, at += channels) {
    let sum = 0;
    for (const [colour, weight] of weights.entries()) sum += weight * samples[at + colour];
    plane[i] = sum / white;
  }
  return { width, height, samples: plane };
}

/** The plane as a whole picture of one channel. */
export const windowOf = ({ width, height, samples }: Plane): Window & { samples: Float32Array } => ({
  width,
  height,
  channels: 1,
  region: { x: 0, y: 0, width, height },
  samples,
});
