// Tiles of a matrix product that stay in registers: rows × columns of the result, over the whole inner size.

// Strides are in bytes: `rowA` from row to row of a, `stepA` and `stepB` from one inner index to the next. Elements to
// the right of the matrix are read and computed, but only `room` columns are stored. A `bias` of 0 is none.
import { all, multiplyAdd, storeUpTo } from "./vector";

@inline
function storeRow8(c: usize, low: v128, high: v128, room: usize): void {
  v128.store(c, low);
  storeUpTo(c + 16, high, room - 4);
}

/** Columns 5 to 8 in `room`. */
export function tile4x8(
  a: usize,
  rowA: usize,
  stepA: usize,
  b: usize,
  stepB: usize,
  k: usize,
  bias: usize,
  c: usize,
  rowC: usize,
  room: usize,
): void {
  const low = bias ? v128.load(bias) : all(0);
  const high = bias ? v128.load(bias, 16) : all(0);
  let l0 = low;
  let h0 = high;
  let l1 = low;
  let h1 = high;
  let l2 = low;
  let h2 = high;
  let l3 = low;
  let h3 = high;
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
export function tile4x4(
  a: usize,
  rowA: usize,
  stepA: usize,
  b: usize,
  stepB: usize,
  k: usize,
  bias: usize,
  c: usize,
  rowC: usize,
  room: usize,
): void {
  const start = bias ? v128.load(bias) : all(0);
  let s0 = start;
  let s1 = start;
  let s2 = start;
  let s3 = start;
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
export function tile1x8(
  a: usize,
  stepA: usize,
  b: usize,
  stepB: usize,
  k: usize,
  bias: usize,
  c: usize,
  room: usize,
): void {
  let low = bias ? v128.load(bias) : all(0);
  let high = bias ? v128.load(bias, 16) : all(0);
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
export function tile1x4(
  a: usize,
  stepA: usize,
  b: usize,
  stepB: usize,
  k: usize,
  bias: usize,
  c: usize,
  room: usize,
): void {
  let start = bias ? v128.load(bias) : all(0);
  for (; k > 0; k--) {
    start = multiplyAdd(v128.load32_splat(a), v128.load(b), start);
    a += stepA;
    b += stepB;
  }
  storeUpTo(c, start, room);
}
