// Channels laid out as pixels of a larger image: sub-pixel convolution.

import type { Node } from "../core/graph";
import { reshape } from "./reshape";
import { transpose } from "./transpose";

/**
 * W. Shi et al., 2016: [N, H, W, C·factor²] to [N, factor·H, factor·W, C]; channel c·factor² + i·factor + j becomes
 * channel c of the pixel in row i and column j, as in PyTorch.
 */
export function pixelShuffle(x: Node, factor: number): Node {
  const { batched } = x.type;
  const [images, height, width, channels] = x.type.shape;
  const depth = channels / (factor * factor);
  if (!Number.isInteger(depth)) throw new Error(`${channels} channels are no multiple of ${factor} · ${factor}.`);
  const apart = reshape(x, { shape: [images, height, width, depth, factor, factor], batched });
  const moved = transpose(apart, [0, 1, 4, 2, 5, 3]);
  return reshape(moved, { shape: [images, height * factor, width * factor, depth], batched });
}
