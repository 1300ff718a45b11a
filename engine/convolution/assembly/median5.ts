// Medians of 5 × 5, two rows at a time: the 20 values that both share are merged once, then five that only one has.

import { greatest, least } from "./extremes";
import { kindF32, kindU8 } from "./samples";

/** Bytes of a row that are computed together, so that what is kept of them stays in the first cache. */
const run: usize = 512;
/** Bytes of a sorted plane: a run, and what up to four pixels right of it are read. */
const plane: usize = 640;

/** Sorts columns of four samples into four planes. */
@inline
function sortColumns<T>(from: usize, stride: usize, columns: usize, bytes: usize): void {
  const r1 = from + stride;
  const r2 = r1 + stride;
  const r3 = r2 + stride;
  for (let x: usize = 0; x < bytes; x += 16) {
    const a = v128.load(from + x);
    const b = v128.load(r1 + x);
    const c = v128.load(r2 + x);
    const d = v128.load(r3 + x);
    const low = least<T>(a, b);
    const high = greatest<T>(a, b);
    const otherLow = least<T>(c, d);
    const otherHigh = greatest<T>(c, d);
    const p = greatest<T>(low, otherLow);
    const q = least<T>(high, otherHigh);
    const at = columns + x;
    v128.store(at, least<T>(low, otherLow));
    v128.store(at, least<T>(p, q), plane);
    v128.store(at, greatest<T>(p, q), 2 * plane);
    v128.store(at, greatest<T>(high, otherHigh), 3 * plane);
  }
}

// Below, values named by one number come out of one comparison, and a letter with a number is a value of an input.

/** Merges each sorted column with the one `pixel` bytes further on, into eight planes, by Batcher's merge. */
@inline
function mergePairs<T>(columns: usize, pairs: usize, pixel: usize, bytes: usize): void {
  for (let x: usize = 0; x < bytes; x += 16) {
    const first = columns + x;
    const second = first + pixel;
    const to = pairs + x;
    const a0 = v128.load(first);
    const b0 = v128.load(second);
    const low0 = least<T>(a0, b0);
    const high0 = greatest<T>(a0, b0);
    const a1 = v128.load(first, plane);
    const b1 = v128.load(second, plane);
    const low1 = least<T>(a1, b1);
    const high1 = greatest<T>(a1, b1);
    const a2 = v128.load(first, 2 * plane);
    const b2 = v128.load(second, 2 * plane);
    const low2 = least<T>(a2, b2);
    const high2 = greatest<T>(a2, b2);
    const low3 = least<T>(low2, high0);
    const high3 = greatest<T>(low2, high0);
    const low4 = least<T>(low1, low3);
    const high4 = greatest<T>(low1, low3);
    const a3 = v128.load(first, 3 * plane);
    const b3 = v128.load(second, 3 * plane);
    const low5 = least<T>(a3, b3);
    const high5 = greatest<T>(a3, b3);
    const low6 = least<T>(low5, high1);
    const high6 = greatest<T>(low5, high1);
    const low7 = least<T>(low6, high3);
    const high7 = greatest<T>(low6, high3);
    const low8 = least<T>(high6, high2);
    const high8 = greatest<T>(high6, high2);
    v128.store(to, low0);
    v128.store(to, low4, plane);
    v128.store(to, high4, 2 * plane);
    v128.store(to, low7, 3 * plane);
    v128.store(to, high7, 4 * plane);
    v128.store(to, low8, 5 * plane);
    v128.store(to, high8, 6 * plane);
    v128.store(to, high5, 7 * plane);
  }
}

/** Merges two pairs of columns; of the 16 values in order, numbers 3 to 12 become ten planes. */
@inline
function mergeFours<T>(pairs: usize, fours: usize, pixel: usize, bytes: usize): void {
  for (let x: usize = 0; x < bytes; x += 16) {
    const first = pairs + x;
    const second = first + 2 * pixel;
    const to = fours + x;
    const a3 = v128.load(first, 3 * plane);
    const b3 = v128.load(second, 3 * plane);
    const low0 = least<T>(a3, b3);
    const high0 = greatest<T>(a3, b3);
    const a5 = v128.load(first, 5 * plane);
    const b5 = v128.load(second, 5 * plane);
    const low1 = least<T>(a5, b5);
    const high1 = greatest<T>(a5, b5);
    const a1 = v128.load(first, plane);
    const b1 = v128.load(second, plane);
    const high2 = greatest<T>(a1, b1);
    const low3 = least<T>(low1, high2);
    const high3 = greatest<T>(low1, high2);
    const low4 = least<T>(low0, low3);
    const high4 = greatest<T>(low0, low3);
    const a2 = v128.load(first, 2 * plane);
    const b2 = v128.load(second, 2 * plane);
    const low5 = least<T>(a2, b2);
    const high5 = greatest<T>(a2, b2);
    const a4 = v128.load(first, 4 * plane);
    const b4 = v128.load(second, 4 * plane);
    const low6 = least<T>(a4, b4);
    const high6 = greatest<T>(a4, b4);
    const a0 = v128.load(first);
    const b0 = v128.load(second);
    const high7 = greatest<T>(a0, b0);
    const low8 = least<T>(low6, high7);
    const high8 = greatest<T>(low6, high7);
    const high9 = greatest<T>(low5, low8);
    const low10 = least<T>(low4, high9);
    const high10 = greatest<T>(low4, high9);
    const a6 = v128.load(first, 6 * plane);
    const b6 = v128.load(second, 6 * plane);
    const low11 = least<T>(a6, b6);
    const low12 = least<T>(low11, high5);
    const high12 = greatest<T>(low11, high5);
    const low13 = least<T>(low12, high8);
    const high13 = greatest<T>(low12, high8);
    const low14 = least<T>(high4, low13);
    const high14 = greatest<T>(high4, low13);
    const a7 = v128.load(first, 7 * plane);
    const b7 = v128.load(second, 7 * plane);
    const low15 = least<T>(a7, b7);
    const low16 = least<T>(low15, high0);
    const high16 = greatest<T>(low15, high0);
    const low17 = least<T>(low16, high3);
    const high17 = greatest<T>(low16, high3);
    const low18 = least<T>(low17, high13);
    const high18 = greatest<T>(low17, high13);
    const low19 = least<T>(high12, high6);
    const high19 = greatest<T>(high12, high6);
    const low20 = least<T>(high17, low19);
    const high20 = greatest<T>(high17, low19);
    const low21 = least<T>(high16, high1);
    const low22 = least<T>(low21, high19);
    const high22 = greatest<T>(low21, high19);
    v128.store(to, low10);
    v128.store(to, high10, plane);
    v128.store(to, low14, 2 * plane);
    v128.store(to, high14, 3 * plane);
    v128.store(to, low18, 4 * plane);
    v128.store(to, high18, 5 * plane);
    v128.store(to, low20, 6 * plane);
    v128.store(to, high20, 7 * plane);
    v128.store(to, low22, 8 * plane);
    v128.store(to, high22, 9 * plane);
  }
}

/** Merges these with one more column: of all 20 values, numbers 7 to 12 take the place of the first six planes. */
@inline
function findMiddle<T>(columns: usize, fours: usize, pixel: usize, bytes: usize): void {
  for (let x: usize = 0; x < bytes; x += 16) {
    const at = fours + x;
    const last = columns + x + 4 * pixel;
    const p3 = v128.load(at, 3 * plane);
    const d3 = v128.load(last, 3 * plane);
    const low0 = least<T>(p3, d3);
    const high0 = greatest<T>(p3, d3);
    const p5 = v128.load(at, 5 * plane);
    const p9 = v128.load(at, 9 * plane);
    const p1 = v128.load(at, plane);
    const d1 = v128.load(last, plane);
    const high1 = greatest<T>(p1, d1);
    const low2 = least<T>(p9, high1);
    const low3 = least<T>(p5, low2);
    const high3 = greatest<T>(p5, low2);
    const low4 = least<T>(low0, low3);
    const high4 = greatest<T>(low0, low3);
    const p2 = v128.load(at, 2 * plane);
    const d2 = v128.load(last, 2 * plane);
    const low5 = least<T>(p2, d2);
    const high5 = greatest<T>(p2, d2);
    const p4 = v128.load(at, 4 * plane);
    const p8 = v128.load(at, 8 * plane);
    const p0 = v128.load(at);
    const d0 = v128.load(last);
    const high6 = greatest<T>(p0, d0);
    const low7 = least<T>(p8, high6);
    const high7 = greatest<T>(p8, high6);
    const low8 = least<T>(p4, low7);
    const high8 = greatest<T>(p4, low7);
    const high9 = greatest<T>(low5, low8);
    const high10 = greatest<T>(low4, high9);
    const p6 = v128.load(at, 6 * plane);
    const low11 = least<T>(p6, high5);
    const high11 = greatest<T>(p6, high5);
    const low12 = least<T>(low11, high8);
    const high12 = greatest<T>(low11, high8);
    const low13 = least<T>(high4, low12);
    const high13 = greatest<T>(high4, low12);
    const p7 = v128.load(at, 7 * plane);
    const low14 = least<T>(p7, high0);
    const low15 = least<T>(low14, high3);
    const high15 = greatest<T>(low14, high3);
    const low16 = least<T>(low15, high12);
    const high16 = greatest<T>(low15, high12);
    const low17 = least<T>(high11, high7);
    const low18 = least<T>(high15, low17);
    v128.store(at, high10);
    v128.store(at, low13, plane);
    v128.store(at, high13, 2 * plane);
    v128.store(at, low16, 3 * plane);
    v128.store(at, high16, 4 * plane);
    v128.store(at, low18, 5 * plane);
  }
}

/** Number 12 of 25 values: of five pixels of a row, and of 20 whose numbers 7 to 12 are given. */
@inline
function median<T>(row: usize, pixel: usize, n7: v128, n8: v128, n9: v128, n10: v128, n11: v128, n12: v128): v128 {
  let a = v128.load(row);
  let b = v128.load(row + pixel);
  let c = v128.load(row + 2 * pixel);
  let d = v128.load(row + 3 * pixel);
  let e = v128.load(row + 4 * pixel);
  let t = least<T>(a, b);
  b = greatest<T>(a, b);
  a = t;
  t = least<T>(d, e);
  e = greatest<T>(d, e);
  d = t;
  t = least<T>(c, d);
  d = greatest<T>(c, d);
  c = t;
  t = least<T>(d, e);
  e = greatest<T>(d, e);
  d = t;
  // Now a ≤ b and c ≤ d ≤ e.
  t = least<T>(b, d);
  d = greatest<T>(b, d);
  b = t;
  t = least<T>(a, c);
  c = greatest<T>(a, c);
  a = t;
  t = least<T>(c, e);
  e = greatest<T>(c, e);
  c = t;
  // Now a is number 0, b and c are 1 and 2, d and e are 3 and 4. The median is the least of what is greatest wherever
  // the two sorted lists are cut.
  let result = least<T>(n12, greatest<T>(n7, greatest<T>(d, e)));
  result = least<T>(result, greatest<T>(n8, least<T>(d, e)));
  result = least<T>(result, greatest<T>(n9, greatest<T>(b, c)));
  result = least<T>(result, greatest<T>(n10, least<T>(b, c)));
  return least<T>(result, greatest<T>(n11, a));
}

/** Medians of two rows, from what is between of the values that they share, and the rows that only one of them has. */
@inline
function medians<T>(
  middle: usize,
  above: usize,
  below: usize,
  to: usize,
  toStride: usize,
  pixel: usize,
  bytes: usize,
): void {
  for (let x: usize = 0; x < bytes; x += 16) {
    const at = middle + x;
    const n7 = v128.load(at);
    const n8 = v128.load(at, plane);
    const n9 = v128.load(at, 2 * plane);
    const n10 = v128.load(at, 3 * plane);
    const n11 = v128.load(at, 4 * plane);
    const n12 = v128.load(at, 5 * plane);
    v128.store(to + x, median<T>(above + x, pixel, n7, n8, n9, n10, n11, n12));
    v128.store(to + toStride + x, median<T>(below + x, pixel, n7, n8, n9, n10, n11, n12));
  }
}

@inline
function medianRows<T>(
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  bytes: usize,
  pixel: usize,
  planes: usize,
): void {
  const pairs = planes + 4 * plane;
  const fours = pairs + 8 * plane;
  for (let row: usize = 0; row < rows; row += 2) {
    for (let i: usize = 0; i < bytes; i += run) {
      const some = min(run, bytes - i);
      const above = from + i;
      sortColumns<T>(above + fromStride, fromStride, planes, some + 4 * pixel);
      mergePairs<T>(planes, pairs, pixel, some + 2 * pixel);
      mergeFours<T>(pairs, fours, pixel, some);
      findMiddle<T>(planes, fours, pixel, some);
      medians<T>(fours, above, above + 5 * fromStride, to + i, toStride, pixel, some);
    }
    from += fromStride << 1;
    to += toStride << 1;
  }
}

/**
 * Rows of medians of padded rows, `pixel` bytes from one to the next; up to 15 bytes more are written, and a row more
 * where their number is odd. 22 planes are for its own use.
 */
export function median5(
  kind: i32,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  bytes: usize,
  pixel: usize,
  planes: usize,
): void {
  if (kind == kindU8) medianRows<u8>(from, fromStride, to, toStride, rows, bytes, pixel, planes);
  else if (kind == kindF32) medianRows<f32>(from, fromStride, to, toStride, rows, bytes, pixel, planes);
  else medianRows<u16>(from, fromStride, to, toStride, rows, bytes, pixel, planes);
}
