// Vertical sums of 16-bit rows in 32 bits, two rows of the result at a time: of the fixed-point Gaussian, and of integer kernels of rank 1.

/** Rows k and k + 1 of the input beside each other, so that one instruction multiplies both and adds. */
@inline
function low(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

@inline
function high(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

@inline
function add(sum: v128, pair: v128, weights: v128): v128 {
  return i32x4.add(sum, i32x4.dot_i16x8_s(pair, weights));
}

/** 16 sums as bytes: their upper halves, which fit. */
@inline
function storeBytes(to: usize, a: v128, b: v128, c: v128, d: v128): void {
  const first = i16x8.narrow_i32x4_s(i32x4.shr_s(a, 16), i32x4.shr_s(b, 16));
  const second = i16x8.narrow_i32x4_s(i32x4.shr_s(c, 16), i32x4.shr_s(d, 16));
  v128.store(to, i8x16.narrow_i16x8_u(first, second));
}

@inline
function storeWords(to: usize, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(to, a);
  v128.store(to, b, 16);
  v128.store(to, c, 32);
  v128.store(to, d, 48);
}

/** The table holds for each pair of rows the weights in the upper of the two results, and in the lower one. */
@inline
function sumPairs(
  bytes: bool,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  samples: usize,
  table: usize,
  pairs: usize,
  start: i32,
): void {
  const first = i32x4.splat(start);
  const end = table + (pairs << 3);
  const size: usize = bytes ? 1 : 4;
  for (let row: usize = 0; row < rows; row += 2) {
    for (let i: usize = 0; i < samples; i += 16) {
      let at = from + (i << 1);
      let s0 = first;
      let s1 = first;
      let s2 = first;
      let s3 = first;
      let t0 = first;
      let t1 = first;
      let t2 = first;
      let t3 = first;
      for (let pair = table; pair < end; pair += 8) {
        const upper = v128.load32_splat(pair);
        const lower = v128.load32_splat(pair, 4);
        const below = at + fromStride;
        let a = v128.load(at);
        let b = v128.load(below);
        let c = low(a, b);
        let d = high(a, b);
        s0 = add(s0, c, upper);
        s1 = add(s1, d, upper);
        t0 = add(t0, c, lower);
        t1 = add(t1, d, lower);
        a = v128.load(at, 16);
        b = v128.load(below, 16);
        c = low(a, b);
        d = high(a, b);
        s2 = add(s2, c, upper);
        s3 = add(s3, d, upper);
        t2 = add(t2, c, lower);
        t3 = add(t3, d, lower);
        at = below + fromStride;
      }
      const target = to + i * size;
      if (bytes) {
        storeBytes(target, s0, s1, s2, s3);
        storeBytes(target + toStride, t0, t1, t2, t3);
      } else {
        storeWords(target, s0, s1, s2, s3);
        storeWords(target + toStride, t0, t1, t2, t3);
      }
    }
    from += fromStride << 1;
    to += toStride << 1;
  }
}

/** Sums, begun with `start`, as i32; a row more is written where their number is odd. */
export function pairSums(
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  samples: usize,
  table: usize,
  pairs: usize,
  start: i32,
): void {
  sumPairs(false, from, fromStride, to, toStride, rows, samples, table, pairs, start);
}

/** Upper halves of the sums, begun with `start`, as bytes; a row more is written where their number is odd. */
export function pairBytes(
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  samples: usize,
  table: usize,
  pairs: usize,
  start: i32,
): void {
  sumPairs(true, from, fromStride, to, toStride, rows, samples, table, pairs, start);
}
