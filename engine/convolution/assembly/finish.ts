// From sums or samples to samples: scaled, moved, rounded, clamped.

import {
  kindF32,
  kindI16,
  kindI32,
  kindU8,
  kindU16,
  loadIntegers,
  loadSingles,
  roundEven,
  rounded,
  storeFour,
} from "./samples";

/** scale · value + offset of four samples, computed in double precision and held as singles. */
@inline
function movedExactly<From>(at: usize, scale: v128, offset: v128): v128 {
  let low: v128;
  let high: v128;
  if (isFloat<From>()) {
    const value = v128.load(at);
    low = f64x2.promote_low_f32x4(value);
    high = f64x2.promote_low_f32x4(v128.shuffle<u64>(value, value, 1, 0));
  } else {
    const value = loadIntegers<From>(at);
    low = f64x2.convert_low_i32x4_s(value);
    high = f64x2.convert_low_i32x4_s(v128.shuffle<u64>(value, value, 1, 0));
  }
  low = f32x4.demote_f64x2_zero(f64x2.add(f64x2.mul(low, scale), offset));
  high = f32x4.demote_f64x2_zero(f64x2.add(f64x2.mul(high, scale), offset));
  return v128.shuffle<u64>(low, high, 0, 2);
}

@inline
function finishRows<From, To>(
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  samples: usize,
  scale: f64,
  offset: f64,
  rounding: i32,
): void {
  const factor = f64x2.splat(scale);
  const addend = f64x2.splat(offset);
  for (; rows > 0; rows--) {
    let at = from;
    let target = to;
    const end = target + samples * sizeof<To>();
    while (target < end) {
      storeFour<To>(target, movedExactly<From>(at, factor, addend), rounding);
      at += 4 * sizeof<From>();
      target += 4 * sizeof<To>();
    }
    from += fromStride;
    to += toStride;
  }
}

@inline
function finishTo<To>(
  kind: i32,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  samples: usize,
  scale: f64,
  offset: f64,
  rounding: i32,
): void {
  if (kind == kindU8)
    finishRows<u8, To>(from, fromStride, to, toStride, rows, samples, scale, offset, rounding);
  else if (kind == kindU16)
    finishRows<u16, To>(from, fromStride, to, toStride, rows, samples, scale, offset, rounding);
  else if (kind == kindI16)
    finishRows<i16, To>(from, fromStride, to, toStride, rows, samples, scale, offset, rounding);
  else if (kind == kindI32)
    finishRows<i32, To>(from, fromStride, to, toStride, rows, samples, scale, offset, rounding);
  else finishRows<f32, To>(from, fromStride, to, toStride, rows, samples, scale, offset, rounding);
}

/** scale · value + offset, rounded and clamped where the target's kind is an integer; up to 3 samples more are written. */
export function finish(
  fromKind: i32,
  toKind: i32,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  samples: usize,
  scale: f64,
  offset: f64,
  rounding: i32,
): void {
  if (toKind == kindU8)
    finishTo<u8>(fromKind, from, fromStride, to, toStride, rows, samples, scale, offset, rounding);
  else if (toKind == kindU16)
    finishTo<u16>(fromKind, from, fromStride, to, toStride, rows, samples, scale, offset, rounding);
  else if (toKind == kindF32)
    finishTo<f32>(fromKind, from, fromStride, to, toStride, rows, samples, scale, offset, rounding);
}

/** 1.5 · 2²³: added to a small value of any sign, it rounds it to even and leaves the integer in its lowest bits. */
const integerShift: f32 = 12582912;

/** Four i16 sums times a factor plus an addend, rounded to i32; half to even for results below 2²². */
@inline
function movedShort(at: usize, factor: v128, addend: v128, even: bool, rounding: i32): v128 {
  const value = f32x4.add(f32x4.mul(loadSingles<i16>(at), factor), addend);
  if (!even) return rounded(value, 255, rounding);
  return i32x4.sub(f32x4.add(value, f32x4.splat(integerShift)), f32x4.splat(integerShift));
}

@inline
function shortRows(
  even: bool,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  samples: usize,
  scale: f32,
  offset: f32,
  rounding: i32,
): void {
  const factor = f32x4.splat(scale);
  const addend = f32x4.splat(offset);
  for (; rows > 0; rows--) {
    let at = from;
    const end = to + samples;
    for (let target = to; target < end; target += 16) {
      const a = movedShort(at, factor, addend, even, rounding);
      const b = movedShort(at + 8, factor, addend, even, rounding);
      const c = movedShort(at + 16, factor, addend, even, rounding);
      const d = movedShort(at + 24, factor, addend, even, rounding);
      v128.store(target, i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d)));
      at += 32;
    }
    from += fromStride;
    to += toStride;
  }
}

/**
 * scale · value + offset of i16 sums in single precision, as 8-bit samples; up to 15 more are written. Results lie below
 * 2²² before they are clamped.
 */
export function finishShort(
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  samples: usize,
  scale: f32,
  offset: f32,
  rounding: i32,
): void {
  if (rounding == roundEven) shortRows(true, from, fromStride, to, toStride, rows, samples, scale, offset, rounding);
  else shortRows(false, from, fromStride, to, toStride, rows, samples, scale, offset, rounding);
}

/** i16 sums plus an integer, clamped to 8 bits; up to 15 more are written. */
export function finishWhole(
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  samples: usize,
  offset: i32,
): void {
  const addend = i16x8.splat(<i16>offset);
  for (; rows > 0; rows--) {
    let at = from;
    const end = to + samples;
    for (let target = to; target < end; target += 16) {
      const low = i16x8.add_sat_s(v128.load(at), addend);
      const high = i16x8.add_sat_s(v128.load(at, 16), addend);
      v128.store(target, i8x16.narrow_i16x8_u(low, high));
      at += 32;
    }
    from += fromStride;
    to += toStride;
  }
}
