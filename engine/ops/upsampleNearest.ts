// Images made larger by a whole factor, each pixel repeated.

import type { Node } from "../core/graph";
import { broadcast } from "./broadcast";
import { reshape } from "./reshape";

/** [N, H, W, C] to [N, factor·H, factor·W, C]. */
export function upsampleNearest(x: Node, factor: number): Node {
  const { batched } = x.type;
  const [images, height, width, channels] = x.type.shape;
  const apart = reshape(x, { shape: [images, height, 1, width, 1, channels], batched });
  const repeated = [images, height, factor, width, factor, channels];
  const larger = broadcast(apart, { shape: repeated, batched, elements: "f32" });
  return reshape(larger, { shape: [images, height * factor, width * factor, channels], batched });
}
