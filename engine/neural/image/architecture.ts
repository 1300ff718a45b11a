// A network on pictures: what it computes, and what whoever cuts pictures into tiles must know of it.

import type { Node } from "../../core/graph";
import { slice } from "../../ops/slice";
import { type ActivationName, activations } from "../activations";
import type { InitializerName } from "../initializers";
import { batchNorm } from "../layers/batchNorm";
import { conv } from "../layers/conv";
import { suited } from "../network";
import type { Scope } from "../scope";

/** Appends a network to the graph of `x`, pictures [N, height, width, channels]; declares its parameters in the scope. */
export type PictureBuild = (scope: Scope, x: Node) => Node;

export interface Architecture {
  build: PictureBuild;
  /**
   * Pixels of the input, in each direction, beyond which nothing changes an output pixel: what tiles need around them.
   * Null where every output depends on the whole picture, so that there are no tiles.
   */
  reach: number | null;
  /** What the height and width of its input, and the places where tiles begin, must be multiples of. */
  multiple: number;
  /** Pixels that come out for one that goes in, along an axis. */
  factor: number;
}

/** Name of the output, in programs that do not train, of an autoencoder's code, f32 [N, numbers]. */
export const codeOutput = "code";

export interface ConvolutionOptions {
  channels: number;
  /** Pixels of a side, odd. */
  kernel: number;
  activation: ActivationName;
  /** Whether it is normalised over the batch, instead of a bias; false unless said. */
  normalize?: boolean;
  /** As suits the activation unless said. */
  initializer?: InitializerName;
}

/** A convolution that keeps height and width, `activation` over it; normalised as `name/norm`. */
export function convolution(scope: Scope, x: Node, name: string, options: ConvolutionOptions): Node {
  const { channels, kernel, activation, normalize = false, initializer = suited(activation) } = options;
  const padding = (kernel - 1) / 2;
  return x.graph.within(name, () => {
    const linear = conv(scope, x, name, { channels, kernel, padding, bias: !normalize, initializer });
    return activations[activation](normalize ? batchNorm(scope, linear, `${name}/norm`) : linear);
  });
}

/** The first `channels` channels of pictures that may have others behind them, such as a mask. */
export const firstChannels = (x: Node, channels: number): Node =>
  x.type.shape[3] === channels ? x : slice(x, 3, 0, channels);
