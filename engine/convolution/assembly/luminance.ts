// A weighted sum of the colour channels as a picture of one channel.

import { kindF32, kindU8, kindU16, loadOne, storeOne, whiteOf } from "./samples";

@inline
function weighRows<From, To>(
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  red: f64,
  green: f64,
  blue: f64,
  rounding: i32,
): void {
  const white = <f64>whiteOf<To>();
  const fromWhite = <f64>whiteOf<From>();
  for (; rows > 0; rows--) {
    let at = from;
    let target = to;
    for (let x: usize = 0; x < pixels; x++) {
      let sum = loadOne<From>(at);
      if (channels > 2) {
        sum = red * sum + green * loadOne<From>(at + sizeof<From>()) + blue * loadOne<From>(at + 2 * sizeof<From>());
      }
      storeOne<To>(target, (sum * white) / fromWhite, rounding);
      at += channels * sizeof<From>();
      target += sizeof<To>();
    }
    from += fromStride;
    to += toStride;
  }
}

@inline
function weighTo<To>(
  kind: i32,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  red: f64,
  green: f64,
  blue: f64,
  rounding: i32,
): void {
  if (kind == kindU8)
    weighRows<u8, To>(from, fromStride, to, toStride, rows, pixels, channels, red, green, blue, rounding);
  else if (kind == kindU16)
    weighRows<u16, To>(from, fromStride, to, toStride, rows, pixels, channels, red, green, blue, rounding);
  else weighRows<f32, To>(from, fromStride, to, toStride, rows, pixels, channels, red, green, blue, rounding);
}

/** With fewer than three channels, the first of them. */
export function luminance(
  fromKind: i32,
  toKind: i32,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  red: f64,
  green: f64,
  blue: f64,
  rounding: i32,
): void {
  if (toKind == kindU8)
    weighTo<u8>(fromKind, from, fromStride, to, toStride, rows, pixels, channels, red, green, blue, rounding);
  else if (toKind == kindU16)
    weighTo<u16>(fromKind, from, fromStride, to, toStride, rows, pixels, channels, red, green, blue, rounding);
  else if (toKind == kindF32)
    weighTo<f32>(fromKind, from, fromStride, to, toStride, rows, pixels, channels, red, green, blue, rounding);
}
