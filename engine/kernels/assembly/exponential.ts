// exp and what is made of it, for four f32 at a time; every bound is tested against double precision.

import { all, choose, multiplyAdd } from "./vector";

/** ln 2 in two parts, the first with few bits, so that its multiples are exact (Cody and Waite). */
const ln2High: f32 = 0.693359375;
const ln2Low: f32 = -2.12194440e-4;
const log2e: f32 = 1.44269504;
/** 1.5·2²³: added to a small number it leaves the nearest integer in the lowest bits. */
const roundingShift: f32 = 12582912;

/** 2ⁿ for integers −126 ≤ n ≤ 127. */
@inline
export function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}

/** r + r²·P(r) ≈ exp(r) − 1 for |r| ≤ ln(2)/2 (Cephes' expf). */
@inline
function reducedExponentialMinusOne(r: v128): v128 {
  let p = multiplyAdd(all(1.9875691500e-4), r, all(1.3981999507e-3));
  p = multiplyAdd(p, r, all(8.3334519073e-3));
  p = multiplyAdd(p, r, all(4.1665795894e-2));
  p = multiplyAdd(p, r, all(1.6666665459e-1));
  p = multiplyAdd(p, r, all(5.0000001201e-1));
  return multiplyAdd(p, f32x4.mul(r, r), r);
}

@inline
function reduce(x: v128, n: v128): v128 {
  return multiplyAdd(n, all(-ln2Low), multiplyAdd(n, all(-ln2High), x));
}

/** eˣ within 1.5 ulp; subnormal results within one unit of their last place. */
@inline
export function exp(x: v128): v128 {
  const clamped = f32x4.pmax(f32x4.pmin(x, all(89)), all(-104));
  const shifted = multiplyAdd(clamped, all(log2e), all(roundingShift));
  const n = i32x4.sub(shifted, all(roundingShift));
  const r = reduce(clamped, f32x4.sub(shifted, all(roundingShift)));
  const half = i32x4.shr_s(n, 1);
  const p = f32x4.add(reducedExponentialMinusOne(r), all(1));
  return f32x4.mul(f32x4.mul(p, powerOfTwo(half)), powerOfTwo(i32x4.sub(n, half)));
}

/** eˣ − 1 within 2.5 ulp, also near 0. */
@inline
export function expMinusOne(x: v128): v128 {
  const clamped = f32x4.pmax(f32x4.pmin(x, all(89)), all(-20));
  const shifted = multiplyAdd(clamped, all(log2e), all(roundingShift));
  const n = i32x4.sub(shifted, all(roundingShift));
  const q = reducedExponentialMinusOne(reduce(clamped, f32x4.sub(shifted, all(roundingShift))));
  // Twice half the power, because 2¹²⁸ has no f32.
  const half = powerOfTwo(i32x4.sub(n, i32x4.splat(1)));
  const result = multiplyAdd(q, half, f32x4.sub(half, all(0.5)));
  return choose(f32x4.eq(x, all(0)), x, f32x4.add(result, result));
}

/** tanh x = t/(t + 2) with t = exp(2|x|) − 1, within 3 ulp. */
@inline
export function tanh(x: v128): v128 {
  const sign = v128.and(x, all(-0.0));
  const magnitude = v128.andnot(x, all(-0.0));
  const doubled = f32x4.pmin(f32x4.add(magnitude, magnitude), all(20));
  const shifted = multiplyAdd(doubled, all(log2e), all(roundingShift));
  const power = powerOfTwo(i32x4.sub(shifted, all(roundingShift)));
  const q = reducedExponentialMinusOne(reduce(doubled, f32x4.sub(shifted, all(roundingShift))));
  const t = multiplyAdd(q, power, f32x4.sub(power, all(1)));
  return v128.or(f32x4.div(t, f32x4.add(t, all(2))), sign);
}

/** 1/(1 + e⁻ˣ) within 3 ulp, without overflow; subnormal results within one unit of their last place. */
@inline
export function sigmoid(x: v128): v128 {
  const e = exp(v128.or(x, all(-0.0)));
  return f32x4.div(choose(f32x4.lt(x, all(0)), e, all(1)), f32x4.add(e, all(1)));
}
