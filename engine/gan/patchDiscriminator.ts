// The patch discriminator: convolutions that judge every patch of a picture alone (P. Isola et al., 2017).

import type { Node } from "../core/graph";
import type { Scope } from "../neural/scope";
import { activationOf, downLayer } from "./layers";
import { spectralWeighting } from "./spectralNorm";

export interface PatchDiscriminatorOptions {
  /** Channels of the convolutions, at least one, each of which halves the sides. */
  layers: readonly number[];
  /** Divides every kernel by its largest singular value. */
  spectralNorm: boolean;
}

/** Pixels of a side that pictures must have for so many layers, so that one patch at least is judged. */
export const leastSide = (layers: number): number => 2 ** (layers + 1);

/**
 * How real the patches of pictures [n, height, width, channels] are: [n, rows, columns, 1], each number of 6·2ⁿ − 2 pixels a
 * side by n layers. Convolutions of 4 × 4 with a pixel of zeros around, stride 2 and leakyRelu, then one with stride 1 and a
 * single channel. Declares the parameters `discriminator/…`; `iterates` as of `spectralWeighting`.
 */
export function patchDiscriminator(
  scope: Scope,
  channels: number,
  { layers, spectralNorm }: PatchDiscriminatorOptions,
  iterates: boolean,
): (pictures: Node) => Node {
  const weighting = spectralNorm ? spectralWeighting(scope, iterates) : undefined;
  const activation = activationOf("leakyRelu");
  const hidden = layers.map((out, i) => {
    const inputs = i > 0 ? layers[i - 1] : channels;
    return downLayer(scope, `discriminator/down${i + 1}`, { inputs, channels: out, weighting });
  });
  const inputs = layers[layers.length - 1];
  const output = downLayer(scope, "discriminator/output", { inputs, channels: 1, stride: 1, weighting });
  return (pictures) => output(hidden.reduce((x, layer) => activation(layer(x)), pictures));
}
