// Samples of an input put back into the result of a filter: channels that it does not change, pixels at a border.

import { kindF32, kindU8, kindU16, loadOne, storeOne, whiteOf } from "./samples";

/** Bytes of a pattern of channels: it repeats in 48 for any number of them and any element type. */
const period: usize = 48;

/** Bytes of `from` where the pattern's bits are set, for samples of one type. */
@inline
function select(from: usize, to: usize, bytes: usize, pattern: usize): void {
  let phase: usize = 0;
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) {
    const mask = v128.load(pattern + phase);
    v128.store(to + i, v128.bitselect(v128.load(from + i), v128.load(to + i), mask));
    phase = phase == period - 16 ? 0 : phase + 16;
  }
  for (; i < bytes; i++) {
    if (load<u8>(pattern + phase)) store<u8>(to + i, load<u8>(from + i));
    phase++;
  }
}

@inline
function convertRows<From, To>(
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  mask: i32,
  rounding: i32,
): void {
  const white = <f64>whiteOf<To>();
  const fromWhite = <f64>whiteOf<From>();
  for (; rows > 0; rows--) {
    let at = from;
    let target = to;
    for (let x: usize = 0; x < pixels; x++) {
      for (let c: usize = 0; c < channels; c++) {
        if (((mask >> <i32>c) & 1) == 0) storeOne<To>(target, (loadOne<From>(at) * white) / fromWhite, rounding);
        at += sizeof<From>();
        target += sizeof<To>();
      }
    }
    from += fromStride;
    to += toStride;
  }
}

/** Channels outside of `mask`, of samples of one type; `pattern` has 48 bytes whose bits say what is put back. */
export function restore(
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  bytes: usize,
  pattern: usize,
): void {
  for (; rows > 0; rows--) {
    select(from, to, bytes, pattern);
    from += fromStride;
    to += toStride;
  }
}

/** Channels outside of `mask`, from one type to another one by white. */
export function restoreAs(
  fromKind: i32,
  toKind: i32,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  mask: i32,
  rounding: i32,
): void {
  if (fromKind == kindU8) {
    if (toKind == kindU16)
      convertRows<u8, u16>(from, fromStride, to, toStride, rows, pixels, channels, mask, rounding);
    else if (toKind == kindF32)
      convertRows<u8, f32>(from, fromStride, to, toStride, rows, pixels, channels, mask, rounding);
  } else if (fromKind == kindU16) {
    if (toKind == kindU8) convertRows<u16, u8>(from, fromStride, to, toStride, rows, pixels, channels, mask, rounding);
    else if (toKind == kindF32)
      convertRows<u16, f32>(from, fromStride, to, toStride, rows, pixels, channels, mask, rounding);
  } else if (toKind == kindU8)
    convertRows<f32, u8>(from, fromStride, to, toStride, rows, pixels, channels, mask, rounding);
  else if (toKind == kindU16)
    convertRows<f32, u16>(from, fromStride, to, toStride, rows, pixels, channels, mask, rounding);
}
