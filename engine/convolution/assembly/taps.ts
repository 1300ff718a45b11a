// Sums of weighted neighbours over padded rows: the inner loops of every correlation.

import { all } from "../../kernels/assembly/vector";

/** Samples that a turn of the loops computes; rows of sums have room for a multiple of it. */
const turn: usize = 32;

/**
 * Rows of f32 sums, of padded f32 rows. A tap of the table is a byte offset and a weight; taps are added one after the
 * other, so that a sum does not depend on where its row was cut.
 */
export function tapsF32(
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  samples: usize,
  taps: usize,
  count: usize,
): void {
  const end = taps + (count << 3);
  for (; rows > 0; rows--) {
    for (let i: usize = 0; i < samples; i += turn) {
      const base = from + (i << 2);
      let s0 = all(0);
      let s1 = all(0);
      let s2 = all(0);
      let s3 = all(0);
      let s4 = all(0);
      let s5 = all(0);
      let s6 = all(0);
      let s7 = all(0);
      for (let tap = taps; tap < end; tap += 8) {
        const at = base + load<usize>(tap);
        const weight = v128.load32_splat(tap, 4);
        s0 = f32x4.add(s0, f32x4.mul(v128.load(at), weight));
        s1 = f32x4.add(s1, f32x4.mul(v128.load(at, 16), weight));
        s2 = f32x4.add(s2, f32x4.mul(v128.load(at, 32), weight));
        s3 = f32x4.add(s3, f32x4.mul(v128.load(at, 48), weight));
        s4 = f32x4.add(s4, f32x4.mul(v128.load(at, 64), weight));
        s5 = f32x4.add(s5, f32x4.mul(v128.load(at, 80), weight));
        s6 = f32x4.add(s6, f32x4.mul(v128.load(at, 96), weight));
        s7 = f32x4.add(s7, f32x4.mul(v128.load(at, 112), weight));
      }
      const target = to + (i << 2);
      v128.store(target, s0);
      v128.store(target, s1, 16);
      v128.store(target, s2, 32);
      v128.store(target, s3, 48);
      v128.store(target, s4, 64);
      v128.store(target, s5, 80);
      v128.store(target, s6, 96);
      v128.store(target, s7, 112);
    }
    from += fromStride;
    to += toStride;
  }
}

/** Rows of i32 sums, of padded i32 rows, as `tapsF32`; weights are integers. */
export function tapsI32(
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  samples: usize,
  taps: usize,
  count: usize,
): void {
  const end = taps + (count << 3);
  for (; rows > 0; rows--) {
    for (let i: usize = 0; i < samples; i += 16) {
      const base = from + (i << 2);
      let s0 = i32x4.splat(0);
      let s1 = i32x4.splat(0);
      let s2 = i32x4.splat(0);
      let s3 = i32x4.splat(0);
      for (let tap = taps; tap < end; tap += 8) {
        const at = base + load<usize>(tap);
        const weight = v128.load32_splat(tap, 4);
        s0 = i32x4.add(s0, i32x4.mul(v128.load(at), weight));
        s1 = i32x4.add(s1, i32x4.mul(v128.load(at, 16), weight));
        s2 = i32x4.add(s2, i32x4.mul(v128.load(at, 32), weight));
        s3 = i32x4.add(s3, i32x4.mul(v128.load(at, 48), weight));
      }
      const target = to + (i << 2);
      v128.store(target, s0);
      v128.store(target, s1, 16);
      v128.store(target, s2, 32);
      v128.store(target, s3, 48);
    }
    from += fromStride;
    to += toStride;
  }
}

/**
 * Rows of i16 sums, of padded i16 rows. The table holds groups of taps of one weight: the weight, the end of the group
 * and the byte offsets; so that neighbours of one weight are added before they are multiplied. Sums are modulo 2¹⁶, and
 * `flip` is XORed to them.
 */
export function tapsI16(
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  samples: usize,
  groups: usize,
  end: usize,
  flip: i32,
): void {
  const flipped = i16x8.splat(<i16>flip);
  for (; rows > 0; rows--) {
    for (let i: usize = 0; i < samples; i += turn) {
      const base = from + (i << 1);
      let s0 = flipped;
      let s1 = flipped;
      let s2 = flipped;
      let s3 = flipped;
      let at = groups;
      while (at < end) {
        const weight = v128.load16_splat(at);
        const stop = load<usize>(at, 4);
        let place = base + load<usize>(at, 8);
        let g0 = v128.load(place);
        let g1 = v128.load(place, 16);
        let g2 = v128.load(place, 32);
        let g3 = v128.load(place, 48);
        for (at += 12; at < stop; at += 4) {
          place = base + load<usize>(at);
          g0 = i16x8.add(g0, v128.load(place));
          g1 = i16x8.add(g1, v128.load(place, 16));
          g2 = i16x8.add(g2, v128.load(place, 32));
          g3 = i16x8.add(g3, v128.load(place, 48));
        }
        s0 = i16x8.add(s0, i16x8.mul(g0, weight));
        s1 = i16x8.add(s1, i16x8.mul(g1, weight));
        s2 = i16x8.add(s2, i16x8.mul(g2, weight));
        s3 = i16x8.add(s3, i16x8.mul(g3, weight));
      }
      const target = to + (i << 1);
      v128.store(target, s0);
      v128.store(target, s1, 16);
      v128.store(target, s2, 32);
      v128.store(target, s3, 48);
    }
    from += fromStride;
    to += toStride;
  }
}
