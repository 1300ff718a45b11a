// Symmetric systems of linear equations, by Cholesky's factorisation.

/**
 * x with A·x = b for a symmetric positive definite A, whose lower triangle is overwritten by its Cholesky factor. A pivot
 * below `least`, as rounding may leave it, is taken for that.
 */
export function solveCholesky(a: Float64Array, b: Float64Array, least: number): Float64Array {
  const n = b.length;
  for (let j = 0; j < n; j++) {
    for (let k = 0; k <= j; k++) {
      let sum = a[j * n + k];
      for (let l = 0; l < k; l++) sum -= a[j * n + l] * a[k * n + l];
      a[j * n + k] = j === k ? Math.sqrt(Math.max(sum, least)) : sum / a[k * n + k];
    }
  }
  const x = b.slice();
  for (let j = 0; j < n; j++) {
    for (let k = 0; k < j; k++) x[j] -= a[j * n + k] * x[k];
    x[j] /= a[j * n + j];
  }
  for (let j = n - 1; j >= 0; j--) {
    for (let k = j + 1; k < n; k++) x[j] -= a[k * n + j] * x[k];
    x[j] /= a[j * n + j];
  }
  return x;
}
