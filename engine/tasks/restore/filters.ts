// Simple ways to restore a picture, which a network is held against: a Gaussian, a median, and filling in what is masked.

import { edgePosition } from "../../convolution/edges";
import { blurIn } from "../pictures/degrade";
import type { Field } from "../pictures/tiles";
import type { Degraded } from "./examples";

/** A way with its amount, as a sentence names it. */
export interface SimpleFilter {
  title: string;
  apply(given: Degraded): Field;
}

export const simpleFilters: readonly SimpleFilter[] = [
  ...[0.5, 0.7, 0.85, 1, 1.2, 1.5, 2, 3].map((sigma) => ({
    title: `a Gaussian of σ = ${sigma}`,
    apply: ({ picture }: Degraded) => blurred(picture, sigma),
  })),
  ...[3, 5].map((side) => ({
    title: `a ${side} × ${side} median`,
    apply: ({ picture }: Degraded) => median(picture, side),
  })),
];

/** Normalised convolution (H. Knutsson, C.-F. Westin, 1993): pixels that are known are kept. */
export const fillings: readonly SimpleFilter[] = [0.4, 0.5, 0.6, 0.8, 1, 1.5, 2, 3, 5].map((sigma) => ({
  title: `normalised convolution with a Gaussian of σ = ${sigma}`,
  apply: (given) => filledIn(given, sigma),
}));

function blurred(picture: Field, sigma: number): Field {
  const samples = picture.samples.slice();
  blurIn(picture, sigma, samples);
  return { ...picture, samples };
}

function filledIn({ picture, known }: Degraded, sigma: number): Field {
  if (!known) return picture;
  const { width, height, channels } = picture;
  const weights = Float32Array.from(known);
  blurIn({ width, height, channels: 1 }, sigma, weights);
  const near = blurred(picture, sigma).samples;
  const samples = picture.samples.slice();
  known.forEach((one, pixel) => {
    if (one === 1) return;
    for (let channel = 0; channel < channels; channel++) {
      const at = pixel * channels + channel;
      // Where no pixel near is known there is nothing to take a mean of.
      samples[at] = weights[pixel] > 1e-12 ? near[at] / weights[pixel] : 0.5;
    }
  });
  return { ...picture, samples };
}

/** Of the square around each sample, mirrored at the rim without its pixels. */
function median(picture: Field, side: number): Field {
  const { width, height, channels, samples } = picture;
  const reach = (side - 1) / 2;
  const columns = Int32Array.from({ length: width + 2 * reach }, (_, i) =>
    edgePosition(i - reach, width, "reflect101"),
  );
  const rows = Int32Array.from({ length: height + 2 * reach }, (_, i) => edgePosition(i - reach, height, "reflect101"));
  const given = new Float32Array(samples.length);
  const window = new Float32Array(side * side);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < channels; channel++) {
        let count = 0;
        for (let j = 0; j < side; j++) {
          for (let i = 0; i < side; i++) {
            const value = samples[(rows[y + j] * width + columns[x + i]) * channels + channel];
            let at = count++;
            for (; at > 0 && window[at - 1] > value; at--) window[at] = window[at - 1];
            window[at] = value;
          }
        }
        given[(y * width + x) * channels + channel] = window[(count - 1) / 2];
      }
    }
  }
  return { ...picture, samples: given };
}
