// Eigenvalues of a symmetric tridiagonal matrix by the QL iteration without square roots (Pal, Walker and Kahan; C. Reinsch, 1973).

/** More sweeps than any eigenvalue takes. */
const sweeps: i32 = 80;

/**
 * Finds eigenvalues from number `first` on, for about `steps` steps, and returns the number of the first one that is not
 * found yet; n when all are there, −1 when one does not converge. `d` holds the diagonal and gets the values in no order,
 * `e` the squares of the entries beside it and loses them; those up to `negligible` count as 0.
 */
export function findValues(d: usize, e: usize, n: i32, first: i32, negligible: f64, steps: i32): i32 {
  for (let l = first; l < n; l++) {
    for (let sweep = 0; ; sweep++) {
      let m = l;
      while (m < n - 1 && load<f64>(e + (m << 3)) > negligible) m++;
      if (m == l) break;
      if (sweep == sweeps) return -1;
      steps -= m - l;
      const start = load<f64>(d + (l << 3));
      const root = sqrt(load<f64>(e + (l << 3)));
      let sigma = (load<f64>(d + ((l + 1) << 3)) - start) / (2 * root);
      sigma = start - root / (sigma + copysign(sqrt(sigma * sigma + 1), sigma));
      let c: f64 = 1;
      let s: f64 = 0;
      let gamma = load<f64>(d + (m << 3)) - sigma;
      let p = gamma * gamma;
      for (let i = m - 1; i >= l; i--) {
        const at = i << 3;
        const square = load<f64>(e + at);
        const r = p + square;
        if (i != m - 1) store<f64>(e + at, s * r, 8);
        const before = c;
        c = p / r;
        s = square / r;
        const gammaBefore = gamma;
        const alpha = load<f64>(d + at);
        gamma = c * (alpha - sigma) - s * gammaBefore;
        store<f64>(d + at, gammaBefore + (alpha - gamma), 8);
        p = c != 0 ? (gamma * gamma) / c : before * square;
      }
      store<f64>(e + (l << 3), s * p);
      store<f64>(d + (l << 3), sigma + gamma);
    }
    if (steps <= 0) return l + 1;
  }
  return n;
}
