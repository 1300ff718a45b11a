// Samples of every element type as vectors: read as singles, rounded and clamped, written.

import { all } from "../../kernels/assembly/vector";

/** Numbers of element types: what a caller names them by. */
export const kindU8: i32 = 0;
export const kindU16: i32 = 1;
export const kindF32: i32 = 2;
export const kindI16: i32 = 3;
export const kindI32: i32 = 4;

/** Numbers of rounding modes. */
export const roundEven: i32 = 0;
export const roundTruncate: i32 = 1;
/** Half up, which for what is not clamped to 0 is half away from 0. */
export const roundUp: i32 = 2;

/** 2²³: added to a smaller single of no sign, it rounds it to even and leaves the integer in its lowest bits. */
const integerShift: f32 = 8388608;

/** Four samples, as i32. */
@inline
export function loadIntegers<T>(address: usize): v128 {
  if (isFloat<T>()) return i32x4.trunc_sat_f32x4_s(v128.load(address));
  if (sizeof<T>() == 4) return v128.load(address);
  if (sizeof<T>() == 2) return isSigned<T>() ? v128.load16x4_s(address) : v128.load16x4_u(address);
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(address)));
}

/** Four samples, as f32. */
@inline
export function loadSingles<T>(address: usize): v128 {
  if (isFloat<T>()) return v128.load(address);
  return f32x4.convert_i32x4_s(loadIntegers<T>(address));
}

/** Four values rounded to integers and clamped to 0 … white, as i32; NaN becomes 0. */
@inline
export function rounded(value: v128, white: f32, rounding: i32): v128 {
  let inside = f32x4.pmin(all(white), f32x4.pmax(all(0), value));
  if (rounding != roundEven) {
    const below = f32x4.floor(inside);
    if (rounding == roundUp) {
      const up = f32x4.ge(f32x4.sub(inside, below), all(0.5));
      inside = f32x4.add(below, v128.and(up, all(1)));
    } else inside = below;
  }
  return v128.xor(f32x4.add(inside, all(integerShift)), all(integerShift));
}

/** Writes four values in the units of T, rounded and clamped where T is an integer type. */
@inline
export function storeFour<T>(address: usize, value: v128, rounding: i32): void {
  if (isFloat<T>()) v128.store(address, value);
  else if (sizeof<T>() == 2) {
    const whole = rounded(value, 65535, rounding);
    v128.store64_lane(address, i16x8.narrow_i32x4_u(whole, whole), 0);
  } else {
    const whole = rounded(value, 255, rounding);
    const pairs = i16x8.narrow_i32x4_s(whole, whole);
    v128.store32_lane(address, i8x16.narrow_i16x8_u(pairs, pairs), 0);
  }
}

/** The value of white. */
@inline
export function whiteOf<T>(): f32 {
  if (isFloat<T>()) return 1;
  return sizeof<T>() == 2 ? 65535 : 255;
}

/** One sample, as a double. */
@inline
export function loadOne<T>(address: usize): f64 {
  return <f64>load<T>(address);
}

/** Writes one value in the units of T, held as a single, rounded and clamped where T is an integer type. */
@inline
export function storeOne<T>(address: usize, value: f64, rounding: i32): void {
  const single = <f32>value;
  if (isFloat<T>()) store<f32>(address, single);
  else store<T>(address, <T>i32x4.extract_lane(rounded(all(single), whiteOf<T>(), rounding), 0));
}
