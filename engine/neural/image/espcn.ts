// Super-resolution that computes on the small picture and lays channels out as pixels: W. Shi et al., 2016 (ESPCN).

import { add } from "../../ops/add";
import { pixelShuffle } from "../../ops/pixelShuffle";
import { upsampleBilinear } from "../../ops/upsampleBilinear";
import type { ActivationName } from "../activations";
import { type Architecture, convolution, firstChannels } from "./architecture";

export interface EspcnOptions {
  channels: number;
  /** How many times as wide and high. */
  factor: number;
  /** Channels between the convolutions; 64 and 32 unless said. */
  widths?: readonly number[];
  /** Sides of the kernels, odd, one more than widths; 5, 3 and 3 unless said. */
  kernels?: readonly number[];
  /** relu unless said; tanh in the paper. */
  activation?: ActivationName;
  /** Whether the network learns what is to be added to its input enlarged linearly; true unless said. */
  residual?: boolean;
}

/** Convolutions conv1 …, the last linear, with factor² channels for each of the picture, and 0 at the start. */
export function espcn(options: EspcnOptions): Architecture {
  const {
    channels,
    factor,
    widths = [64, 32],
    kernels = [5, 3, 3],
    activation: inner = "relu",
    residual = true,
  } = options;
  const last = kernels.length - 1;
  if (widths.length !== last) throw new Error(`${kernels.length} kernels need ${last} widths.`);
  return {
    reach: kernels.reduce((reach, kernel) => reach + (kernel - 1) / 2, 0),
    multiple: 1,
    factor,
    build(scope, x) {
      const features = kernels.reduce((node, kernel, i) => {
        const name = `conv${i + 1}`;
        if (i < last) return convolution(scope, node, name, { channels: widths[i], kernel, activation: inner });
        const output = channels * factor * factor;
        return convolution(scope, node, name, { channels: output, kernel, activation: "linear", initializer: "zeros" });
      }, x);
      const large = pixelShuffle(features, factor);
      return residual ? add(upsampleBilinear(firstChannels(x, channels), factor), large) : large;
    },
  };
}
