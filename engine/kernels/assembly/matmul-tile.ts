// Small matrix products, and the narrow rest of large ones: tiles that read both operands where they lie.

// Strides are in bytes: `rowA` from row to row of a, `stepA` and `stepB` from one inner index to the next. Elements to
// the right of the matrix are read and computed, but only `room` columns are stored. Sums begin at `start`: zeros or
// the bias, for all rows the same (`rowStart` 0), or the result so far.
import { multiplyAdd, storeUpTo } from "./vector";

/** At most eight columns of the result. */
@inline
export function strip(
  rows: usize,
  room: usize,
  k: usize,
  a: usize,
  rowA: usize,
  stepA: usize,
  b: usize,
  stepB: usize,
  start: usize,
  rowStart: usize,
  c: usize,
  rowC: usize,
): void {
  const wide = room > 4;
  for (; rows >= 4; rows -= 4) {
    if (wide) tile4x8(a, rowA, stepA, b, stepB, k, start, rowStart, c, rowC, room);
    else tile4x4(a, rowA, stepA, b, stepB, k, start, rowStart, c, rowC, room);
    a += rowA << 2;
    start += rowStart << 2;
    c += rowC << 2;
  }
  for (; rows > 0; rows--) {
    if (wide) tile1x8(a, stepA, b, stepB, k, start, c, room);
    else tile1x4(a, stepA, b, stepB, k, start, c, room);
    a += rowA;
    start += rowStart;
    c += rowC;
  }
}

@inline
function storeRow8(c: usize, low: v128, high: v128, room: usize): void {
  v128.store(c, low);
  storeUpTo(c + 16, high, room - 4);
}

/** Columns 5 to 8 in `room`. */
function tile4x8(
  a: usize,
  rowA: usize,
  stepA: usize,
  b: usize,
  stepB: usize,
  k: usize,
  start: usize,
  rowStart: usize,
  c: usize,
  rowC: usize,
  room: usize,
): void {
  let l0 = v128.load(start);
  let h0 = v128.load(start, 16);
  start += rowStart;
  let l1 = v128.load(start);
  let h1 = v128.load(start, 16);
  start += rowStart;
  let l2 = v128.load(start);
  let h2 = v128.load(start, 16);
  start += rowStart;
  let l3 = v128.load(start);
  let h3 = v128.load(start, 16);
  let a1 = a + rowA;
  let a2 = a1 + rowA;
  let a3 = a2 + rowA;
  for (; k > 0; k--) {
    const bl = v128.load(b);
    const bh = v128.load(b, 16);
    let x = v128.load32_splat(a);
    l0 = multiplyAdd(x, bl, l0);
    h0 = multiplyAdd(x, bh, h0);
    x = v128.load32_splat(a1);
    l1 = multiplyAdd(x, bl, l1);
    h1 = multiplyAdd(x, bh, h1);
    x = v128.load32_splat(a2);
    l2 = multiplyAdd(x, bl, l2);
    h2 = multiplyAdd(x, bh, h2);
    x = v128.load32_splat(a3);
    l3 = multiplyAdd(x, bl, l3);
    h3 = multiplyAdd(x, bh, h3);
    a += stepA;
    a1 += stepA;
    a2 += stepA;
    a3 += stepA;
    b += stepB;
  }
  storeRow8(c, l0, h0, room);
  c += rowC;
  storeRow8(c, l1, h1, room);
  c += rowC;
  storeRow8(c, l2, h2, room);
  c += rowC;
  storeRow8(c, l3, h3, room);
}

/** Columns 1 to 4 in `room`. */
function tile4x4(
  a: usize,
  rowA: usize,
  stepA: usize,
  b: usize,
  stepB: usize,
  k: usize,
  start: usize,
  rowStart: usize,
  c: usize,
  rowC: usize,
  room: usize,
): void {
  let s0 = v128.load(start);
  start += rowStart;
  let s1 = v128.load(start);
  start += rowStart;
  let s2 = v128.load(start);
  start += rowStart;
  let s3 = v128.load(start);
  let a1 = a + rowA;
  let a2 = a1 + rowA;
  let a3 = a2 + rowA;
  for (; k > 0; k--) {
    const x = v128.load(b);
    s0 = multiplyAdd(v128.load32_splat(a), x, s0);
    s1 = multiplyAdd(v128.load32_splat(a1), x, s1);
    s2 = multiplyAdd(v128.load32_splat(a2), x, s2);
    s3 = multiplyAdd(v128.load32_splat(a3), x, s3);
    a += stepA;
    a1 += stepA;
    a2 += stepA;
    a3 += stepA;
    b += stepB;
  }
  storeUpTo(c, s0, room);
  c += rowC;
  storeUpTo(c, s1, room);
  c += rowC;
  storeUpTo(c, s2, room);
  c += rowC;
  storeUpTo(c, s3, room);
}

/** Columns 5 to 8 in `room`. */
function tile1x8(
  a: usize,
  stepA: usize,
  b: usize,
  stepB: usize,
  k: usize,
  start: usize,
  c: usize,
  room: usize,
): void {
  let low = v128.load(start);
  let high = v128.load(start, 16);
  for (; k > 0; k--) {
    const x = v128.load32_splat(a);
    low = multiplyAdd(x, v128.load(b), low);
    high = multiplyAdd(x, v128.load(b, 16), high);
    a += stepA;
    b += stepB;
  }
  storeRow8(c, low, high, room);
}

/** Columns 1 to 4 in `room`. */
function tile1x4(
  a: usize,
  stepA: usize,
  b: usize,
  stepB: usize,
  k: usize,
  start: usize,
  c: usize,
  room: usize,
): void {
  let sum = v128.load(start);
  for (; k > 0; k--) {
    sum = multiplyAdd(v128.load32_splat(a), v128.load(b), sum);
    a += stepA;
    b += stepB;
  }
  storeUpTo(c, sum, room);
}
