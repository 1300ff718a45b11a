// The bilateral filter over a disc, with weights of distance and of difference in colour, in double precision.

import { exp } from "../../kernels/assembly/exponential";
import { all } from "../../kernels/assembly/vector";
import { kindF32, kindU8, kindU16, loadOne, roundEven, storeOne } from "./samples";

/** Bytes of a tap: its byte offset, and its weight by distance as f32 and as f64. */
export const tapBytes: usize = 16;

/** Weight of a difference in colour: from the table for whole differences, else exp(−d²/2σ²). */
@inline
function similarity<T>(difference: f64, table: usize, fall: f64): f64 {
  if (sizeof<T>() == 1) return load<f64>(table + (<usize>difference << 3));
  return <f64>f32x4.extract_lane(exp(all(<f32>(difference * difference * fall))), 0);
}

@inline
function bilateralRows<From, To>(
  from: usize,
  fromStride: usize,
  pixel: usize,
  plane: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  mask: i32,
  centre: usize,
  taps: usize,
  count: usize,
  table: usize,
  fall: f64,
  share: f64,
): void {
  const end = taps + count * tapBytes;
  for (; rows > 0; rows--) {
    let at = from;
    let target = to;
    for (let x: usize = 0; x < pixels; x++) {
      let total: f64 = 0;
      let sum0: f64 = 0;
      let sum1: f64 = 0;
      let sum2: f64 = 0;
      let sum3: f64 = 0;
      for (let tap = taps; tap < end; tap += tapBytes) {
        const near = at + load<usize>(tap);
        let difference: f64 = 0;
        for (let c: usize = 0; c < channels; c++) {
          if ((mask >> <i32>c) & 1) {
            const offset = c * plane;
            difference += abs(loadOne<From>(near + offset) - loadOne<From>(at + centre + offset));
          }
        }
        const weight = load<f64>(tap, 8) * similarity<From>(difference, table, fall);
        total += weight;
        sum0 += weight * loadOne<From>(near);
        if (channels > 1) sum1 += weight * loadOne<From>(near + plane);
        if (channels > 2) sum2 += weight * loadOne<From>(near + 2 * plane);
        if (channels > 3) sum3 += weight * loadOne<From>(near + 3 * plane);
      }
      storeOne<To>(target, (sum0 / total) * share, roundEven);
      if (channels > 1) storeOne<To>(target + sizeof<To>(), (sum1 / total) * share, roundEven);
      if (channels > 2) storeOne<To>(target + 2 * sizeof<To>(), (sum2 / total) * share, roundEven);
      if (channels > 3) storeOne<To>(target + 3 * sizeof<To>(), (sum3 / total) * share, roundEven);
      at += pixel;
      target += channels * sizeof<To>();
    }
    from += fromStride;
    to += toStride;
  }
}

@inline
function bilateralTo<To>(
  kind: i32,
  from: usize,
  fromStride: usize,
  pixel: usize,
  plane: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  mask: i32,
  centre: usize,
  taps: usize,
  count: usize,
  table: usize,
  fall: f64,
  share: f64,
): void {
  if (kind == kindU8)
    bilateralRows<u8, To>(
      from, fromStride, pixel, plane, to, toStride, rows, pixels, channels, mask, centre, taps, count, table, fall,
      share,
    );
  else if (kind == kindU16)
    bilateralRows<u16, To>(
      from, fromStride, pixel, plane, to, toStride, rows, pixels, channels, mask, centre, taps, count, table, fall,
      share,
    );
  else
    bilateralRows<f32, To>(
      from, fromStride, pixel, plane, to, toStride, rows, pixels, channels, mask, centre, taps, count, table, fall,
      share,
    );
}

/**
 * Of padded rows, whose pixels begin `pixel` bytes apart and the channels of a pixel `plane` bytes: taps are offsets from
 * the first byte of a neighbourhood, `centre` that of the pixel itself, `table` has the weights of whole differences of
 * 8-bit samples as f64, `fall` is −1/2σ² in units of the samples, `share` the white of the result by that of the samples.
 */
export function bilateral(
  fromKind: i32,
  toKind: i32,
  from: usize,
  fromStride: usize,
  pixel: usize,
  plane: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  pixels: usize,
  channels: usize,
  mask: i32,
  centre: usize,
  taps: usize,
  count: usize,
  table: usize,
  fall: f64,
  share: f64,
): void {
  if (toKind == kindU8)
    bilateralTo<u8>(
      fromKind, from, fromStride, pixel, plane, to, toStride, rows, pixels, channels, mask, centre, taps, count, table,
      fall, share,
    );
  else if (toKind == kindU16)
    bilateralTo<u16>(
      fromKind, from, fromStride, pixel, plane, to, toStride, rows, pixels, channels, mask, centre, taps, count, table,
      fall, share,
    );
  else if (toKind == kindF32)
    bilateralTo<f32>(
      fromKind, from, fromStride, pixel, plane, to, toStride, rows, pixels, channels, mask, centre, taps, count, table,
      fall, share,
    );
}
