// Eigenpairs of a small symmetric tridiagonal matrix by the QL iteration, its rotations applied to rows.

import { rotate } from "./vector";

/** More sweeps than any eigenvalue takes. */
const sweeps: i32 = 80;

/**
 * `d`: the diagonal, which becomes the values, in no order; `e`: the entries beside it, n of them, the last one 0, which
 * are lost; those up to `negligible` count as 0. Rows of `z`, `stride` bytes apart and `length` long, are turned as the
 * coordinates are: rows of the unit matrix become vectors. Returns whether all was found.
 */
export function findPairs(
  d: usize,
  e: usize,
  n: i32,
  negligible: f64,
  z: usize,
  stride: usize,
  length: usize,
): bool {
  for (let l = 0; l < n; l++) {
    for (let sweep = 0; ; sweep++) {
      let m = l;
      while (m < n - 1 && abs(load<f64>(e + (m << 3))) > negligible) m++;
      if (m == l) break;
      if (sweep == sweeps) return false;
      const start = load<f64>(d + (l << 3));
      const beside = load<f64>(e + (l << 3));
      let g = (load<f64>(d + (l << 3), 8) - start) / (2 * beside);
      g = load<f64>(d + (m << 3)) - start + beside / (g + copysign(sqrt(g * g + 1), g));
      let s: f64 = 1;
      let c: f64 = 1;
      let p: f64 = 0;
      let i = m - 1;
      for (; i >= l; i--) {
        const at = i << 3;
        const f = s * load<f64>(e + at);
        const b = c * load<f64>(e + at);
        let r = sqrt(f * f + g * g);
        store<f64>(e + at, r, 8);
        if (r == 0) {
          store<f64>(d + at, load<f64>(d + at, 8) - p, 8);
          store<f64>(e + (m << 3), 0);
          break;
        }
        s = f / r;
        c = g / r;
        g = load<f64>(d + at, 8) - p;
        r = (load<f64>(d + at) - g) * s + 2 * c * b;
        p = s * r;
        store<f64>(d + at, g + p, 8);
        g = c * r - b;
        rotate(z + <usize>i * stride, z + <usize>(i + 1) * stride, c, s, length);
      }
      if (i >= l) continue;
      store<f64>(d + (l << 3), load<f64>(d + (l << 3)) - p);
      store<f64>(e + (l << 3), g);
      store<f64>(e + (m << 3), 0);
    }
  }
  return true;
}
