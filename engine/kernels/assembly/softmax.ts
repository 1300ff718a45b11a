// Softmax and its logarithm over the rows of a matrix, from which the largest element is subtracted first.

import { exp } from "./exponential";
import { dimension, input, output } from "./instruction";
import { log } from "./logarithm";
import { maximumOfRow, sumRow } from "./reduce";
import { all, storeUpTo } from "./vector";

/** exp(x − largest) of a row, and their sum. */
@inline
function exponentials(from: usize, to: usize, columns: usize, largest: v128): f32 {
  for (let i: usize = 0; i < columns; i += 4) {
    storeUpTo(to + (i << 2), exp(f32x4.sub(v128.load(from + (i << 2)), largest)), columns - i);
  }
  return sumRow(to, columns);
}

/** The softmax of a row. */
@inline
export function softmaxRow(from: usize, to: usize, columns: usize): void {
  const total = all(exponentials(from, to, columns, all(maximumOfRow(from, columns))));
  for (let i: usize = 0; i < columns; i += 4) {
    storeUpTo(to + (i << 2), f32x4.div(v128.load(to + (i << 2)), total), columns - i);
  }
}

export function softmax(instruction: usize): void {
  const columns = dimension(instruction, 1);
  let from = input(instruction, 0);
  let to = output(instruction);
  for (let rows = dimension(instruction, 0); rows > 0; rows--) {
    softmaxRow(from, to, columns);
    from += columns << 2;
    to += columns << 2;
  }
}

export function logSoftmax(instruction: usize): void {
  const columns = dimension(instruction, 1);
  let from = input(instruction, 0);
  let to = output(instruction);
  for (let rows = dimension(instruction, 0); rows > 0; rows--) {
    const largest = all(maximumOfRow(from, columns));
    const logTotal = log(all(exponentials(from, to, columns, largest)));
    for (let i: usize = 0; i < columns; i += 4) {
      const centred = f32x4.sub(v128.load(from + (i << 2)), largest);
      storeUpTo(to + (i << 2), f32x4.sub(centred, logTotal), columns - i);
    }
    from += columns << 2;
    to += columns << 2;
  }
}
