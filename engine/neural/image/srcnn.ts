// Super-resolution of pictures that were enlarged before: C. Dong et al., 2016 (SRCNN).

import { add } from "../../ops/add";
import { type Architecture, convolution, firstChannels } from "./architecture";

export interface SrcnnOptions {
  channels: number;
  /** Channels between the convolutions; 64 and 32 unless said. */
  widths?: readonly number[];
  /** Sides of the kernels, odd, one more than widths; 9, 5 and 5 unless said. */
  kernels?: readonly number[];
  /** Whether the network learns what is to be added to its input; true unless said. */
  residual?: boolean;
}

/** Convolutions conv1 … with relu between them, the last linear and 0 at the start. */
export function srcnn({
  channels,
  widths = [64, 32],
  kernels = [9, 5, 5],
  residual = true,
}: SrcnnOptions): Architecture {
  const last = kernels.length - 1;
  if (widths.length !== last) throw new Error(`${kernels.length} kernels need ${last} widths.`);
  return {
    reach: kernels.reduce((reach, kernel) => reach + (kernel - 1) / 2, 0),
    multiple: 1,
    factor: 1,
    build(scope, x) {
      const output = kernels.reduce((node, kernel, i) => {
        const name = `conv${i + 1}`;
        if (i < last) return convolution(scope, node, name, { channels: widths[i], kernel, activation: "relu" });
        return convolution(scope, node, name, { channels, kernel, activation: "linear", initializer: "zeros" });
      }, x);
      return residual ? add(firstChannels(x, channels), output) : output;
    },
  };
}
