// Dot products of rows, one at a time and four side by side.

import { all, multiplyAdd } from "./vector";

/** Four lanes whose sum is the dot product of two rows. */
@inline
export function products(a: usize, b: usize, width: usize): v128 {
  let s0 = all(0);
  let s1 = all(0);
  const end = a + ((width & ~7) << 2);
  for (; a < end; a += 32) {
    s0 = multiplyAdd(v128.load(a), v128.load(b), s0);
    s1 = multiplyAdd(v128.load(a, 16), v128.load(b, 16), s1);
    b += 32;
  }
  if (width & 4) {
    s0 = multiplyAdd(v128.load(a), v128.load(b), s0);
    a += 16;
    b += 16;
  }
  let sums = f32x4.add(s0, s1);
  for (let rest = width & 3; rest > 0; rest--) {
    const product = load<f32>(a) * load<f32>(b);
    sums = f32x4.replace_lane(sums, 0, f32x4.extract_lane(sums, 0) + product);
    a += 4;
    b += 4;
  }
  return sums;
}

/** As `products` of rows of eight. */
@inline
function productsOfEight(a: usize, b: usize): v128 {
  const s0 = multiplyAdd(v128.load(a), v128.load(b), all(0));
  return f32x4.add(s0, multiplyAdd(v128.load(a, 16), v128.load(b, 16), all(0)));
}

/** The sums of the lanes of each, added as sumOfLanes does: lanes 0 and 2, lanes 1 and 3, then both. */
@inline
function sumsOfFour(p0: v128, p1: v128, p2: v128, p3: v128): v128 {
  const low = f32x4.add(v128.shuffle<u32>(p0, p1, 0, 1, 4, 5), v128.shuffle<u32>(p0, p1, 2, 3, 6, 7));
  const high = f32x4.add(v128.shuffle<u32>(p2, p3, 0, 1, 4, 5), v128.shuffle<u32>(p2, p3, 2, 3, 6, 7));
  return f32x4.add(v128.shuffle<u32>(low, high, 0, 2, 4, 6), v128.shuffle<u32>(low, high, 1, 3, 5, 7));
}

/** The dot products of four neighbouring pairs of rows. */
@inline
export function productsOfFour(a: usize, b: usize, width: usize): v128 {
  if (width == 8) {
    return sumsOfFour(
      productsOfEight(a, b),
      productsOfEight(a + 32, b + 32),
      productsOfEight(a + 64, b + 64),
      productsOfEight(a + 96, b + 96),
    );
  }
  const step = width << 2;
  return sumsOfFour(
    products(a, b, width),
    products(a + step, b + step, width),
    products(a + 2 * step, b + 2 * step, width),
    products(a + 3 * step, b + 3 * step, width),
  );
}
