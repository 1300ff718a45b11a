// Small matrix products with panels: inner products of many panels with one, and panels combined into others.

import { word } from "./arguments";

/** Rows that stay in the first cache while panel after panel goes over them. */
const blockRows: usize = 128;
/** Bytes of 8 × 8 numbers. */
const square: usize = 512;

/**
 * Inner products over the rows of a chunk, 8 × 8 for each panel: vectors of the panel are the rows. Slots: table of
 * panels, their count, the panel, and where each chunk has its products.
 */
export function gram(slots: usize, from: usize, to: usize, chunk: usize, thread: usize): void {
  const table = word(slots, 0);
  const count = word(slots, 1);
  const other = word(slots, 2);
  const sums = word(slots, 3) + chunk * count * square;
  memory.fill(sums, 0, count * square);
  for (; from < to; from += blockRows) {
    const rows = min(blockRows, to - from);
    for (let panel: usize = 0; panel < count; panel++) {
      const left = load<usize>(table + (panel << 2)) + (from << 6);
      const right = other + (from << 6);
      const at = sums + panel * square;
      fourByFour(left, right, rows, at);
      fourByFour(left, right + 32, rows, at + 32);
      fourByFour(left + 32, right, rows, at + 256);
      fourByFour(left + 32, right + 32, rows, at + 288);
    }
  }
}

/** Adds to a quarter of the 8 × 8. */
function fourByFour(left: usize, right: usize, rows: usize, to: usize): void {
  let s00 = v128.load(to);
  let s01 = v128.load(to, 16);
  let s10 = v128.load(to, 64);
  let s11 = v128.load(to, 80);
  let s20 = v128.load(to, 128);
  let s21 = v128.load(to, 144);
  let s30 = v128.load(to, 192);
  let s31 = v128.load(to, 208);
  for (const end = left + (rows << 6); left < end; left += 64) {
    const b0 = v128.load(right);
    const b1 = v128.load(right, 16);
    right += 64;
    let a = v128.load64_splat(left);
    s00 = f64x2.add(s00, f64x2.mul(a, b0));
    s01 = f64x2.add(s01, f64x2.mul(a, b1));
    a = v128.load64_splat(left, 8);
    s10 = f64x2.add(s10, f64x2.mul(a, b0));
    s11 = f64x2.add(s11, f64x2.mul(a, b1));
    a = v128.load64_splat(left, 16);
    s20 = f64x2.add(s20, f64x2.mul(a, b0));
    s21 = f64x2.add(s21, f64x2.mul(a, b1));
    a = v128.load64_splat(left, 24);
    s30 = f64x2.add(s30, f64x2.mul(a, b0));
    s31 = f64x2.add(s31, f64x2.mul(a, b1));
  }
  v128.store(to, s00);
  v128.store(to, s01, 16);
  v128.store(to, s10, 64);
  v128.store(to, s11, 80);
  v128.store(to, s20, 128);
  v128.store(to, s21, 144);
  v128.store(to, s30, 192);
  v128.store(to, s31, 208);
}

/**
 * The panel Σ panel · coefficients, which is none of the panels. Slots: table of panels, their count, coefficients
 * (8 × 8 for each panel), result.
 */
export function combine(slots: usize, from: usize, to: usize, chunk: usize, thread: usize): void {
  const result = word(slots, 3);
  for (; from < to; from += blockRows) {
    const rows = min(blockRows, to - from);
    sumOfPanels(word(slots, 0), word(slots, 1), word(slots, 2), from, rows, result + (from << 6));
  }
}

/**
 * Replaces the first panels by sums over all. Slots: table of panels, their count, coefficients (for each result 8 × 8
 * for each panel), number of results, and room for `blockRows` rows of all results for each thread.
 */
export function rotate(slots: usize, from: usize, to: usize, chunk: usize, thread: usize): void {
  const table = word(slots, 0);
  const count = word(slots, 1);
  const coefficients = word(slots, 2);
  const results = word(slots, 3);
  const room = word(slots, 4) + thread * results * (blockRows << 6);
  for (; from < to; from += blockRows) {
    const rows = min(blockRows, to - from);
    for (let result: usize = 0; result < results; result++) {
      const factors = coefficients + result * count * square;
      sumOfPanels(table, count, factors, from, rows, room + result * (blockRows << 6));
    }
    for (let result: usize = 0; result < results; result++) {
      const target = load<usize>(table + (result << 2)) + (from << 6);
      memory.copy(target, room + result * (blockRows << 6), rows << 6);
    }
  }
}

function sumOfPanels(table: usize, count: usize, coefficients: usize, from: usize, rows: usize, to: usize): void {
  memory.fill(to, 0, rows << 6);
  for (let panel: usize = 0; panel < count; panel++) {
    const source = load<usize>(table + (panel << 2)) + (from << 6);
    const factors = coefficients + panel * square;
    addPanel(source, factors, rows, to);
    addPanel(source, factors + 32, rows, to + 32);
  }
}

/** Adds the sums of four of the eight results, four rows at a time. */
function addPanel(source: usize, factors: usize, rows: usize, to: usize): void {
  for (; rows >= 4; rows -= 4) {
    let s00 = v128.load(to);
    let s01 = v128.load(to, 16);
    let s10 = v128.load(to, 64);
    let s11 = v128.load(to, 80);
    let s20 = v128.load(to, 128);
    let s21 = v128.load(to, 144);
    let s30 = v128.load(to, 192);
    let s31 = v128.load(to, 208);
    let factor = factors;
    for (const end = source + 64; source < end; source += 8) {
      const f0 = v128.load(factor);
      const f1 = v128.load(factor, 16);
      factor += 64;
      let a = v128.load64_splat(source);
      s00 = f64x2.add(s00, f64x2.mul(a, f0));
      s01 = f64x2.add(s01, f64x2.mul(a, f1));
      a = v128.load64_splat(source, 64);
      s10 = f64x2.add(s10, f64x2.mul(a, f0));
      s11 = f64x2.add(s11, f64x2.mul(a, f1));
      a = v128.load64_splat(source, 128);
      s20 = f64x2.add(s20, f64x2.mul(a, f0));
      s21 = f64x2.add(s21, f64x2.mul(a, f1));
      a = v128.load64_splat(source, 192);
      s30 = f64x2.add(s30, f64x2.mul(a, f0));
      s31 = f64x2.add(s31, f64x2.mul(a, f1));
    }
    source += 192;
    v128.store(to, s00);
    v128.store(to, s01, 16);
    v128.store(to, s10, 64);
    v128.store(to, s11, 80);
    v128.store(to, s20, 128);
    v128.store(to, s21, 144);
    v128.store(to, s30, 192);
    v128.store(to, s31, 208);
    to += 256;
  }
  for (; rows > 0; rows--) {
    let s0 = v128.load(to);
    let s1 = v128.load(to, 16);
    let factor = factors;
    for (const end = source + 64; source < end; source += 8) {
      const a = v128.load64_splat(source);
      s0 = f64x2.add(s0, f64x2.mul(a, v128.load(factor)));
      s1 = f64x2.add(s1, f64x2.mul(a, v128.load(factor, 16)));
      factor += 64;
    }
    v128.store(to, s0);
    v128.store(to, s1, 16);
    to += 64;
  }
}
