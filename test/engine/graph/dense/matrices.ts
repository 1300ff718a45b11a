// Symmetric matrices for the dense solver, and what is independent of it: Jacobi's rotations, residuals, closed forms.

import assert from "node:assert/strict";
import type { Eigenpairs } from "../../../../engine/graph/solver";

/** A symmetric matrix of entries that `entry` gives for column ≤ row. */
export function symmetric(n: number, entry: (row: number, column: number) => number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let row = 0; row < n; row++)
    for (let column = 0; column <= row; column++)
      matrix[row * n + column] = matrix[column * n + row] = entry(row, column);
  return matrix;
}

/** Numbers in [−1, 1), always the same. */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  };
}

/** L = D − A, or I − D^−½·A·D^−½ with a zero diagonal for isolated nodes. */
export function laplacian(n: number, edges: readonly (readonly [number, number])[], normalised = false): Float64Array {
  const degrees = new Float64Array(n);
  for (const [a, b] of edges) {
    degrees[a]++;
    degrees[b]++;
  }
  const matrix = symmetric(n, (row, column) =>
    row !== column ? 0 : normalised ? Math.sign(degrees[row]) : degrees[row],
  );
  for (const [a, b] of edges)
    matrix[a * n + b] = matrix[b * n + a] = normalised ? -1 / Math.sqrt(degrees[a] * degrees[b]) : -1;
  return matrix;
}

/** Eigenvalues by cyclic rotations that make one entry after the other 0 (C. Jacobi, 1846), ascending. */
export function jacobi(matrix: Float64Array, n: number): Float64Array {
  const a = matrix.slice();
  const turn = (first: number, second: number, c: number, s: number): void => {
    const [x, y] = [a[first], a[second]];
    a[first] = c * x - s * y;
    a[second] = s * x + c * y;
  };
  for (let turned = true; turned; ) {
    turned = false;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(a[p * n + q]) < 1e-15) continue;
        turned = true;
        const angle = Math.atan2(2 * a[p * n + q], a[q * n + q] - a[p * n + p]) / 2;
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (let k = 0; k < n; k++) turn(p * n + k, q * n + k, c, s);
        for (let k = 0; k < n; k++) turn(k * n + p, k * n + q, c, s);
      }
  }
  return Float64Array.from({ length: n }, (_, i) => a[i * n + i]).sort();
}

/** Both ascending; `tolerance` is absolute. */
export function near(found: Float64Array, expected: ArrayLike<number>, tolerance: number): void {
  assert.equal(found.length, expected.length);
  for (let i = 0; i < found.length; i++)
    assert.ok(Math.abs(found[i] - expected[i]) <= tolerance, `value ${i}: ${found[i]} instead of ${expected[i]}`);
}

/** Every pair fits the matrix, vectors are orthonormal, both within `tolerance`, the former times the norm. */
export function checkPairs(matrix: Float64Array, n: number, { values, vectors }: Eigenpairs, tolerance = 1e-12): void {
  assert.equal(vectors.length, n * n);
  const norm = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let k = 0; k < n; k++) {
    const vector = vectors.subarray(k * n, (k + 1) * n);
    if (k > 0) assert.ok(values[k] >= values[k - 1], `value ${k} is less than the one before`);
    for (let row = 0; row < n; row++) {
      let [residual, product] = [-values[k] * vector[row], row === k ? -1 : 0];
      for (let i = 0; i < n; i++) {
        residual += matrix[row * n + i] * vector[i];
        product += vectors[row * n + i] * vector[i];
      }
      assert.ok(Math.abs(residual) <= tolerance * norm, `pair ${k} leaves ${residual} in row ${row}`);
      assert.ok(Math.abs(product) <= tolerance, `vectors ${k} and ${row}: ${product}`);
    }
  }
}
