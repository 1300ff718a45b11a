// Sparse matrices in double precision, row by row (compressed sparse rows), as everything about spectra takes them.

export interface CsrMatrix {
  readonly rows: number;
  readonly columns: number;
  /** [rows + 1]: where the entries of each row begin. */
  readonly rowPointers: Int32Array;
  /** Column of each entry, ascending within a row. */
  readonly columnIndices: Int32Array;
  readonly values: Float64Array;
}

/** y = M·x; x [columns], y [rows]. */
export function multiply(
  { rows, rowPointers, columnIndices, values }: CsrMatrix,
  x: Float64Array,
  y = new Float64Array(rows),
): Float64Array {
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (let at = rowPointers[row]; at < rowPointers[row + 1]; at++) sum += values[at] * x[columnIndices[at]];
    y[row] = sum;
  }
  return y;
}

/** Sum of the entries of each row. */
export function rowSums({ rows, rowPointers, values }: CsrMatrix): Float64Array {
  const sums = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let at = rowPointers[row]; at < rowPointers[row + 1]; at++) sums[row] += values[at];
  }
  return sums;
}

/** The matrix of the rows and columns in `kept` (ascending), numbered anew in that order; `place` [rows] is scratch. */
export function submatrix(matrix: CsrMatrix, kept: ArrayLike<number>, place: Int32Array): CsrMatrix {
  const { rowPointers, columnIndices, values } = matrix;
  for (let i = 0; i < kept.length; i++) place[kept[i]] = i + 1;
  let entries = 0;
  for (let i = 0; i < kept.length; i++) {
    for (let at = rowPointers[kept[i]]; at < rowPointers[kept[i] + 1]; at++) if (place[columnIndices[at]]) entries++;
  }
  const part = {
    rows: kept.length,
    columns: kept.length,
    rowPointers: new Int32Array(kept.length + 1),
    columnIndices: new Int32Array(entries),
    values: new Float64Array(entries),
  };
  let next = 0;
  for (let i = 0; i < kept.length; i++) {
    for (let at = rowPointers[kept[i]]; at < rowPointers[kept[i] + 1]; at++) {
      const column = place[columnIndices[at]];
      if (!column) continue;
      part.columnIndices[next] = column - 1;
      part.values[next++] = values[at];
    }
    part.rowPointers[i + 1] = next;
  }
  for (let i = 0; i < kept.length; i++) place[kept[i]] = 0;
  return part;
}
