// Solvers for small matrices by Jacobi's rotations and exact traces, in place of the real ones.

import { smallEigenpairs } from "../../../engine/graph/small-eigen";
import { full } from "../../../engine/graph/solve-components";
import type { Eigenpairs, SolverPace, Solvers } from "../../../engine/graph/solver";

export const pace: SolverPace = { breathe: async () => {} };

/** Sizes of the matrices that each solver was given. */
export const asked = { dense: [] as number[], sparse: [] as number[] };

export const oracle: Solvers = {
  dense: {
    threads: 1,
    bytes: (n, vectors) => 8 * n * n * (vectors ? 2 : 1),
    async eigenvalues(matrix, n) {
      asked.dense.push(n);
      return smallEigenpairs(symmetric(matrix, n), n).values;
    },
    async eigenpairs(matrix, n) {
      asked.dense.push(n);
      return smallEigenpairs(symmetric(matrix, n), n);
    },
  },
  sparse: {
    threads: 1,
    bytes: (matrix, k) => 8 * matrix.rows * 3 * k,
    async extremes(matrix, { k, end, known = new Float64Array(0) }) {
      const n = matrix.rows;
      asked.sparse.push(n);
      // Known vectors go far to the other end.
      const dense = full(matrix);
      for (let at = 0; at < known.length; at += n) {
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++)
            dense[i * n + j] += (end === "smallest" ? 100 : -100) * known[at + i] * known[at + j];
        }
      }
      const { values, vectors } = smallEigenpairs(dense, n);
      const from = end === "smallest" ? 0 : n - k;
      return {
        values: values.slice(from, from + k),
        vectors: vectors.slice(from * n, (from + k) * n),
        residuals: new Float64Array(k),
        products: 0,
        method: "jacobi",
      };
    },
    async moments(matrix, { count }) {
      const n = matrix.rows;
      const { values } = smallEigenpairs(full(matrix), n);
      return Float64Array.from({ length: count }, (_, m) =>
        values.reduce((sum, value) => sum + Math.cos(m * Math.acos(Math.max(-1, Math.min(1, value)))) / n, 0),
      );
    },
  },
};

/** What the lower triangle says. */
function symmetric(matrix: Float64Array, n: number): Float64Array {
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) matrix[j * n + i] = matrix[i * n + j];
  return matrix;
}

/** Sums of the squares of the parts of a unit vector along some others: 1 where it lies in their span. */
export function inSpan(vector: Float64Array, { vectors }: Eigenpairs, rows: readonly number[]): number {
  const n = vector.length;
  return rows.reduce((sum, row) => {
    const dot = vector.reduce((total, x, i) => total + x * vectors[row * n + i], 0);
    return sum + dot * dot;
  }, 0);
}
