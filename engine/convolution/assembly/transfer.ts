// The sRGB transfer curve of singles, four at a time; integers go through a table.

import { exp } from "../../kernels/assembly/exponential";
import { log } from "../../kernels/assembly/logarithm";
import { all, choose } from "../../kernels/assembly/vector";
import { kindF32, kindU8, kindU16, storeFour, whiteOf } from "./samples";

/** xᵖ for x > 0. */
@inline
function power(x: v128, p: f32): v128 {
  return exp(f32x4.mul(log(x), all(p)));
}

@inline
function linear(x: v128): v128 {
  const curve = power(f32x4.div(f32x4.add(x, all(0.055)), all(1.055)), 2.4);
  return choose(f32x4.le(x, all(0.04045)), f32x4.div(x, all(12.92)), curve);
}

@inline
function stored(x: v128): v128 {
  const curve = f32x4.sub(f32x4.mul(power(x, <f32>(1 / 2.4)), all(1.055)), all(0.055));
  return choose(f32x4.le(x, all(0.0031308)), f32x4.mul(x, all(12.92)), curve);
}

@inline
function transferRows<To>(
  toLinear: bool,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  samples: usize,
  rounding: i32,
): void {
  const white = all(whiteOf<To>());
  for (; rows > 0; rows--) {
    let at = from;
    let target = to;
    const end = from + (samples << 2);
    while (at < end) {
      const x = v128.load(at);
      storeFour<To>(target, f32x4.mul(toLinear ? linear(x) : stored(x), white), rounding);
      at += 16;
      target += 4 * sizeof<To>();
    }
    from += fromStride;
    to += toStride;
  }
}

/** All channels, alpha too; up to 3 samples more are written. */
export function transfer(
  toKind: i32,
  toLinear: bool,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  samples: usize,
  rounding: i32,
): void {
  if (toKind == kindU8) transferRows<u8>(toLinear, from, fromStride, to, toStride, rows, samples, rounding);
  else if (toKind == kindU16) transferRows<u16>(toLinear, from, fromStride, to, toStride, rows, samples, rounding);
  else if (toKind == kindF32) transferRows<f32>(toLinear, from, fromStride, to, toStride, rows, samples, rounding);
}
