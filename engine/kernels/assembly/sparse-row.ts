// A row of a sparse matrix times a dense matrix: the sum of value · row over the entries, some columns at a time.

import { all, multiplyAdd, storeUpTo } from "./vector";

// `from` and `end` are byte offsets of entries into `indices`, and into `values` when `places` is 0; else `places` holds
// the position of each entry's value. `stride` is the bytes of a row of x. Elements to the right of a row are read and
// computed, but only `room` columns are stored.

@inline
function placeOf(places: usize, entry: usize): usize {
  return places ? load<usize>(places + entry) << 2 : entry;
}

@inline
export function valueAt(values: usize, places: usize, entry: usize): usize {
  return values + placeOf(places, entry);
}

/** 32 columns, in eight registers. */
@inline
export function columns32(
  from: usize,
  end: usize,
  x: usize,
  stride: usize,
  values: usize,
  indices: usize,
  places: usize,
  to: usize,
): void {
  let s0 = all(0);
  let s1 = all(0);
  let s2 = all(0);
  let s3 = all(0);
  let s4 = all(0);
  let s5 = all(0);
  let s6 = all(0);
  let s7 = all(0);
  for (; from < end; from += 4) {
    const value = v128.load32_splat(valueAt(values, places, from));
    const row = x + load<usize>(indices + from) * stride;
    s0 = multiplyAdd(value, v128.load(row), s0);
    s1 = multiplyAdd(value, v128.load(row, 16), s1);
    s2 = multiplyAdd(value, v128.load(row, 32), s2);
    s3 = multiplyAdd(value, v128.load(row, 48), s3);
    s4 = multiplyAdd(value, v128.load(row, 64), s4);
    s5 = multiplyAdd(value, v128.load(row, 80), s5);
    s6 = multiplyAdd(value, v128.load(row, 96), s6);
    s7 = multiplyAdd(value, v128.load(row, 112), s7);
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
  v128.store(to, s2, 32);
  v128.store(to, s3, 48);
  v128.store(to, s4, 64);
  v128.store(to, s5, 80);
  v128.store(to, s6, 96);
  v128.store(to, s7, 112);
}

/** 13 to 16 columns in `room`. */
@inline
export function columns16(
  from: usize,
  end: usize,
  x: usize,
  stride: usize,
  values: usize,
  indices: usize,
  places: usize,
  to: usize,
  room: usize,
): void {
  let s0 = all(0);
  let s1 = all(0);
  let s2 = all(0);
  let s3 = all(0);
  for (; from < end; from += 4) {
    const value = v128.load32_splat(valueAt(values, places, from));
    const row = x + load<usize>(indices + from) * stride;
    s0 = multiplyAdd(value, v128.load(row), s0);
    s1 = multiplyAdd(value, v128.load(row, 16), s1);
    s2 = multiplyAdd(value, v128.load(row, 32), s2);
    s3 = multiplyAdd(value, v128.load(row, 48), s3);
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
  v128.store(to, s2, 32);
  storeUpTo(to + 48, s3, room - 12);
}

/** 5 to 8 columns in `room`. */
@inline
export function columns8(
  from: usize,
  end: usize,
  x: usize,
  stride: usize,
  values: usize,
  indices: usize,
  places: usize,
  to: usize,
  room: usize,
): void {
  let s0 = all(0);
  let s1 = all(0);
  for (; from < end; from += 4) {
    const value = v128.load32_splat(valueAt(values, places, from));
    const row = x + load<usize>(indices + from) * stride;
    s0 = multiplyAdd(value, v128.load(row), s0);
    s1 = multiplyAdd(value, v128.load(row, 16), s1);
  }
  v128.store(to, s0);
  storeUpTo(to + 16, s1, room - 4);
}

/** 1 to 4 columns in `room`. */
@inline
export function columns4(
  from: usize,
  end: usize,
  x: usize,
  stride: usize,
  values: usize,
  indices: usize,
  places: usize,
  to: usize,
  room: usize,
): void {
  let s0 = all(0);
  for (; from < end; from += 4) {
    const value = v128.load32_splat(valueAt(values, places, from));
    s0 = multiplyAdd(value, v128.load(x + load<usize>(indices + from) * stride), s0);
  }
  storeUpTo(to, s0, room);
}

/** The only column of x: four running sums, entry by entry in turn. */
@inline
export function column1(
  from: usize,
  end: usize,
  x: usize,
  values: usize,
  indices: usize,
  places: usize,
  to: usize,
): void {
  let s0: f32 = 0;
  let s1: f32 = 0;
  let s2: f32 = 0;
  let s3: f32 = 0;
  const last = from + ((end - from) & ~15);
  for (; from < last; from += 16) {
    s0 += load<f32>(valueAt(values, places, from)) * load<f32>(x + (load<usize>(indices + from) << 2));
    s1 += load<f32>(valueAt(values, places, from + 4)) * load<f32>(x + (load<usize>(indices + from, 4) << 2));
    s2 += load<f32>(valueAt(values, places, from + 8)) * load<f32>(x + (load<usize>(indices + from, 8) << 2));
    s3 += load<f32>(valueAt(values, places, from + 12)) * load<f32>(x + (load<usize>(indices + from, 12) << 2));
  }
  for (; from < end; from += 4) {
    s0 += load<f32>(valueAt(values, places, from)) * load<f32>(x + (load<usize>(indices + from) << 2));
  }
  store<f32>(to, s0 + s1 + (s2 + s3));
}

/**
 * 32 columns of four heads of 8, all in eight registers, of `rows` rows from `pointer` on. `values` holds `heads` values an
 * entry, those of the four heads first.
 */
export function columnsOfFourHeads(
  pointer: usize,
  rows: usize,
  x: usize,
  stride: usize,
  values: usize,
  heads: usize,
  indices: usize,
  places: usize,
  to: usize,
): void {
  let from = load<usize>(pointer) << 2;
  for (; rows > 0; rows--) {
    pointer += 4;
    const end = load<usize>(pointer) << 2;
    let s0 = all(0);
    let s1 = all(0);
    let s2 = all(0);
    let s3 = all(0);
    let s4 = all(0);
    let s5 = all(0);
    let s6 = all(0);
    let s7 = all(0);
    for (; from < end; from += 4) {
      const own = values + placeOf(places, from) * heads;
      const row = x + load<usize>(indices + from) * stride;
      let value = v128.load32_splat(own);
      s0 = multiplyAdd(value, v128.load(row), s0);
      s1 = multiplyAdd(value, v128.load(row, 16), s1);
      value = v128.load32_splat(own, 4);
      s2 = multiplyAdd(value, v128.load(row, 32), s2);
      s3 = multiplyAdd(value, v128.load(row, 48), s3);
      value = v128.load32_splat(own, 8);
      s4 = multiplyAdd(value, v128.load(row, 64), s4);
      s5 = multiplyAdd(value, v128.load(row, 80), s5);
      value = v128.load32_splat(own, 12);
      s6 = multiplyAdd(value, v128.load(row, 96), s6);
      s7 = multiplyAdd(value, v128.load(row, 112), s7);
    }
    v128.store(to, s0);
    v128.store(to, s1, 16);
    v128.store(to, s2, 32);
    v128.store(to, s3, 48);
    v128.store(to, s4, 64);
    v128.store(to, s5, 80);
    v128.store(to, s6, 96);
    v128.store(to, s7, 112);
    to += stride;
  }
}

/** `count` columns of one of `heads` heads, eight at a time, of `rows` rows; `values` and x begin with the head's. */
export function columnsOfHead(
  pointers: usize,
  rows: usize,
  x: usize,
  stride: usize,
  values: usize,
  heads: usize,
  indices: usize,
  places: usize,
  to: usize,
  count: usize,
): void {
  for (let column: usize = 0; column < count; column += 8) {
    const room = count - column;
    let target = to + (column << 2);
    let pointer = pointers;
    let from = load<usize>(pointer) << 2;
    for (let row = rows; row > 0; row--) {
      pointer += 4;
      const end = load<usize>(pointer) << 2;
      let s0 = all(0);
      let s1 = all(0);
      for (; from < end; from += 4) {
        const value = v128.load32_splat(values + placeOf(places, from) * heads);
        const at = x + (column << 2) + load<usize>(indices + from) * stride;
        s0 = multiplyAdd(value, v128.load(at), s0);
        s1 = multiplyAdd(value, v128.load(at, 16), s1);
      }
      storeUpTo(target, s0, room);
      if (room > 4) storeUpTo(target + 16, s1, room - 4);
      target += stride;
    }
  }
}
