// Sums over 3 × 3 bytes in 16 bits, two rows of the result at a time, for kernels that mirroring does not change.

@inline
function load8(bytes: usize): v128 {
  return v128.load8x8_u(bytes);
}

/** A pixel's left and right neighbours. */
@inline
function sides(row: usize, pixel: usize): v128 {
  return i16x8.add(load8(row), load8(row + 2 * pixel));
}

/** Eight sums as i16, or, `more` added, as bytes. */
@inline
function put(bytes: bool, to: usize, sums: v128, more: v128): void {
  if (bytes) {
    const moved = i16x8.add_sat_s(sums, more);
    v128.store64_lane(to, i8x16.narrow_i16x8_u(moved, moved), 0);
  } else v128.store(to, sums);
}

@inline
function weighted(first: v128, a: v128, second: v128, b: v128): v128 {
  return i16x8.add(i16x8.mul(first, a), i16x8.mul(second, b));
}

/** As `three`, where corners weigh nothing and the other four neighbours the same. */
@inline
function crossRows(
  bytes: bool,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  samples: usize,
  pixel: usize,
  weights: usize,
  offset: i32,
): void {
  const arms = v128.load16_splat(weights, 2);
  const centre = v128.load16_splat(weights, 6);
  const more = i16x8.splat(<i16>offset);
  const size: usize = bytes ? 1 : 2;
  for (let row: usize = 0; row < rows; row += 2) {
    const end = from + samples;
    let target = to;
    for (let at = from; at < end; at += 8) {
      const second = at + fromStride;
      const third = second + fromStride;
      const a = load8(second + pixel);
      const b = load8(third + pixel);
      const s = i16x8.add(i16x8.add(load8(at + pixel), b), sides(second, pixel));
      const t = i16x8.add(i16x8.add(load8(third + fromStride + pixel), a), sides(third, pixel));
      put(bytes, target, weighted(s, arms, a, centre), more);
      put(bytes, target + toStride, weighted(t, arms, b, centre), more);
      target += 8 * size;
    }
    from += fromStride << 1;
    to += toStride << 1;
  }
}

/** As `three`. */
@inline
function mirroredRows(
  bytes: bool,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  samples: usize,
  pixel: usize,
  weights: usize,
  offset: i32,
): void {
  const corner = v128.load16_splat(weights);
  const upright = v128.load16_splat(weights, 2);
  const side = v128.load16_splat(weights, 4);
  const centre = v128.load16_splat(weights, 6);
  const more = i16x8.splat(<i16>offset);
  const size: usize = bytes ? 1 : 2;
  for (let row: usize = 0; row < rows; row += 2) {
    const end = from + samples;
    let target = to;
    for (let at = from; at < end; at += 8) {
      const second = at + fromStride;
      const third = second + fromStride;
      const fourth = third + fromStride;
      const a = load8(second + pixel);
      const b = load8(third + pixel);
      const besideA = sides(second, pixel);
      const besideB = sides(third, pixel);
      let corners = i16x8.add(sides(at, pixel), besideB);
      let uprights = i16x8.add(load8(at + pixel), b);
      const s = i16x8.add(weighted(corners, corner, uprights, upright), weighted(besideA, side, a, centre));
      corners = i16x8.add(sides(fourth, pixel), besideA);
      uprights = i16x8.add(load8(fourth + pixel), a);
      const t = i16x8.add(weighted(corners, corner, uprights, upright), weighted(besideB, side, b, centre));
      put(bytes, target, s, more);
      put(bytes, target + toStride, t, more);
      target += 8 * size;
    }
    from += fromStride << 1;
    to += toStride << 1;
  }
}

/**
 * Rows of sums of padded rows of bytes, `pixel` bytes from one pixel to the next. The table holds as i16 what weighs a
 * corner, the pixels above and below, those on the left and right, and the one in the middle; sums are within 16 bits.
 * They become i16, or, where `bytes`, bytes, after `offset` was added, clamped. Up to 7 samples and a row more are
 * written.
 */
export function three(
  cross: bool,
  bytes: bool,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  samples: usize,
  pixel: usize,
  weights: usize,
  offset: i32,
): void {
  if (cross) {
    if (bytes) crossRows(true, from, fromStride, to, toStride, rows, samples, pixel, weights, offset);
    else crossRows(false, from, fromStride, to, toStride, rows, samples, pixel, weights, offset);
  } else {
    if (bytes) mirroredRows(true, from, fromStride, to, toStride, rows, samples, pixel, weights, offset);
    else mirroredRows(false, from, fromStride, to, toStride, rows, samples, pixel, weights, offset);
  }
}
