// The bilateral filter from bytes to bytes, eight pixels at a time in single precision, in double where that decides.

import { all } from "../../kernels/assembly/vector";
import { bilateral, tapBytes } from "./bilateral";
import { kindU8, rounded, roundEven } from "./samples";

/** Pixels that are computed at once. */
const group: usize = 8;

/** Taps whose products are added up by themselves, which keeps rounding errors small. */
const chunk: usize = 16;

/** Where the weight as f32 lies in a tap. */
const single: usize = 4;

/** Weighted values, of the first four of eight as i16. */
@inline
function low(weight: v128, values: v128): v128 {
  return f32x4.mul(weight, f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(values)));
}

/** Of the last four. */
@inline
function high(weight: v128, values: v128): v128 {
  return f32x4.mul(weight, f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(values)));
}

/** |difference| of eight values as i16, 0 in channels that do not count. */
@inline
function distance(near: v128, centre: v128, counts: v128): v128 {
  return v128.and(i16x8.abs(i16x8.sub(near, centre)), counts);
}

/** Four singles of a table, at byte offsets of 16 bits each. */
@inline
function lookUp(table: usize, offsets: u64): v128 {
  let found = v128.load32_zero(table + <usize>(offsets & 0xffff));
  found = v128.load32_lane(table + <usize>((offsets >> 16) & 0xffff), found, 1);
  found = v128.load32_lane(table + <usize>((offsets >> 32) & 0xffff), found, 2);
  return v128.load32_lane(table + <usize>(offsets >> 48), found, 3);
}

/** All bits set where a channel's differences count. */
@inline
function countsOf(mask: i32, channel: i32): v128 {
  return i16x8.splat(<i16>-((mask >> channel) & 1));
}

/** Bits of the lanes of a mean so near a tie that singles may err there. */
@inline
function doubtful(mean: v128, margin: f32): i32 {
  const away = f32x4.abs(f32x4.sub(mean, f32x4.nearest(mean)));
  return i32x4.bitmask(f32x4.gt(away, all(<f32>0.5 - margin)));
}

/** Writes eight values, or as many as there is room for, `step` bytes apart. */
@inline
function scatter(target: usize, step: usize, room: usize, values0: v128, values1: v128): void {
  const pairs = i16x8.narrow_i32x4_s(rounded(values0, 255, roundEven), rounded(values1, 255, roundEven));
  const bytes = i8x16.narrow_i16x8_u(pairs, pairs);
  if (room >= group) {
    v128.store8_lane(target, bytes, 0);
    v128.store8_lane(target + step, bytes, 1);
    v128.store8_lane(target + 2 * step, bytes, 2);
    v128.store8_lane(target + 3 * step, bytes, 3);
    v128.store8_lane(target + 4 * step, bytes, 4);
    v128.store8_lane(target + 5 * step, bytes, 5);
    v128.store8_lane(target + 6 * step, bytes, 6);
    v128.store8_lane(target + 7 * step, bytes, 7);
    return;
  }
  let rest = i64x2.extract_lane(bytes, 0);
  for (; room > 0; room--) {
    store<u8>(target, <u8>rest);
    rest >>= 8;
    target += step;
  }
}

@inline
function bilateralGroups(
  from: usize,
  fromStride: usize,
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
  singles: usize,
  doubles: usize,
  margin: f32,
): void {
  const end = taps + count * tapBytes;
  const counts0 = countsOf(mask, 0);
  const counts1 = countsOf(mask, 1);
  const counts2 = countsOf(mask, 2);
  const counts3 = countsOf(mask, 3);
  for (; rows > 0; rows--) {
    for (let x: usize = 0; x < pixels; x += group) {
      const at = from + x;
      const own0 = v128.load8x8_u(at + centre);
      const own1 = channels > 1 ? v128.load8x8_u(at + centre + plane) : all(0);
      const own2 = channels > 2 ? v128.load8x8_u(at + centre + 2 * plane) : all(0);
      const own3 = channels > 3 ? v128.load8x8_u(at + centre + 3 * plane) : all(0);
      let total0 = all(0);
      let total1 = all(0);
      let sum00 = all(0);
      let sum01 = all(0);
      let sum10 = all(0);
      let sum11 = all(0);
      let sum20 = all(0);
      let sum21 = all(0);
      let sum30 = all(0);
      let sum31 = all(0);
      for (let tap = taps; tap < end; ) {
        const stop = min(end, tap + chunk * tapBytes);
        let part0 = all(0);
        let part1 = all(0);
        let part00 = all(0);
        let part01 = all(0);
        let part10 = all(0);
        let part11 = all(0);
        let part20 = all(0);
        let part21 = all(0);
        let part30 = all(0);
        let part31 = all(0);
        for (; tap < stop; tap += tapBytes) {
          const near = at + load<usize>(tap);
          const near0 = v128.load8x8_u(near);
          const near1 = channels > 1 ? v128.load8x8_u(near + plane) : all(0);
          const near2 = channels > 2 ? v128.load8x8_u(near + 2 * plane) : all(0);
          const near3 = channels > 3 ? v128.load8x8_u(near + 3 * plane) : all(0);
          let far = distance(near0, own0, counts0);
          if (channels > 1) far = i16x8.add(far, distance(near1, own1, counts1));
          if (channels > 2) far = i16x8.add(far, distance(near2, own2, counts2));
          if (channels > 3) far = i16x8.add(far, distance(near3, own3, counts3));
          far = i16x8.shl(far, 2);
          let weight0 = lookUp(singles, i64x2.extract_lane(far, 0));
          let weight1 = lookUp(singles, i64x2.extract_lane(far, 1));
          const nearness = v128.load32_splat(tap + single);
          weight0 = f32x4.mul(weight0, nearness);
          weight1 = f32x4.mul(weight1, nearness);
          part0 = f32x4.add(part0, weight0);
          part1 = f32x4.add(part1, weight1);
          part00 = f32x4.add(part00, low(weight0, near0));
          part01 = f32x4.add(part01, high(weight1, near0));
          if (channels > 1) {
            part10 = f32x4.add(part10, low(weight0, near1));
            part11 = f32x4.add(part11, high(weight1, near1));
          }
          if (channels > 2) {
            part20 = f32x4.add(part20, low(weight0, near2));
            part21 = f32x4.add(part21, high(weight1, near2));
          }
          if (channels > 3) {
            part30 = f32x4.add(part30, low(weight0, near3));
            part31 = f32x4.add(part31, high(weight1, near3));
          }
        }
        total0 = f32x4.add(total0, part0);
        total1 = f32x4.add(total1, part1);
        sum00 = f32x4.add(sum00, part00);
        sum01 = f32x4.add(sum01, part01);
        sum10 = f32x4.add(sum10, part10);
        sum11 = f32x4.add(sum11, part11);
        sum20 = f32x4.add(sum20, part20);
        sum21 = f32x4.add(sum21, part21);
        sum30 = f32x4.add(sum30, part30);
        sum31 = f32x4.add(sum31, part31);
      }
      const room = min(group, pixels - x);
      const target = to + x * channels;
      sum00 = f32x4.div(sum00, total0);
      sum01 = f32x4.div(sum01, total1);
      let doubt = doubtful(sum00, margin) | (doubtful(sum01, margin) << 4);
      scatter(target, channels, room, sum00, sum01);
      if (channels > 1) {
        sum10 = f32x4.div(sum10, total0);
        sum11 = f32x4.div(sum11, total1);
        doubt |= doubtful(sum10, margin) | (doubtful(sum11, margin) << 4);
        scatter(target + 1, channels, room, sum10, sum11);
      }
      if (channels > 2) {
        sum20 = f32x4.div(sum20, total0);
        sum21 = f32x4.div(sum21, total1);
        doubt |= doubtful(sum20, margin) | (doubtful(sum21, margin) << 4);
        scatter(target + 2, channels, room, sum20, sum21);
      }
      if (channels > 3) {
        sum30 = f32x4.div(sum30, total0);
        sum31 = f32x4.div(sum31, total1);
        doubt |= doubtful(sum30, margin) | (doubtful(sum31, margin) << 4);
        scatter(target + 3, channels, room, sum30, sum31);
      }
      for (doubt &= (1 << <i32>room) - 1; doubt != 0; doubt &= doubt - 1) {
        const lane = <usize>ctz(doubt);
        bilateral(
          kindU8, kindU8, at + lane, 0, 1, plane, target + lane * channels, 0, 1, 1, channels, mask, centre, taps, count,
          doubles, 0, 1,
        );
      }
    }
    from += fromStride;
    to += toStride;
  }
}

/**
 * Of padded rows, the channels of each `plane` bytes apart: `centre` is the byte offset of a pixel in its neighbourhood,
 * `singles` and `doubles` have the weights of differences of 0, 1, 2 … as f32 and f64. Means within `margin` of a tie are
 * computed again in double precision: results are those of double precision wherever singles err by less.
 */
export function bilateralBytes(
  from: usize,
  fromStride: usize,
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
  singles: usize,
  doubles: usize,
  margin: f32,
): void {
  if (channels == 1)
    bilateralGroups(
      from, fromStride, plane, to, toStride, rows, pixels, 1, mask, centre, taps, count, singles, doubles, margin,
    );
  else if (channels == 2)
    bilateralGroups(
      from, fromStride, plane, to, toStride, rows, pixels, 2, mask, centre, taps, count, singles, doubles, margin,
    );
  else if (channels == 3)
    bilateralGroups(
      from, fromStride, plane, to, toStride, rows, pixels, 3, mask, centre, taps, count, singles, doubles, margin,
    );
  else
    bilateralGroups(
      from, fromStride, plane, to, toStride, rows, pixels, 4, mask, centre, taps, count, singles, doubles, margin,
    );
}
