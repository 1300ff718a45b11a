// A residual network that learns what is to be taken away from a picture: K. Zhang et al., 2017 (DnCNN), of any depth.

import { subtract } from "../../ops/subtract";
import { type Architecture, convolution, firstChannels } from "./architecture";

export interface ResidualCnnOptions {
  /** Of the picture; what the input has beyond them, such as a mask, is only looked at. */
  channels: number;
  /** Convolutions, at least 2, and channels between them. */
  depth: number;
  width: number;
  /** Pixels of a side of the kernels, odd; 3 unless said. */
  kernel?: number;
  /** Whether the inner convolutions are normalised over the batch; false unless said. */
  normalize?: boolean;
}

/** x − f(x): convolutions conv1 … with relu between them, the last linear and 0 at the start. */
export function residualCnn({
  channels,
  depth,
  width,
  kernel = 3,
  normalize = false,
}: ResidualCnnOptions): Architecture {
  return {
    reach: depth * ((kernel - 1) / 2),
    multiple: 1,
    factor: 1,
    build(scope, x) {
      let hidden = x;
      for (let i = 1; i < depth; i++) {
        const normalized = normalize && i > 1;
        const options = { channels: width, kernel, activation: "relu", normalize: normalized } as const;
        hidden = convolution(scope, hidden, `conv${i}`, options);
      }
      // From the picture as it is: what random weights make of it costs many steps, and may silence units for good.
      const output = { channels, kernel, activation: "linear", initializer: "zeros" } as const;
      const last = convolution(scope, hidden, `conv${depth}`, output);
      return subtract(firstChannels(x, channels), last);
    },
  };
}
