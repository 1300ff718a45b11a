// Singular values and the leading pair of singular vectors of a small matrix, by one-sided Jacobi rotations.

export interface SingularValues {
  /** Descending, min(rows, columns) of them or more zeros. */
  values: number[];
  /** Unit vectors of the largest value: matrix ≈ values[0] · column ⊗ row. */
  column: number[];
  row: number[];
}

/** Columns count as perpendicular below this cosine. */
const perpendicular = 1e-14;
/** Jacobi's sweeps converge quadratically: a handful is enough. */
const sweepLimit = 60;

/** G. H. Golub, C. F. Van Loan, Matrix Computations, 8.6.3: rotates pairs of columns until all are perpendicular. */
export function singularValues(matrix: readonly (readonly number[])[]): SingularValues {
  const rows = matrix.length;
  const columns = matrix[0].length;
  const work = Array.from({ length: columns }, (_, c) => Float64Array.from(matrix, (row) => row[c]));
  const right = Array.from({ length: columns }, (_, c) => Float64Array.from({ length: columns }, (_, i) => +(i === c)));
  for (let sweep = 0, turned = true; turned && sweep < sweepLimit; sweep++) {
    turned = false;
    for (let p = 0; p < columns - 1; p++) {
      for (let q = p + 1; q < columns; q++) {
        const a = dot(work[p], work[p]);
        const b = dot(work[q], work[q]);
        const c = dot(work[p], work[q]);
        if (Math.abs(c) <= perpendicular * Math.sqrt(a * b)) continue;
        turned = true;
        const zeta = (b - a) / (2 * c);
        const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const cosine = 1 / Math.hypot(1, tangent);
        rotate(work[p], work[q], cosine, cosine * tangent);
        rotate(right[p], right[q], cosine, cosine * tangent);
      }
    }
  }
  const norms = work.map((column) => Math.sqrt(dot(column, column)));
  const largest = norms.indexOf(Math.max(...norms));
  const norm = norms[largest] || 1;
  return {
    values: norms.sort((a, b) => b - a),
    column: Array.from({ length: rows }, (_, r) => work[largest][r] / norm),
    row: [...right[largest]],
  };
}

function rotate(p: Float64Array, q: Float64Array, cosine: number, sine: number): void {
  for (let i = 0; i < p.length; i++) {
    const value = p[i];
    p[i] = cosine * value - sine * q[i];
    q[i] = sine * value + cosine * q[i];
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
