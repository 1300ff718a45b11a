// What kernels on vectors of four f32 share: constants, multiply-add, ends of rows, sums over the lanes.

@inline
export function all(value: f32): v128 {
  return f32x4.splat(value);
}

/** a·b + c; with relaxed vectors rounded once. */
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** Lanes of `a` where the mask is set, else of `b`. */
@inline
export function choose(mask: v128, a: v128, b: v128): v128 {
  return v128.bitselect(a, b, mask);
}

/** All bits set in the first `count` lanes. */
@inline
export function firstLanes(count: usize): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(<i32>count));
}

/** Stores the first `count` lanes, 1 to 3 of them. */
@inline
export function storeFirst(address: usize, value: v128, count: usize): void {
  if (count & 2) {
    v128.store_lane<u64>(address, value, 0);
    if (count & 1) v128.store_lane<u32>(address, value, 2, 8);
  } else {
    v128.store_lane<u32>(address, value, 0);
  }
}

/** Stores four lanes, or as many as there is room for when `room` is less. */
@inline
export function storeUpTo(address: usize, value: v128, room: usize): void {
  if (room >= 4) v128.store(address, value);
  else storeFirst(address, value, room);
}

/** (l0 + l2) + (l1 + l3). */
@inline
export function sumOfLanes(value: v128): f32 {
  const pairs = f32x4.add(value, v128.shuffle<u64>(value, value, 1, 0));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/** The largest lane; NaN when one is NaN. */
@inline
export function maximumOfLanes(value: v128): f32 {
  const pairs = f32x4.max(value, v128.shuffle<u64>(value, value, 1, 0));
  return max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}
