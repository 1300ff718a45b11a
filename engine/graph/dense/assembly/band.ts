// A symmetric matrix to a band, a panel of rows at a time: reflections of a panel, and what they meet as a product of matrices.

import { multiply, packAcross, packAlong } from "./product";
import { left, makeReflection, tau } from "./reflection";
import { add } from "./tile";
import { dotRows, subtractTwo } from "./vector";

/** Rows and columns of a block. */
const block: usize = 64;

/**
 * Reflects the rows of a panel, the last one first, so that row j from its end keeps nothing before entry base − 1 − j.
 * Vector j goes to row j of `v`, filled up with zeros to `base` entries; rows without any are 0, as their τ.
 */
export function reflectPanel(
  a: usize,
  stride: usize,
  base: usize,
  count: usize,
  v: usize,
  taus: usize,
  factors: usize,
): void {
  const panel = a + base * stride;
  for (let j: usize = 0; j < count; j++) {
    const vector = v + j * stride;
    memory.fill(vector, 0, base << 3);
    store<f64>(taus + (j << 3), 0);
    if (j + 2 > base) continue;
    const length = base - j;
    const others = count - 1 - j;
    const row = panel + others * stride;
    memory.copy(vector, row, length << 3);
    const kept = (length - 1) << 3;
    makeReflection(vector + kept, vector, length - 1);
    store<f64>(row + kept, left);
    store<f64>(taus + (j << 3), tau);
    if (tau == 0) continue;
    dotRows(factors, panel, stride, others, vector, length);
    for (let other: usize = 0; other < others; other++)
      subtractTwo(panel + other * stride, tau * load<f64>(factors + (other << 3)), vector, 0, vector, length);
  }
}

/**
 * u += V·A as far as the rows row … row + rows − 1 of the lower triangle give it, at most 64 of them from a multiple of 64
 * on; u and V have `count` rows, a multiple of four. V is packed along, a block of columns after the other; `scratch` has
 * room for two blocks.
 */
export function multiplyRows(
  a: usize,
  stride: usize,
  row: usize,
  rows: usize,
  v: usize,
  count: usize,
  u: usize,
  scratch: usize,
): void {
  const own = v + ((row * count) << 3);
  const mine = u + (row << 3);
  const from = a + row * stride;
  for (let column: usize = 0; column < row; column += block) {
    const at = from + (column << 3);
    packAcross(scratch, rows, 0, at, stride, rows, block);
    multiply(own, scratch, rows, count, block, u + (column << 3), stride, add, false, 0);
    packAlong(scratch, at, stride, rows, block);
    multiply(v + ((column * count) << 3), scratch, block, count, rows, mine, stride, add, false, 0);
  }
  const square = scratch + ((block * block) << 3);
  const diagonal = from + (row << 3);
  for (let i: usize = 0; i < rows; i++) {
    for (let j: usize = 0; j <= i; j++) {
      const value = load<f64>(diagonal + i * stride + (j << 3));
      store<f64>(square + ((i * block + j) << 3), value);
      store<f64>(square + ((j * block + i) << 3), value);
    }
  }
  packAcross(scratch, rows, 0, square, block << 3, rows, rows);
  multiply(own, scratch, rows, count, rows, mine, stride, add, false, 0);
}
