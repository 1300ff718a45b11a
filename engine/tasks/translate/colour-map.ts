// The affine map of colours that comes nearest from one kind of pictures to another, pixel by pixel.

import { solveCholesky } from "../../core/cholesky";
import type { Breathe } from "../table/matrix";
import type { Pair } from "./examples";

/** Added to the diagonal of the normal equations, as a share of the pixels: channels of grey pictures are the same. */
const ridge = 1e-6;

/** Wanted channel c is Σ weights[c][k]·given channel k + weights[c][channels], in units of 0 to 1. */
export type ColourMap = readonly Float64Array[];

/** By least squares over all pixels of the pairs. */
export async function fitColours(pairs: readonly Pair[], breathe: Breathe): Promise<ColourMap> {
  const { channels } = pairs[0].input;
  const width = channels + 1;
  const products = new Float64Array(width * width);
  const withTarget = Array.from({ length: channels }, () => new Float64Array(width));
  const values = new Float64Array(width).fill(1);
  let pixels = 0;
  for (const { input, target } of pairs) {
    for (let at = 0; at < input.samples.length; at += channels) {
      for (let k = 0; k < channels; k++) values[k] = input.samples[at + k] / 255;
      for (let j = 0; j < width; j++) {
        for (let k = 0; k < width; k++) products[j * width + k] += values[j] * values[k];
        for (let c = 0; c < channels; c++) withTarget[c][j] += (values[j] * target.samples[at + c]) / 255;
      }
    }
    pixels += input.width * input.height;
    await breathe();
  }
  for (let j = 0; j < width; j++) products[j * width + j] += ridge * pixels;
  return withTarget.map((side) => solveCholesky(products.slice(), side, ridge * pixels));
}

/** Samples from 0 to 1, neither rounded nor clamped. */
export function mapColours(map: ColourMap, samples: Float32Array): Float32Array {
  const channels = map.length;
  const mapped = new Float32Array(samples.length);
  for (let at = 0; at < samples.length; at += channels) {
    for (const [c, weights] of map.entries()) {
      let sum = weights[channels];
      for (let k = 0; k < channels; k++) sum += weights[k] * samples[at + k];
      mapped[at + c] = sum;
    }
  }
  return mapped;
}
