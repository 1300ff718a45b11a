// What stands beyond the border of a picture: for each edge mode, which of its own pixels is read there.

import type { EdgeMode } from "./pipeline";

/** `value` modulo `size`, from 0 on for negative numbers too. */
const wrapped = (value: number, size: number) => ((value % size) + size) % size;

/**
 * The row (or column) that is read for row `position` of a picture of `size` rows, or -1 where 0 stands instead. Mirrored
 * and repeated as often as it takes, so that pictures may be smaller than the kernel. Under `copy` nothing is read beyond
 * the border: pixels whose neighbourhood crosses it stay as they are.
 */
export function edgePosition(position: number, size: number, edge: EdgeMode): number {
  if (position >= 0 && position < size) return position;
  switch (edge) {
    case "replicate":
      return position < 0 ? 0 : size - 1;
    case "reflect": {
      const place = wrapped(position, 2 * size);
      return place < size ? place : 2 * size - 1 - place;
    }
    case "reflect101": {
      if (size === 1) return 0;
      const place = wrapped(position, 2 * size - 2);
      return place < size ? place : 2 * size - 2 - place;
    }
    case "wrap":
      return wrapped(position, size);
    case "zero":
    case "copy":
      return -1;
  }
}
