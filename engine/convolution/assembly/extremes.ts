// Minima and maxima of vectors of samples of any element type.

@inline
export function least<T>(a: v128, b: v128): v128 {
  if (isFloat<T>()) return f32x4.pmin(a, b);
  return sizeof<T>() == 1 ? i8x16.min_u(a, b) : i16x8.min_u(a, b);
}

@inline
export function greatest<T>(a: v128, b: v128): v128 {
  if (isFloat<T>()) return f32x4.pmax(a, b);
  return sizeof<T>() == 1 ? i8x16.max_u(a, b) : i16x8.max_u(a, b);
}
