// Matrix products of packed operands, block by block; of a symmetric result only the tiles that touch its lower triangle.

import { set, subtract, tile } from "./tile";

/** 4 × 4 entries, of tiles that reach beyond the result. */
const spare = memory.data(128, 16);

/**
 * Packs `k` rows of `count` entries, the sum running over rows: strips of four columns, each [depth × 4] with its rows
 * from `first` on; what is beyond `count` is 0.
 */
export function packAcross(
  to: usize,
  depth: usize,
  first: usize,
  rows: usize,
  stride: usize,
  k: usize,
  count: usize,
): void {
  const whole = count & ~3;
  for (let row: usize = 0; row < k; row++) {
    const from = rows + row * stride;
    let into = to + ((first + row) << 5);
    let column: usize = 0;
    for (; column < whole; column += 4, into += depth << 5) {
      v128.store(into, v128.load(from + (column << 3)));
      v128.store(into, v128.load(from + (column << 3), 16), 16);
    }
    if (column == count) continue;
    for (let lane: usize = 0; lane < 4; lane++, column++)
      store<f64>(into + (lane << 3), column < count ? load<f64>(from + (column << 3)) : 0);
  }
}

/** Packs `count` rows of `k` entries, the sum running along rows: strips of four rows, each [k × 4]. */
export function packAlong(to: usize, rows: usize, stride: usize, count: usize, k: usize): void {
  const pairs = (k & ~1) << 3;
  for (let row: usize = 0; row < count; row += 4, to += k << 5) {
    const a = rows + row * stride;
    if (row + 4 > count) {
      for (let lane: usize = 0; lane < 4; lane++) {
        const from = a + lane * stride;
        const into = to + (lane << 3);
        const isThere = row + lane < count;
        for (let i: usize = 0; i < k; i++) store<f64>(into + (i << 5), isThere ? load<f64>(from + (i << 3)) : 0);
      }
      return;
    }
    const b = a + stride;
    const c = b + stride;
    const d = c + stride;
    let into = to;
    for (let at: usize = 0; at < pairs; at += 16, into += 64) {
      const a0 = v128.load(a + at);
      const b0 = v128.load(b + at);
      const c0 = v128.load(c + at);
      const d0 = v128.load(d + at);
      v128.store(into, v128.shuffle<u64>(a0, b0, 0, 2));
      v128.store(into, v128.shuffle<u64>(c0, d0, 0, 2), 16);
      v128.store(into, v128.shuffle<u64>(a0, b0, 1, 3), 32);
      v128.store(into, v128.shuffle<u64>(c0, d0, 1, 3), 48);
    }
    if (k & 1) {
      store<f64>(into, load<f64>(a + pairs));
      store<f64>(into, load<f64>(b + pairs), 8);
      store<f64>(into, load<f64>(c + pairs), 16);
      store<f64>(into, load<f64>(d + pairs), 24);
    }
  }
}

/**
 * [rows × columns] of the product of packed operands of depth k, to rows `stride` bytes apart. With `lower`, tiles whose
 * columns all lie beyond the number of their last row are left out, the first row having the number `row`.
 */
export function multiply(
  a: usize,
  b: usize,
  k: usize,
  rows: usize,
  columns: usize,
  to: usize,
  stride: usize,
  mode: i32,
  lower: bool,
  row: usize,
): void {
  for (let column: usize = 0; column < columns; column += 4) {
    const strip = b + ((column * k) << 3);
    for (let r: usize = 0; r < rows; r += 4) {
      if (lower && column > row + r + 3) continue;
      const operand = a + ((r * k) << 3);
      const into = to + r * stride + (column << 3);
      if (r + 4 <= rows && column + 4 <= columns) {
        tile(operand, strip, k, into, stride, mode);
        continue;
      }
      tile(operand, strip, k, spare, 32, set);
      for (let i: usize = 0; i < min(rows - r, 4); i++) {
        for (let j: usize = 0; j < min(columns - column, 4); j++) {
          const value = load<f64>(spare + (i << 5) + (j << 3));
          const at = into + i * stride + (j << 3);
          if (mode == set) store<f64>(at, value);
          else store<f64>(at, mode == subtract ? load<f64>(at) - value : load<f64>(at) + value);
        }
      }
    }
  }
}
