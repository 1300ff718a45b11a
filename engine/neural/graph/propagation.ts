// Propagation matrices of graph networks: what a layer multiplies the signal by, out of the weights of the edges.

import { InputError } from "../../errors";
import type { CsrMatrix } from "../../graph/csr";
import type { propagationNames } from "../../tasks/network/spec";

export type Propagation = (typeof propagationNames)[number];

/**
 * symmetric: D̃^-½ (A + I) D̃^-½ · rowMean: D̃⁻¹ (A + I) · noLoops: D^-½ A D^-½ · unnormalized: A + I, with D the sums of
 * the rows of A and D̃ those of A + I; a node without edges has zeros in noLoops.
 * @throws InputError when weights make a degree negative, or zero beside edges, where it divides
 */
export function propagationMatrix(adjacency: CsrMatrix, kind: Propagation): CsrMatrix {
  const matrix = kind === "noLoops" ? adjacency : withLoops(adjacency);
  if (kind === "unnormalized") return matrix;
  const degrees = positiveDegrees(matrix);
  return kind === "rowMean"
    ? scaled(matrix, (row) => 1 / degrees[row])
    : scaled(matrix, (row, column) => inverseRoot(degrees[row]) * inverseRoot(degrees[column]));
}

/** D⁻¹ A: the mean of the neighbours by the weights of their edges. */
export function neighbourMean(adjacency: CsrMatrix): CsrMatrix {
  const degrees = positiveDegrees(adjacency);
  return scaled(adjacency, (row) => 1 / degrees[row]);
}

/** A + I. */
export function withLoops({ rows, columns, rowPointers, columnIndices, values }: CsrMatrix): CsrMatrix {
  const pointers = new Int32Array(rows + 1);
  const indices = new Int32Array(columnIndices.length + rows);
  const sums = new Float64Array(indices.length);
  let to = 0;
  const put = (column: number, value: number): void => {
    indices[to] = column;
    sums[to++] = value;
  };
  for (let row = 0; row < rows; row++) {
    let missing = true;
    for (let entry = rowPointers[row]; entry < rowPointers[row + 1]; entry++) {
      const column = columnIndices[entry];
      if (missing && column >= row) {
        missing = false;
        put(row, column === row ? values[entry] + 1 : 1);
        if (column === row) continue;
      }
      put(column, values[entry]);
    }
    if (missing) put(row, 1);
    pointers[row + 1] = to;
  }
  return { rows, columns, rowPointers: pointers, columnIndices: indices.slice(0, to), values: sums.slice(0, to) };
}

/** Each entry times what `factor` says of its place. */
export function scaled(matrix: CsrMatrix, factor: (row: number, column: number) => number): CsrMatrix {
  const { rows, rowPointers, columnIndices } = matrix;
  const values = matrix.values.slice();
  for (let row = 0; row < rows; row++) {
    for (let entry = rowPointers[row]; entry < rowPointers[row + 1]; entry++) {
      values[entry] *= factor(row, columnIndices[entry]);
    }
  }
  return { ...matrix, values };
}

/** Sums of the rows. */
export function rowSums({ rows, rowPointers, values }: CsrMatrix): Float64Array {
  const sums = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let entry = rowPointers[row]; entry < rowPointers[row + 1]; entry++) sums[row] += values[entry];
  }
  return sums;
}

/** y = M·x for x [columns × width], row-major, in double precision. */
export function product(
  { rows, rowPointers, columnIndices, values }: CsrMatrix,
  x: Float64Array,
  width = 1,
): Float64Array {
  const y = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let entry = rowPointers[row]; entry < rowPointers[row + 1]; entry++) {
      const from = columnIndices[entry] * width;
      for (let j = 0; j < width; j++) y[row * width + j] += values[entry] * x[from + j];
    }
  }
  return y;
}

/** 1/√d, and 0 of a node without edges. */
export const inverseRoot = (degree: number): number => (degree > 0 ? 1 / Math.sqrt(degree) : 0);

function positiveDegrees(matrix: CsrMatrix): Float64Array {
  const degrees = rowSums(matrix);
  const { rowPointers } = matrix;
  const bad = degrees.findIndex((degree, row) => !(degree > 0) && rowPointers[row + 1] > rowPointers[row]);
  if (bad < 0) return degrees;
  throw new InputError(
    `The weights at node ${bad + 1} of ${matrix.rows} add up to ${degrees[bad]}, and this model divides by that sum: ` +
      "take all edges as 1 (weight: null), or weights that are positive.",
  );
}

/** Mᵀ, its rows ascending by column as those of M are. */
export function transposed({ rows, columns, rowPointers, columnIndices, values }: CsrMatrix): CsrMatrix {
  const pointers = new Int32Array(columns + 1);
  for (const column of columnIndices) pointers[column + 1]++;
  for (let column = 0; column < columns; column++) pointers[column + 1] += pointers[column];
  const next = pointers.slice();
  const indices = new Int32Array(columnIndices.length);
  const own = new Float64Array(values.length);
  for (let row = 0; row < rows; row++) {
    for (let entry = rowPointers[row]; entry < rowPointers[row + 1]; entry++) {
      const to = next[columnIndices[entry]]++;
      indices[to] = row;
      own[to] = values[entry];
    }
  }
  return { rows: columns, columns: rows, rowPointers: pointers, columnIndices: indices, values: own };
}
