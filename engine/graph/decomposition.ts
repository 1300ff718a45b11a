// How well eigenpairs take a matrix apart: residuals of pairs, UΛUᵀ against the matrix, UᵀU against the identity.

import { type CsrMatrix, multiply } from "./csr";
import { checkpoint } from "./solve-components";
import type { Eigenpairs, SolverPace } from "./solver";

/** |M·v − λ·v|₂ for each pair. */
export async function residualsOf(
  matrix: CsrMatrix,
  { values, vectors }: Eigenpairs,
  pace: SolverPace,
): Promise<Float64Array> {
  const n = matrix.rows;
  const pause = checkpoint(pace);
  const image = new Float64Array(n);
  const residuals = new Float64Array(values.length);
  for (let k = 0; k < values.length; k++) {
    await pause();
    const vector = vectors.subarray(k * n, (k + 1) * n);
    multiply(matrix, vector, image);
    let sum = 0;
    for (let i = 0; i < n; i++) sum += (image[i] - values[k] * vector[i]) ** 2;
    residuals[k] = Math.sqrt(sum);
  }
  return residuals;
}

/** Largest entries of |UΛUᵀ − M| and |UᵀU − I|, with all n pairs; takes 2n³ steps. */
export async function decompositionOf(
  matrix: CsrMatrix,
  { values, vectors }: Eigenpairs,
  pace: SolverPace,
): Promise<{ residual: number; orthogonality: number }> {
  const n = matrix.rows;
  const pause = checkpoint(pace);
  let [residual, orthogonality] = [0, 0];
  const row = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    await pause();
    pace.progress?.(i / n);
    // Row i of UΛUᵀ − M.
    row.fill(0);
    for (let at = matrix.rowPointers[i]; at < matrix.rowPointers[i + 1]; at++) {
      row[matrix.columnIndices[at]] -= matrix.values[at];
    }
    for (let k = 0; k < n; k++) {
      const scale = values[k] * vectors[k * n + i];
      if (scale === 0) continue;
      const vector = vectors.subarray(k * n, (k + 1) * n);
      for (let j = 0; j <= i; j++) row[j] += scale * vector[j];
    }
    for (let j = 0; j <= i; j++) residual = Math.max(residual, Math.abs(row[j]));
    const own = vectors.subarray(i * n, (i + 1) * n);
    for (let k = 0; k <= i; k++) {
      const other = vectors.subarray(k * n, (k + 1) * n);
      let dot = i === k ? -1 : 0;
      for (let j = 0; j < n; j++) dot += own[j] * other[j];
      orthogonality = Math.max(orthogonality, Math.abs(dot));
    }
  }
  return { residual, orthogonality };
}
