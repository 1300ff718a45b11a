// Sums and maxima over one axis; the order of summation depends on the shape alone.

import { accumulates, dimension, input, output } from "./instruction";
import { all, choose, firstLanes, maximumOfLanes, storeFirst, storeUpTo, sumOfLanes } from "./vector";

/** Elements of a row that are summed in single precision before they go to a double-precision total. */
const rowBlock: usize = 256;
/** Rows whose columns are summed in single precision before they go to double-precision totals. */
const columnBlock: usize = 64;

/** Four running sums of four lanes over at most `rowBlock` elements. */
function sumBlock(from: usize, count: usize): f32 {
  let s0 = all(0);
  let s1 = all(0);
  let s2 = all(0);
  let s3 = all(0);
  const end = from + ((count & ~15) << 2);
  for (; from < end; from += 64) {
    s0 = f32x4.add(s0, v128.load(from));
    s1 = f32x4.add(s1, v128.load(from, 16));
    s2 = f32x4.add(s2, v128.load(from, 32));
    s3 = f32x4.add(s3, v128.load(from, 48));
  }
  const last = from + ((count & 12) << 2);
  for (; from < last; from += 16) s0 = f32x4.add(s0, v128.load(from));
  const rest = count & 3;
  if (rest) s1 = f32x4.add(s1, v128.and(v128.load(from), firstLanes(rest)));
  return sumOfLanes(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
}

/** Sum of `count` neighbouring elements: blocks in single precision, their total in double. */
export function sumRow(from: usize, count: usize): f32 {
  if (count <= rowBlock) return sumBlock(from, count);
  let total: f64 = 0;
  while (count > rowBlock) {
    total += <f64>sumBlock(from, rowBlock);
    from += rowBlock << 2;
    count -= rowBlock;
  }
  return <f32>(total + <f64>sumBlock(from, count));
}

/** Sums of four neighbouring columns over at most `columnBlock` rows: four running sums, row by row in turn. */
@inline
function sumColumnBlock(from: usize, rows: usize, stride: usize): v128 {
  let s0 = all(0);
  let s1 = all(0);
  let s2 = all(0);
  let s3 = all(0);
  const end = from + (rows & ~3) * stride;
  while (from < end) {
    s0 = f32x4.add(s0, v128.load(from));
    from += stride;
    s1 = f32x4.add(s1, v128.load(from));
    from += stride;
    s2 = f32x4.add(s2, v128.load(from));
    from += stride;
    s3 = f32x4.add(s3, v128.load(from));
    from += stride;
  }
  for (let rest = rows & 3; rest > 0; rest--) {
    s0 = f32x4.add(s0, v128.load(from));
    from += stride;
  }
  return f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
}

/** Sums of four neighbouring columns; `stride` in bytes. */
function sumColumns(from: usize, rows: usize, stride: usize): v128 {
  if (rows <= columnBlock) return sumColumnBlock(from, rows, stride);
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  while (rows > 0) {
    const block = min(rows, columnBlock);
    const sums = sumColumnBlock(from, block, stride);
    low = f64x2.add(low, f64x2.promote_low_f32x4(sums));
    high = f64x2.add(high, f64x2.promote_low_f32x4(v128.shuffle<u64>(sums, sums, 1, 1)));
    from += block * stride;
    rows -= block;
  }
  return v128.shuffle<u64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

/** Sums of each of `inner` neighbouring columns over `rows` contiguous rows, added to what is there if `adds`. */
@inline
export function sumRows(from: usize, to: usize, rows: usize, inner: usize, adds: bool): void {
  if (inner == 1) {
    const total = sumRow(from, rows);
    store<f32>(to, adds ? load<f32>(to) + total : total);
    return;
  }
  for (let column: usize = 0; column < inner; column += 4) {
    const at = column << 2;
    const sums = sumColumns(from + at, rows, inner << 2);
    storeUpTo(to + at, adds ? f32x4.add(v128.load(to + at), sums) : sums, inner - column);
  }
}

export function sum(instruction: usize): void {
  const reduced = dimension(instruction, 1);
  const inner = dimension(instruction, 2);
  const adds = accumulates(instruction);
  let from = input(instruction, 0);
  let to = output(instruction);
  for (let outer = dimension(instruction, 0); outer > 0; outer--) {
    sumRows(from, to, reduced, inner, adds);
    from += (reduced * inner) << 2;
    to += inner << 2;
  }
}

/** The largest of `count` neighbouring elements, −∞ of none; NaN when one is NaN. */
export function maximumOfRow(from: usize, count: usize): f32 {
  let largest = all(-Infinity);
  const end = from + ((count & ~3) << 2);
  for (; from < end; from += 16) largest = f32x4.max(largest, v128.load(from));
  const rest = count & 3;
  if (rest) largest = f32x4.max(largest, choose(firstLanes(rest), v128.load(from), all(-Infinity)));
  return maximumOfLanes(largest);
}

/** The largest of each of four neighbouring columns; `stride` in bytes. */
export function maximumOfColumns(from: usize, rows: usize, stride: usize): v128 {
  let largest = all(-Infinity);
  for (; rows > 0; rows--) {
    largest = f32x4.max(largest, v128.load(from));
    from += stride;
  }
  return largest;
}

/** The largest of each of `inner` neighbouring columns over `rows` contiguous rows. */
@inline
export function maximumOfRows(from: usize, to: usize, rows: usize, inner: usize): void {
  if (inner == 1) {
    store<f32>(to, maximumOfRow(from, rows));
    return;
  }
  const stride = inner << 2;
  const rest = inner & 3;
  const end = (inner - rest) << 2;
  for (let column: usize = 0; column < end; column += 16) {
    v128.store(to + column, maximumOfColumns(from + column, rows, stride));
  }
  if (rest) storeFirst(to + end, maximumOfColumns(from + end, rows, stride), rest);
}

export function maximumOverAxis(instruction: usize): void {
  const reduced = dimension(instruction, 1);
  const inner = dimension(instruction, 2);
  let from = input(instruction, 0);
  let to = output(instruction);
  for (let outer = dimension(instruction, 0); outer > 0; outer--) {
    maximumOfRows(from, to, reduced, inner);
    from += (reduced * inner) << 2;
    to += inner << 2;
  }
}
