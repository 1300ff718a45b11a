// Eigenvalues of very small symmetric matrices, by Jacobi's rotations: graphs fall into many components of a few nodes.

import type { Eigenpairs } from "./solver";

/** Rows up to which rotations are quicker than a call of the dense solver. */
export const smallRows = 16;

/** All pairs of a symmetric matrix, n × n, row-major, which is overwritten. */
export function smallEigenpairs(matrix: Float64Array, n: number): Eigenpairs {
  const vectors = new Float64Array(n * n);
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1;
  // Cyclic sweeps converge quadratically; what is left after a few is below rounding.
  for (let sweep = 0; sweep < 30 && !isDiagonal(matrix, n); sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(matrix, vectors, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => matrix[a * n + a] - matrix[b * n + b]);
  const sorted = new Float64Array(n * n);
  for (const [to, from] of order.entries()) sorted.set(vectors.subarray(from * n, (from + 1) * n), to * n);
  return { values: Float64Array.from(order, (i) => matrix[i * n + i]), vectors: sorted };
}

function isDiagonal(matrix: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) if (matrix[i * n + j] !== 0) return false;
  return true;
}

function rotate(a: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const off = a[p * n + q];
  const size = Math.abs(a[p * n + p]) + Math.abs(a[q * n + q]);
  if (Math.abs(off) <= Number.EPSILON * Number.EPSILON || size + Math.abs(off) * 1e-2 === size) {
    a[p * n + q] = 0;
    a[q * n + p] = 0;
    return;
  }
  const theta = (a[q * n + q] - a[p * n + p]) / (2 * off);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (let k = 0; k < n; k++) {
    const [kp, kq] = [a[k * n + p], a[k * n + q]];
    a[k * n + p] = cosine * kp - sine * kq;
    a[k * n + q] = sine * kp + cosine * kq;
  }
  for (let k = 0; k < n; k++) {
    const [pk, qk] = [a[p * n + k], a[q * n + k]];
    a[p * n + k] = cosine * pk - sine * qk;
    a[q * n + k] = sine * pk + cosine * qk;
    const [vp, vq] = [vectors[p * n + k], vectors[q * n + k]];
    vectors[p * n + k] = cosine * vp - sine * vq;
    vectors[q * n + k] = sine * vp + cosine * vq;
  }
  a[p * n + q] = 0;
  a[q * n + p] = 0;
}
