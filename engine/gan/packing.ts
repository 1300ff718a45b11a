// Packing: the discriminator judges several samples together, and so sees whether they are all alike.

import type { Node } from "../core/graph";
import { reshape } from "../ops/reshape";
import { transpose } from "../ops/transpose";

/** Z. Lin et al., 2018: rows [n, numbers] as [n/pack, pack·numbers]. */
export function packRows(x: Node, pack: number): Node {
  const [rows, numbers] = x.type.shape;
  return pack === 1 ? x : reshape(x, { shape: [rows / pack, pack * numbers], batched: false });
}

/** Pictures [n, height·width·channels] as [n/pack, height, width, pack·channels]. */
export function packPictures(x: Node, [height, width, channels]: readonly number[], pack: number): Node {
  const count = x.type.shape[0] / pack;
  if (pack === 1) return reshape(x, { shape: [count, height, width, channels], batched: x.type.batched });
  const apart = reshape(x, { shape: [count, pack, height, width, channels], batched: false });
  return reshape(transpose(apart, [0, 2, 3, 1, 4]), { shape: [count, height, width, pack * channels], batched: false });
}
