// A U-Net: what is seen in the small beside what is seen in the large; O. Ronneberger et al., 2015, of any size.

import type { Node } from "../../core/graph";
import { concat } from "../../ops/concat";
import { maxPool } from "../../ops/maxPool";
import { upsampleNearest } from "../../ops/upsampleNearest";
import { type Architecture, convolution } from "./architecture";

export interface UnetOptions {
  /** That come out: classes, or 1 for the logit of a mask. */
  outputs: number;
  /** How often height and width are halved. */
  depth: number;
  /** Channels at full size; twice as many at each smaller one. */
  width: number;
  /** Whether convolutions are normalised over the batch; true unless said. */
  normalize?: boolean;
}

/**
 * At each size two 3 × 3 convolutions (down1a, down1b, …, bottoma, bottomb, …, up1a, up1b) with relu, zeros around;
 * pooling by 2 on the way down, repeated pixels beside what went down at that size on the way up; then `output`, 1 × 1,
 * linear.
 */
export function unet({ outputs, depth, width, normalize = true }: UnetOptions): Architecture {
  // At each size two convolutions down, two up (at the smallest only two) and what may lie in the window of a pooling.
  let reach = 2 * 2 ** depth;
  for (let i = 0; i < depth; i++) reach += 4 * 2 ** i + 2 ** i;
  return {
    reach,
    multiple: 2 ** depth,
    factor: 1,
    build(scope, x) {
      const block = (node: Node, name: string, channels: number): Node =>
        ["a", "b"].reduce((inner, part) => {
          return convolution(scope, inner, `${name}${part}`, { channels, kernel: 3, activation: "relu", normalize });
        }, node);
      const kept: Node[] = [];
      let node = x;
      for (let i = 0; i < depth; i++) {
        kept.push(block(node, `down${i + 1}`, width * 2 ** i));
        node = maxPool(kept[i], { size: 2 });
      }
      node = block(node, "bottom", width * 2 ** depth);
      for (let i = depth - 1; i >= 0; i--) {
        node = block(concat([kept[i], upsampleNearest(node, 2)], 3), `up${i + 1}`, width * 2 ** i);
      }
      return convolution(scope, node, "output", { channels: outputs, kernel: 1, activation: "linear" });
    },
  };
}
