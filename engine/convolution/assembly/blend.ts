// Two pictures of one type in one: mixed where they differ enough, or screened.

import { kindF32, kindU8, kindU16, loadOne, storeOne, whiteOf } from "./samples";

@inline
function blendRows<From, To>(
  first: usize,
  firstStride: usize,
  second: usize,
  secondStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  mask: i32,
  screen: bool,
  a: f64,
  b: f64,
  threshold: f64,
  rounding: i32,
): void {
  const white = <f64>whiteOf<To>();
  const unit = 255 / <f64>whiteOf<From>();
  for (; rows > 0; rows--) {
    let at = first;
    let other = second;
    let target = to;
    for (let x: usize = 0; x < pixels; x++) {
      for (let c: usize = 0; c < channels; c++) {
        let value = loadOne<From>(at) * unit;
        if ((mask >> <i32>c) & 1) {
          const above = loadOne<From>(other) * unit;
          if (screen) value = 255 - ((255 - value) * (255 - b * above)) / 255;
          else if (abs(value - above) >= threshold) value = a * value + b * above;
        }
        storeOne<To>(target, (value * white) / 255, rounding);
        at += sizeof<From>();
        other += sizeof<From>();
        target += sizeof<To>();
      }
    }
    first += firstStride;
    second += secondStride;
    to += toStride;
  }
}

@inline
function blendTo<To>(
  kind: i32,
  first: usize,
  firstStride: usize,
  second: usize,
  secondStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  mask: i32,
  screen: bool,
  a: f64,
  b: f64,
  threshold: f64,
  rounding: i32,
): void {
  if (kind == kindU8)
    blendRows<u8, To>(
      first, firstStride, second, secondStride, to, toStride, rows, pixels, channels, mask, screen, a, b, threshold,
      rounding,
    );
  else if (kind == kindU16)
    blendRows<u16, To>(
      first, firstStride, second, secondStride, to, toStride, rows, pixels, channels, mask, screen, a, b, threshold,
      rounding,
    );
  else
    blendRows<f32, To>(
      first, firstStride, second, secondStride, to, toStride, rows, pixels, channels, mask, screen, a, b, threshold,
      rounding,
    );
}

/** All in units of 0 to 255, whatever the element types. */
export function blend(
  fromKind: i32,
  toKind: i32,
  first: usize,
  firstStride: usize,
  second: usize,
  secondStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  mask: i32,
  screen: bool,
  a: f64,
  b: f64,
  threshold: f64,
  rounding: i32,
): void {
  if (toKind == kindU8)
    blendTo<u8>(
      fromKind, first, firstStride, second, secondStride, to, toStride, rows, pixels, channels, mask, screen, a, b,
      threshold, rounding,
    );
  else if (toKind == kindU16)
    blendTo<u16>(
      fromKind, first, firstStride, second, secondStride, to, toStride, rows, pixels, channels, mask, screen, a, b,
      threshold, rounding,
    );
  else if (toKind == kindF32)
    blendTo<f32>(
      fromKind, first, firstStride, second, secondStride, to, toStride, rows, pixels, channels, mask, screen, a, b,
      threshold, rounding,
    );
}
