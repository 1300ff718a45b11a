// Samples replaced by entries of a table; channels outside of a mask take another table.

import { kindU8 } from "./samples";

@inline
function lookRows<From, To>(
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  mask: i32,
  table: usize,
  otherwise: usize,
): void {
  for (; rows > 0; rows--) {
    for (let c: usize = 0; c < channels; c++) {
      const entries = (mask >> <i32>c) & 1 ? table : otherwise;
      let at = from + c * sizeof<From>();
      let target = to + c * sizeof<To>();
      for (let x: usize = 0; x < pixels; x++) {
        store<To>(target, load<To>(entries + <usize>load<From>(at) * sizeof<To>()));
        at += channels * sizeof<From>();
        target += channels * sizeof<To>();
      }
    }
    from += fromStride;
    to += toStride;
  }
}

@inline
function lookFrom<From>(
  size: usize,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  mask: i32,
  table: usize,
  otherwise: usize,
): void {
  if (size == 1) lookRows<From, u8>(from, fromStride, to, toStride, rows, pixels, channels, mask, table, otherwise);
  else if (size == 2)
    lookRows<From, u16>(from, fromStride, to, toStride, rows, pixels, channels, mask, table, otherwise);
  else lookRows<From, u32>(from, fromStride, to, toStride, rows, pixels, channels, mask, table, otherwise);
}

/** Of 8- or 16-bit samples; an entry has `size` bytes. */
export function lookup(
  fromKind: i32,
  size: usize,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  mask: i32,
  table: usize,
  otherwise: usize,
): void {
  if (fromKind == kindU8)
    lookFrom<u8>(size, from, fromStride, to, toStride, rows, pixels, channels, mask, table, otherwise);
  else lookFrom<u16>(size, from, fromStride, to, toStride, rows, pixels, channels, mask, table, otherwise);
}
