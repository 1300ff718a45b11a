// The innermost part of a matrix product: 4 × 4 entries of the result, of operands that were packed into strips of four.

import { multiplyAdd } from "./vector";

/** What becomes of the result: it is set, added to, or subtracted from. */
export const set: i32 = 0;
export const add: i32 = 1;
export const subtract: i32 = 2;

@inline
function finish(to: usize, value: v128, mode: i32, offset: usize): void {
  const at = to + offset;
  if (mode == set) v128.store(at, value);
  else if (mode == subtract) v128.store(at, f64x2.sub(v128.load(at), value));
  else v128.store(at, f64x2.add(v128.load(at), value));
}

/** Σ_k a[k][0 … 3]ᵀ b[k][0 … 3], to four rows that are `stride` bytes apart. */
export function tile(a: usize, b: usize, k: usize, to: usize, stride: usize, mode: i32): void {
  let c00 = f64x2.splat(0);
  let c01 = c00;
  let c10 = c00;
  let c11 = c00;
  let c20 = c00;
  let c21 = c00;
  let c30 = c00;
  let c31 = c00;
  const end = a + (k << 5);
  for (; a < end; a += 32, b += 32) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let factor = v128.load_splat<f64>(a);
    c00 = multiplyAdd(factor, b0, c00);
    c01 = multiplyAdd(factor, b1, c01);
    factor = v128.load_splat<f64>(a, 8);
    c10 = multiplyAdd(factor, b0, c10);
    c11 = multiplyAdd(factor, b1, c11);
    factor = v128.load_splat<f64>(a, 16);
    c20 = multiplyAdd(factor, b0, c20);
    c21 = multiplyAdd(factor, b1, c21);
    factor = v128.load_splat<f64>(a, 24);
    c30 = multiplyAdd(factor, b0, c30);
    c31 = multiplyAdd(factor, b1, c31);
  }
  finish(to, c00, mode, 0);
  finish(to, c01, mode, 16);
  to += stride;
  finish(to, c10, mode, 0);
  finish(to, c11, mode, 16);
  to += stride;
  finish(to, c20, mode, 0);
  finish(to, c21, mode, 16);
  to += stride;
  finish(to, c30, mode, 0);
  finish(to, c31, mode, 16);
}
