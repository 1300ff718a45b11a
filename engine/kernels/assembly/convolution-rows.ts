// The words of a convolution's instruction, and copies of rows of an image with zeros around them.

import { copyRun, fillRun } from "./copy";
import { all } from "./vector";

export const heightIndex: i32 = 1;
export const widthIndex: i32 = 2;
export const channelsIndex: i32 = 3;
export const rowsIndex: i32 = 4;
export const columnsIndex: i32 = 5;
export const featuresIndex: i32 = 6;
export const kernelIndex: i32 = 7;
export const strideIndex: i32 = 8;
export const paddingIndex: i32 = 9;
export const dilationIndex: i32 = 10;
export const groupsIndex: i32 = 11;

/** The vertical part of a word for both axes. */
@inline
export function vertical(both: usize): usize {
  return both & 0xffff;
}

@inline
export function horizontal(both: usize): usize {
  return both >> 16;
}

/**
 * Copies `rows` rows of `columns` pixels from row `row` and column `column` of an image on, either of which may lie
 * outside; what is outside is zero. `pixel` is the bytes of a pixel.
 */
export function copyPadded(
  image: usize,
  height: isize,
  width: isize,
  pixel: usize,
  row: isize,
  column: isize,
  rows: usize,
  columns: usize,
  to: usize,
): void {
  const bytes = columns * pixel;
  const left = <usize>min(max<isize>(-column, 0), <isize>columns);
  const inside = <usize>max<isize>(min<isize>(column + <isize>columns, width) - max<isize>(column, 0), 0);
  const end = row + <isize>rows;
  for (; row < end; row++) {
    if (row < 0 || row >= height || inside == 0) {
      fillRun(to, all(0), bytes >> 2);
    } else {
      const first = to + left * pixel;
      const after = first + inside * pixel;
      fillRun(to, all(0), (left * pixel) >> 2);
      copyRun(image + (<usize>row * <usize>width + <usize>max<isize>(column, 0)) * pixel, first, (inside * pixel) >> 2);
      fillRun(after, all(0), (to + bytes - after) >> 2);
    }
    to += bytes;
  }
}
