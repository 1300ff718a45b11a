// Colours moved by as much as a luminance has changed.

import { kindF32, kindU8, kindU16, loadOne, storeOne, whiteOf } from "./samples";

/** A sample as a share of white. */
@inline
function shareOf(kind: i32, at: usize, x: usize): f64 {
  if (kind == kindU8) return loadOne<u8>(at + x) / 255;
  if (kind == kindU16) return loadOne<u16>(at + (x << 1)) / 65535;
  return loadOne<f32>(at + (x << 2));
}

@inline
function moveRows<From, To>(
  from: usize,
  fromStride: usize,
  afterKind: i32,
  after: usize,
  afterStride: usize,
  beforeKind: i32,
  before: usize,
  beforeStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  colours: i32,
  rounding: i32,
): void {
  const white = <f64>whiteOf<To>();
  const scale = white / <f64>whiteOf<From>();
  for (; rows > 0; rows--) {
    let at = from;
    let target = to;
    for (let x: usize = 0; x < pixels; x++) {
      const moved = (shareOf(afterKind, after, x) - shareOf(beforeKind, before, x)) * white;
      for (let c: usize = 0; c < channels; c++) {
        const value = loadOne<From>(at) * scale;
        storeOne<To>(target, (colours >> <i32>c) & 1 ? value + moved : value, rounding);
        at += sizeof<From>();
        target += sizeof<To>();
      }
    }
    from += fromStride;
    after += afterStride;
    before += beforeStride;
    to += toStride;
  }
}

@inline
function moveTo<To>(
  kind: i32,
  from: usize,
  fromStride: usize,
  afterKind: i32,
  after: usize,
  afterStride: usize,
  beforeKind: i32,
  before: usize,
  beforeStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  colours: i32,
  rounding: i32,
): void {
  if (kind == kindU8)
    moveRows<u8, To>(
      from, fromStride, afterKind, after, afterStride, beforeKind, before, beforeStride, to, toStride,
      rows, pixels, channels, colours, rounding,
    );
  else if (kind == kindU16)
    moveRows<u16, To>(
      from, fromStride, afterKind, after, afterStride, beforeKind, before, beforeStride, to, toStride,
      rows, pixels, channels, colours, rounding,
    );
  else
    moveRows<f32, To>(
      from, fromStride, afterKind, after, afterStride, beforeKind, before, beforeStride, to, toStride,
      rows, pixels, channels, colours, rounding,
    );
}

/** Bit c of `colours` says that channel c is moved; `after` and `before` have one channel. */
export function relight(
  fromKind: i32,
  from: usize,
  fromStride: usize,
  afterKind: i32,
  after: usize,
  afterStride: usize,
  beforeKind: i32,
  before: usize,
  beforeStride: usize,
  toKind: i32,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  colours: i32,
  rounding: i32,
): void {
  if (toKind == kindU8)
    moveTo<u8>(
      fromKind, from, fromStride, afterKind, after, afterStride, beforeKind, before, beforeStride, to, toStride,
      rows, pixels, channels, colours, rounding,
    );
  else if (toKind == kindU16)
    moveTo<u16>(
      fromKind, from, fromStride, afterKind, after, afterStride, beforeKind, before, beforeStride, to, toStride,
      rows, pixels, channels, colours, rounding,
    );
  else if (toKind == kindF32)
    moveTo<f32>(
      fromKind, from, fromStride, afterKind, after, afterStride, beforeKind, before, beforeStride, to, toStride,
      rows, pixels, channels, colours, rounding,
    );
}
