// log and what is made of it, for four f32 at a time; every bound is tested against double precision.

import { exp } from "./exponential";
import { all, choose, multiplyAdd } from "./vector";

/** ln(1 + f) + k·ln 2 for √½ ≤ 1 + f ≤ √2: the series in s = f/(2 + f) of FreeBSD's logf. */
@inline
function reducedLog(f: v128, k: v128): v128 {
  const s = f32x4.div(f, f32x4.add(f, all(2)));
  const z = f32x4.mul(s, s);
  const w = f32x4.mul(z, z);
  const even = f32x4.mul(w, multiplyAdd(w, all(0.24279078841), all(0.40000972152)));
  const odd = f32x4.mul(z, multiplyAdd(w, all(0.28498786688), all(0.66666662693)));
  const halfSquare = f32x4.mul(f32x4.mul(f, f), all(0.5));
  const series = f32x4.mul(s, f32x4.add(halfSquare, f32x4.add(even, odd)));
  const low = f32x4.sub(multiplyAdd(k, all(9.0580006145e-6), series), halfSquare);
  return multiplyAdd(k, all(6.9313812256e-1), f32x4.add(low, f));
}

/** ln x within 1.5 ulp, also of subnormal numbers; −∞ at 0, NaN below. */
@inline
export function log(x: v128): v128 {
  const small = f32x4.lt(x, all(1.17549435e-38));
  const normal = choose(small, f32x4.mul(x, all(8388608)), x);
  const exponent = i32x4.shr_s(i32x4.sub(normal, i32x4.splat(0x3f3504f3)), 23);
  const mantissa = i32x4.sub(normal, i32x4.shl(exponent, 23));
  const k = f32x4.convert_i32x4_s(i32x4.sub(exponent, v128.and(small, i32x4.splat(23))));
  let result = reducedLog(f32x4.sub(mantissa, all(1)), k);
  result = choose(f32x4.lt(x, all(Infinity)), result, x);
  result = choose(f32x4.eq(x, all(0)), all(-Infinity), result);
  return choose(f32x4.lt(x, all(0)), all(NaN), result);
}

/** ln(1 + u) for 0 ≤ u ≤ 1, within 2 ulp. */
@inline
function logOnePlus(u: v128): v128 {
  const large = f32x4.gt(u, all(0.41421356));
  const f = choose(large, f32x4.mul(f32x4.sub(u, all(1)), all(0.5)), u);
  return reducedLog(f, v128.and(large, all(1)));
}

/** ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|), within 3 ulp; subnormal results within one unit of their last place. */
@inline
export function softplus(x: v128): v128 {
  return f32x4.add(f32x4.max(x, all(0)), logOnePlus(exp(v128.or(x, all(-0.0)))));
}
