// Colours times alpha, or divided by it, factor and product in single precision; alpha is the last channel.

import { kindF32, kindU8, kindU16, loadOne, storeOne, whiteOf } from "./samples";

@inline
function multiplyRows<From, To>(
  off: bool,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  rounding: i32,
  fromWhite: f64,
  least: f64,
): void {
  const white = <f64>whiteOf<To>();
  const colours = channels - 1;
  for (; rows > 0; rows--) {
    let at = from;
    let target = to;
    for (let x: usize = 0; x < pixels; x++) {
      const alpha = loadOne<From>(at + colours * sizeof<From>());
      const factor = <f32>(off ? (alpha == 0 || abs(alpha) < least ? 0 : fromWhite / alpha) : alpha / fromWhite);
      for (let c: usize = 0; c < colours; c++) {
        const colour = <f32>loadOne<From>(at) * factor;
        storeOne<To>(target, (<f64>colour * white) / fromWhite, rounding);
        at += sizeof<From>();
        target += sizeof<To>();
      }
      storeOne<To>(target, (alpha * white) / fromWhite, rounding);
      at += sizeof<From>();
      target += sizeof<To>();
    }
    from += fromStride;
    to += toStride;
  }
}

@inline
function multiplyTo<To>(
  kind: i32,
  off: bool,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  rounding: i32,
  fromWhite: f64,
  least: f64,
): void {
  if (kind == kindU8) multiplyRows<u8, To>(off, from, fromStride, to, toStride, rows, pixels, channels, rounding, fromWhite, least);
  else if (kind == kindU16)
    multiplyRows<u16, To>(off, from, fromStride, to, toStride, rows, pixels, channels, rounding, fromWhite, least);
  else multiplyRows<f32, To>(off, from, fromStride, to, toStride, rows, pixels, channels, rounding, fromWhite, least);
}

/** `fromWhite` is white in what is read; alpha that is nearer to 0 than `least` is not divided by. */
export function premultiply(
  fromKind: i32,
  toKind: i32,
  off: bool,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  rounding: i32,
  fromWhite: f64,
  least: f64,
): void {
  if (toKind == kindU8)
    multiplyTo<u8>(fromKind, off, from, fromStride, to, toStride, rows, pixels, channels, rounding, fromWhite, least);
  else if (toKind == kindU16)
    multiplyTo<u16>(fromKind, off, from, fromStride, to, toStride, rows, pixels, channels, rounding, fromWhite, least);
  else if (toKind == kindF32)
    multiplyTo<f32>(fromKind, off, from, fromStride, to, toStride, rows, pixels, channels, rounding, fromWhite, least);
}
