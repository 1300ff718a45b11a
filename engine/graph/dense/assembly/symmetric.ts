// A symmetric matrix times a vector, read once and from its lower triangle: each entry serves its row and its column.

import { addScaled, dot, multiplyAdd, sumOfPair } from "./vector";

/** Columns at a time: their parts of both vectors stay in the first cache. */
const stripColumns: usize = 1024;

/** Four rows from `a` on, whose number is `row`, in the columns from … to − 1, a multiple of two: to the left of all of them. */
@inline
function fourRows(a: usize, stride: usize, row: usize, from: usize, to: usize, x: usize, y: usize): void {
  const b = a + stride;
  const c = b + stride;
  const d = c + stride;
  const mine = x + (row << 3);
  const f0 = v128.load_splat<f64>(mine);
  const f1 = v128.load_splat<f64>(mine, 8);
  const f2 = v128.load_splat<f64>(mine, 16);
  const f3 = v128.load_splat<f64>(mine, 24);
  let s0 = f64x2.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  const end = to << 3;
  for (let at = from << 3; at < end; at += 16) {
    const value = v128.load(x + at);
    const a0 = v128.load(a + at);
    const a1 = v128.load(b + at);
    const a2 = v128.load(c + at);
    const a3 = v128.load(d + at);
    s0 = multiplyAdd(a0, value, s0);
    s1 = multiplyAdd(a1, value, s1);
    s2 = multiplyAdd(a2, value, s2);
    s3 = multiplyAdd(a3, value, s3);
    const upper = multiplyAdd(a1, f1, f64x2.mul(a0, f0));
    const below = multiplyAdd(a3, f3, f64x2.mul(a2, f2));
    v128.store(y + at, f64x2.add(v128.load(y + at), f64x2.add(upper, below)));
  }
  const sums = y + (row << 3);
  store<f64>(sums, load<f64>(sums) + sumOfPair(s0));
  store<f64>(sums, load<f64>(sums, 8) + sumOfPair(s1), 8);
  store<f64>(sums, load<f64>(sums, 16) + sumOfPair(s2), 16);
  store<f64>(sums, load<f64>(sums, 24) + sumOfPair(s3), 24);
}

/** What the columns from … `row` of one row give, `row` being its number and its last column. */
function toDiagonal(a: usize, row: usize, from: usize, x: usize, y: usize): void {
  const count = row - from;
  const start = from << 3;
  const mine = row << 3;
  const own = load<f64>(x + mine);
  const sum = dot(a + start, x + start, count) + load<f64>(a + mine) * own;
  addScaled(y + start, a + start, own, count);
  store<f64>(y + mine, load<f64>(y + mine) + sum);
}

/** y += what the rows first … last − 1 of the lower triangle give of A·x; `first` is a multiple of four. */
export function multiplySymmetric(a: usize, stride: usize, first: usize, last: usize, x: usize, y: usize): void {
  for (let from: usize = 0; from < last; from += stripColumns) {
    const to = from + stripColumns;
    let row = max(first, from);
    for (; row + 4 <= last; row += 4) {
      const at = a + row * stride;
      if (row >= to) {
        fourRows(at, stride, row, from, to, x, y);
        continue;
      }
      fourRows(at, stride, row, from, row, x, y);
      for (let lane: usize = 0; lane < 4; lane++) toDiagonal(at + lane * stride, row + lane, row, x, y);
    }
    for (; row < last; row++) {
      const at = a + row * stride;
      if (row < to) {
        toDiagonal(at, row, from, x, y);
        continue;
      }
      const start = from << 3;
      const mine = row << 3;
      store<f64>(y + mine, load<f64>(y + mine) + dot(at + start, x + start, stripColumns));
      addScaled(y + start, at + start, load<f64>(x + mine), stripColumns);
    }
  }
}
