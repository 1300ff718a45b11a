// The inner loop of large matrix products: a tile of the result in registers, over a run of the inner index.

// Panels are packed: `panelWidth` columns (rows, for a) of a matrix side by side for each inner index. Strides are in
// bytes. Sums begin at `start`: zeros or the bias, for all rows the same (`rowStart` 0), or the result so far. Where a
// tile has fewer rows or columns (`room`) than it could, the last row stands for the missing ones and is written last.
import { multiplyAdd, storeUpTo } from "./vector";

/**
 * V8 computes a loop's products after all its loads: accumulators, columns of a panel and elements of a must fit into
 * fifteen registers together, with one to spare where product and sum are two instructions.
 */
@inline
export function tileRows(): usize {
  return ASC_FEATURE_RELAXED_SIMD ? 3 : 4;
}

/** Columns of a tile, and rows or columns of a panel. */
@inline
export function panelWidth(): usize {
  return ASC_FEATURE_RELAXED_SIMD ? 12 : 8;
}

/** Bytes of a panel for each inner index. */
@inline
export function panelStep(): usize {
  return panelWidth() << 2;
}

/** A tile from rows of a that lie `rowA` apart. */
export function tileAcross(
  rows: usize,
  room: usize,
  depth: usize,
  a: usize,
  rowA: usize,
  b: usize,
  start: usize,
  rowStart: usize,
  c: usize,
  rowC: usize,
): void {
  if (ASC_FEATURE_RELAXED_SIMD) tile3x12(false, rows, room, depth, a, rowA, b, start, rowStart, c, rowC);
  else tile4x8(false, rows, room, depth, a, rowA, b, start, rowStart, c, rowC);
}

/** A tile from a panel of a. */
export function tilePacked(
  rows: usize,
  room: usize,
  depth: usize,
  a: usize,
  b: usize,
  start: usize,
  rowStart: usize,
  c: usize,
  rowC: usize,
): void {
  if (ASC_FEATURE_RELAXED_SIMD) tile3x12(true, rows, room, depth, a, 0, b, start, rowStart, c, rowC);
  else tile4x8(true, rows, room, depth, a, 0, b, start, rowStart, c, rowC);
}

@inline
function tile4x8(
  packed: bool,
  rows: usize,
  room: usize,
  depth: usize,
  a: usize,
  rowA: usize,
  b: usize,
  start: usize,
  rowStart: usize,
  c: usize,
  rowC: usize,
): void {
  const r1 = min<usize>(1, rows - 1);
  const r2 = min<usize>(2, rows - 1);
  const r3 = min<usize>(3, rows - 1);
  let s00 = v128.load(start);
  let s01 = v128.load(start, 16);
  let s10 = v128.load(start + r1 * rowStart);
  let s11 = v128.load(start + r1 * rowStart, 16);
  let s20 = v128.load(start + r2 * rowStart);
  let s21 = v128.load(start + r2 * rowStart, 16);
  let s30 = v128.load(start + r3 * rowStart);
  let s31 = v128.load(start + r3 * rowStart, 16);
  let a1 = a + r1 * rowA;
  let a2 = a + r2 * rowA;
  let a3 = a + r3 * rowA;
  const end = b + depth * 32;
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const x0 = v128.load32_splat(a);
    const x1 = packed ? v128.load32_splat(a, 4) : v128.load32_splat(a1);
    const x2 = packed ? v128.load32_splat(a, 8) : v128.load32_splat(a2);
    const x3 = packed ? v128.load32_splat(a, 12) : v128.load32_splat(a3);
    s00 = multiplyAdd(x0, b0, s00);
    s01 = multiplyAdd(x0, b1, s01);
    s10 = multiplyAdd(x1, b0, s10);
    s11 = multiplyAdd(x1, b1, s11);
    s20 = multiplyAdd(x2, b0, s20);
    s21 = multiplyAdd(x2, b1, s21);
    s30 = multiplyAdd(x3, b0, s30);
    s31 = multiplyAdd(x3, b1, s31);
    a += packed ? 32 : 4;
    if (!packed) {
      a1 += 4;
      a2 += 4;
      a3 += 4;
    }
    b += 32;
  }
  const c1 = c + r1 * rowC;
  const c2 = c + r2 * rowC;
  const c3 = c + r3 * rowC;
  v128.store(c3, s30);
  storeUpTo(c3 + 16, s31, room - 4);
  v128.store(c2, s20);
  storeUpTo(c2 + 16, s21, room - 4);
  v128.store(c1, s10);
  storeUpTo(c1 + 16, s11, room - 4);
  v128.store(c, s00);
  storeUpTo(c + 16, s01, room - 4);
}

@inline
function tile3x12(
  packed: bool,
  rows: usize,
  room: usize,
  depth: usize,
  a: usize,
  rowA: usize,
  b: usize,
  start: usize,
  rowStart: usize,
  c: usize,
  rowC: usize,
): void {
  const r1 = min<usize>(1, rows - 1);
  const r2 = min<usize>(2, rows - 1);
  let s00 = v128.load(start);
  let s01 = v128.load(start, 16);
  let s02 = v128.load(start, 32);
  let s10 = v128.load(start + r1 * rowStart);
  let s11 = v128.load(start + r1 * rowStart, 16);
  let s12 = v128.load(start + r1 * rowStart, 32);
  let s20 = v128.load(start + r2 * rowStart);
  let s21 = v128.load(start + r2 * rowStart, 16);
  let s22 = v128.load(start + r2 * rowStart, 32);
  let a1 = a + r1 * rowA;
  let a2 = a + r2 * rowA;
  const end = b + depth * 48;
  while (b < end) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    const b2 = v128.load(b, 32);
    const x0 = v128.load32_splat(a);
    const x1 = packed ? v128.load32_splat(a, 4) : v128.load32_splat(a1);
    const x2 = packed ? v128.load32_splat(a, 8) : v128.load32_splat(a2);
    s00 = multiplyAdd(x0, b0, s00);
    s01 = multiplyAdd(x0, b1, s01);
    s02 = multiplyAdd(x0, b2, s02);
    s10 = multiplyAdd(x1, b0, s10);
    s11 = multiplyAdd(x1, b1, s11);
    s12 = multiplyAdd(x1, b2, s12);
    s20 = multiplyAdd(x2, b0, s20);
    s21 = multiplyAdd(x2, b1, s21);
    s22 = multiplyAdd(x2, b2, s22);
    a += packed ? 48 : 4;
    if (!packed) {
      a1 += 4;
      a2 += 4;
    }
    b += 48;
  }
  const c1 = c + r1 * rowC;
  const c2 = c + r2 * rowC;
  v128.store(c2, s20);
  v128.store(c2, s21, 16);
  storeUpTo(c2 + 32, s22, room - 8);
  v128.store(c1, s10);
  v128.store(c1, s11, 16);
  storeUpTo(c1 + 32, s12, room - 8);
  v128.store(c, s00);
  v128.store(c, s01, 16);
  storeUpTo(c + 32, s02, room - 8);
}
