// Eigenpairs of matrices so small that all of them are computed.

import { type CsrMatrix, multiply } from "../csr";
import { checkpoint, full } from "../solve-components";
import type { DenseSolver, ExtremeRequest, Extremes, SolverPace } from "../solver";
import { symmetricEigen } from "./symmetric-eigen";

/** `norm`: a bound of the eigenvalues' sizes. */
export async function denseExtremes(
  matrix: CsrMatrix,
  { k, end, known }: ExtremeRequest,
  norm: number,
  pace: SolverPace,
  dense?: DenseSolver,
): Promise<Extremes> {
  const { rows } = matrix;
  const entries = full(matrix);
  // Known vectors are moved to the end that is not looked at.
  const away = (end === "smallest" ? 4 : -4) * (norm + 1);
  for (let at = 0; known && at < known.length; at += rows) {
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < rows; j++) entries[i * rows + j] += away * known[at + i] * known[at + j];
  }
  const all = dense
    ? await dense.eigenpairs(entries, rows, pace)
    : await symmetricEigen(entries, rows, checkpoint(pace));
  const first = end === "smallest" ? 0 : rows - k;
  const found = all.values.slice(first, first + k);
  const vectors = all.vectors.slice(first * rows, (first + k) * rows);
  const residuals = found.map((value, pair) =>
    residualOf(matrix, value, vectors.subarray(pair * rows, (pair + 1) * rows)),
  );
  return { values: found, vectors, residuals, products: 0, method: "dense" };
}

function residualOf(matrix: CsrMatrix, value: number, vector: Float64Array): number {
  const image = multiply(matrix, vector);
  return Math.sqrt(image.reduce((sum, y, row) => sum + (y - value * vector[row]) ** 2, 0));
}
