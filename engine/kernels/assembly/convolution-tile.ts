// Tiles of a convolution that stay in registers: pixels × output channels, over the whole inner index.

// A pixel is an entry of two byte offsets, of what it reads and of what it writes; `pixels` is the first one of a tile
// and `last` the last one that there is, which stands for those missing (they write the same values once more). The
// inner index is `runs` runs of `runBytes`, which begin at the offsets of a table. Only `room` columns are stored.
import { all, multiplyAdd, storeUpTo, sumOfLanes } from "./vector";

/** Pixels of a tile of eight channels, of tiles of fewer channels, and of channels by themselves. */
export const panelPixels: usize = 4;
export const narrowPixels: usize = 6;
export const depthwisePixels: usize = 4;

@inline
function entry(pixels: usize, index: usize, last: usize): usize {
  return min(pixels + (index << 3), last);
}

@inline
function store8(to: usize, low: v128, high: v128, room: usize): void {
  v128.store(to, low);
  storeUpTo(to + 16, high, room - 4);
}

/**
 * Columns 5 to 8 in `room`; the weights are packed, eight columns for each inner index. The accumulators take half of
 * the registers: with more of them, or with the loop unrolled, engines spill.
 */
export function panelTile(
  source: usize,
  offsets: usize,
  runs: usize,
  runBytes: usize,
  weights: usize,
  bias: usize,
  pixels: usize,
  last: usize,
  target: usize,
  room: usize,
): void {
  const e1 = entry(pixels, 1, last);
  const e2 = entry(pixels, 2, last);
  const e3 = entry(pixels, 3, last);
  const p0 = source + load<usize>(pixels);
  const p1 = source + load<usize>(e1);
  const p2 = source + load<usize>(e2);
  const p3 = source + load<usize>(e3);
  const low = bias ? v128.load(bias) : all(0);
  const high = bias ? v128.load(bias, 16) : all(0);
  let l0 = low;
  let h0 = high;
  let l1 = low;
  let h1 = high;
  let l2 = low;
  let h2 = high;
  let l3 = low;
  let h3 = high;
  const end = offsets + (runs << 2);
  for (; offsets < end; offsets += 4) {
    const offset = load<usize>(offsets);
    let a0 = p0 + offset;
    let a1 = p1 + offset;
    let a2 = p2 + offset;
    let a3 = p3 + offset;
    const stop = a0 + runBytes;
    while (a0 < stop) {
      const wl = v128.load(weights);
      const wh = v128.load(weights, 16);
      let x = v128.load32_splat(a0);
      l0 = multiplyAdd(x, wl, l0);
      h0 = multiplyAdd(x, wh, h0);
      x = v128.load32_splat(a1);
      l1 = multiplyAdd(x, wl, l1);
      h1 = multiplyAdd(x, wh, h1);
      x = v128.load32_splat(a2);
      l2 = multiplyAdd(x, wl, l2);
      h2 = multiplyAdd(x, wh, h2);
      x = v128.load32_splat(a3);
      l3 = multiplyAdd(x, wl, l3);
      h3 = multiplyAdd(x, wh, h3);
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
      weights += 32;
    }
  }
  store8(target + load<usize>(pixels, 4), l0, h0, room);
  store8(target + load<usize>(e1, 4), l1, h1, room);
  store8(target + load<usize>(e2, 4), l2, h2, room);
  store8(target + load<usize>(e3, 4), l3, h3, room);
}

/** Columns 1 to 4 in `room`; the weights are packed, four columns for each inner index. */
export function narrowTile(
  source: usize,
  offsets: usize,
  runs: usize,
  runBytes: usize,
  weights: usize,
  bias: usize,
  pixels: usize,
  last: usize,
  target: usize,
  room: usize,
): void {
  const e1 = entry(pixels, 1, last);
  const e2 = entry(pixels, 2, last);
  const e3 = entry(pixels, 3, last);
  const e4 = entry(pixels, 4, last);
  const e5 = entry(pixels, 5, last);
  const p0 = source + load<usize>(pixels);
  const p1 = source + load<usize>(e1);
  const p2 = source + load<usize>(e2);
  const p3 = source + load<usize>(e3);
  const p4 = source + load<usize>(e4);
  const p5 = source + load<usize>(e5);
  const start = bias ? v128.load(bias) : all(0);
  let s0 = start;
  let s1 = start;
  let s2 = start;
  let s3 = start;
  let s4 = start;
  let s5 = start;
  const end = offsets + (runs << 2);
  for (; offsets < end; offsets += 4) {
    const offset = load<usize>(offsets);
    let a0 = p0 + offset;
    let a1 = p1 + offset;
    let a2 = p2 + offset;
    let a3 = p3 + offset;
    let a4 = p4 + offset;
    let a5 = p5 + offset;
    const stop = a0 + runBytes;
    while (a0 < stop) {
      const w = v128.load(weights);
      s0 = multiplyAdd(v128.load32_splat(a0), w, s0);
      s1 = multiplyAdd(v128.load32_splat(a1), w, s1);
      s2 = multiplyAdd(v128.load32_splat(a2), w, s2);
      s3 = multiplyAdd(v128.load32_splat(a3), w, s3);
      s4 = multiplyAdd(v128.load32_splat(a4), w, s4);
      s5 = multiplyAdd(v128.load32_splat(a5), w, s5);
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
      a4 += 4;
      a5 += 4;
      weights += 16;
    }
  }
  storeUpTo(target + load<usize>(pixels, 4), s0, room);
  storeUpTo(target + load<usize>(e1, 4), s1, room);
  storeUpTo(target + load<usize>(e2, 4), s2, room);
  storeUpTo(target + load<usize>(e3, 4), s3, room);
  storeUpTo(target + load<usize>(e4, 4), s4, room);
  storeUpTo(target + load<usize>(e5, 4), s5, room);
}

/** One column, four inner indices at a time: runs are multiples of four, the weights of the column lie in order. */
export function dotTile(
  source: usize,
  offsets: usize,
  runs: usize,
  runBytes: usize,
  weights: usize,
  bias: usize,
  pixels: usize,
  last: usize,
  target: usize,
): void {
  const e1 = entry(pixels, 1, last);
  const e2 = entry(pixels, 2, last);
  const e3 = entry(pixels, 3, last);
  const e4 = entry(pixels, 4, last);
  const e5 = entry(pixels, 5, last);
  const p0 = source + load<usize>(pixels);
  const p1 = source + load<usize>(e1);
  const p2 = source + load<usize>(e2);
  const p3 = source + load<usize>(e3);
  const p4 = source + load<usize>(e4);
  const p5 = source + load<usize>(e5);
  let s0 = all(0);
  let s1 = all(0);
  let s2 = all(0);
  let s3 = all(0);
  let s4 = all(0);
  let s5 = all(0);
  const end = offsets + (runs << 2);
  for (; offsets < end; offsets += 4) {
    const offset = load<usize>(offsets);
    let a0 = p0 + offset;
    let a1 = p1 + offset;
    let a2 = p2 + offset;
    let a3 = p3 + offset;
    let a4 = p4 + offset;
    let a5 = p5 + offset;
    const stop = a0 + runBytes;
    while (a0 < stop) {
      const w = v128.load(weights);
      s0 = multiplyAdd(v128.load(a0), w, s0);
      s1 = multiplyAdd(v128.load(a1), w, s1);
      s2 = multiplyAdd(v128.load(a2), w, s2);
      s3 = multiplyAdd(v128.load(a3), w, s3);
      s4 = multiplyAdd(v128.load(a4), w, s4);
      s5 = multiplyAdd(v128.load(a5), w, s5);
      a0 += 16;
      a1 += 16;
      a2 += 16;
      a3 += 16;
      a4 += 16;
      a5 += 16;
      weights += 16;
    }
  }
  const start = bias ? load<f32>(bias) : 0;
  store<f32>(target + load<usize>(pixels, 4), start + sumOfLanes(s0));
  store<f32>(target + load<usize>(e1, 4), start + sumOfLanes(s1));
  store<f32>(target + load<usize>(e2, 4), start + sumOfLanes(s2));
  store<f32>(target + load<usize>(e3, 4), start + sumOfLanes(s3));
  store<f32>(target + load<usize>(e4, 4), start + sumOfLanes(s4));
  store<f32>(target + load<usize>(e5, 4), start + sumOfLanes(s5));
}

/** Four channels that each have their own weights, `weightStep` bytes from tap to tap; a run is one tap. */
export function depthwiseTile(
  source: usize,
  offsets: usize,
  runs: usize,
  weightStep: usize,
  weights: usize,
  bias: usize,
  pixels: usize,
  last: usize,
  target: usize,
  room: usize,
): void {
  const e1 = entry(pixels, 1, last);
  const e2 = entry(pixels, 2, last);
  const e3 = entry(pixels, 3, last);
  const a0 = source + load<usize>(pixels);
  const a1 = source + load<usize>(e1);
  const a2 = source + load<usize>(e2);
  const a3 = source + load<usize>(e3);
  const start = bias ? v128.load(bias) : all(0);
  let s0 = start;
  let s1 = start;
  let s2 = start;
  let s3 = start;
  const end = offsets + (runs << 2);
  for (; offsets < end; offsets += 4) {
    const offset = load<usize>(offsets);
    const w = v128.load(weights);
    s0 = multiplyAdd(v128.load(a0 + offset), w, s0);
    s1 = multiplyAdd(v128.load(a1 + offset), w, s1);
    s2 = multiplyAdd(v128.load(a2 + offset), w, s2);
    s3 = multiplyAdd(v128.load(a3 + offset), w, s3);
    weights += weightStep;
  }
  storeUpTo(target + load<usize>(pixels, 4), s0, room);
  storeUpTo(target + load<usize>(e1, 4), s1, room);
  storeUpTo(target + load<usize>(e2, 4), s2, room);
  storeUpTo(target + load<usize>(e3, 4), s3, room);
}
