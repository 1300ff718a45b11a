// The error function and GELU, for four f32 at a time; every bound is tested against double precision.

import { exp } from "./exponential";
import { all, choose, multiplyAdd } from "./vector";

/** erf x within 1.5 ulp: x·P(x²) near 0, beyond that 1 − exp(Q(|x|)) (polynomials by N. Juffa). */
@inline
export function erf(x: v128): v128 {
  const sign = v128.and(x, all(-0.0));
  const t = f32x4.pmin(v128.andnot(x, all(-0.0)), all(4));
  const s = f32x4.mul(t, t);

  const low = multiplyAdd(all(-1.72853470e-5), t, all(3.83197126e-4));
  const high = multiplyAdd(all(-3.88396438e-3), t, all(2.42546219e-2));
  let far = multiplyAdd(low, s, high);
  far = multiplyAdd(far, t, all(-1.06777877e-1));
  far = multiplyAdd(far, t, all(-6.34846687e-1));
  far = multiplyAdd(far, t, all(-1.28717512e-1));
  far = f32x4.sub(all(1), exp(f32x4.sub(f32x4.mul(far, t), t)));

  let near = multiplyAdd(all(-5.96761703e-4), s, all(4.99119423e-3));
  near = multiplyAdd(near, s, all(-2.67681349e-2));
  near = multiplyAdd(near, s, all(1.12819925e-1));
  near = multiplyAdd(near, s, all(-3.76125336e-1));
  near = multiplyAdd(near, s, all(1.28379166e-1));
  near = multiplyAdd(near, t, t);

  return v128.or(choose(f32x4.gt(t, all(0.927734375)), far, near), sign);
}

/** x·(1 + erf(x/√2))/2, within 1 ulp plus 2.5e-7·|x|. */
@inline
export function gelu(x: v128): v128 {
  const half = f32x4.mul(x, all(0.5));
  return multiplyAdd(half, erf(f32x4.mul(x, all(0.70710678))), half);
}
