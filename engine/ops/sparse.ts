// Sparse matrices in graphs: compressed rows and the compressed rows of the transpose, over values that are a node.

import type { Graph, Node } from "../core/graph";
import { f32, formatShape, i32, type Shape, sameShape, type TensorType } from "../core/shape";
import { variable } from "./variable";

/** The entries of a matrix, row by row (compressed sparse rows). */
export interface CompressedRows {
  rows: number;
  columns: number;
  /** [rows + 1]: where each row's entries begin; the last is the number of entries. */
  rowPointers: ArrayLike<number>;
  /** Column of each entry. */
  columnIndices: ArrayLike<number>;
}

/** Which entries of the transpose, row by row, stand where, and which entry of the matrix each is. */
interface Transpose {
  pointers: Int32Array;
  indices: Int32Array;
  entries: Int32Array;
}

export interface SparseMatrix {
  readonly rows: number;
  readonly columns: number;
  /** Number of entries that are stored, zeros among them included. */
  readonly nonZeros: number;
  /** f32 [nonZeros], or [nonZeros, heads]: as many matrices with entries in the same places. */
  readonly values: Node;
  /** i32 [rows + 1]. */
  readonly rowPointers: Node;
  /** i32 [nonZeros]. */
  readonly columnIndices: Node;
  /** i32 [columns + 1]. */
  readonly transposedPointers: Node;
  /** i32 [nonZeros]. */
  readonly transposedIndices: Node;
  /** i32 [nonZeros]: the position in `values` of each entry of the transpose. */
  readonly transposedEntries: Node;
  /** The matrix is its own transpose, values included: products with the transpose then read `values` in order. */
  readonly symmetric: boolean;
}

/**
 * Declares a matrix on the model as `name/values`, `name/pointers` and so on, or finds it there: `values` are fixed
 * data, or with `trained` a parameter; where the entries stand is fixed.
 * @throws Error when the pointers or indices are not those of such a matrix
 */
export function sparseMatrix(
  graph: Graph,
  name: string,
  { values, ...pattern }: CompressedRows & { values: ArrayLike<number> },
  { trained = false } = {},
): SparseMatrix {
  const { rows, columns, rowPointers, columnIndices } = pattern;
  checkPattern(name, pattern);
  const nonZeros = columnIndices.length;
  if (values.length !== nonZeros) throw new Error(`${name} has ${values.length} values for ${nonZeros} entries.`);
  const { pointers, indices, entries } = transposePattern(pattern);
  const integers = (part: string, initial: ArrayLike<number>): Node => {
    const type = i32([initial.length]);
    return variable(graph, graph.model.ensure({ name: `${name}/${part}`, kind: "data", type, initial }));
  };
  const own = { rowPointers: integers("pointers", rowPointers), columnIndices: integers("indices", columnIndices) };
  const mirrored = same(pointers, rowPointers) && same(indices, columnIndices);
  const kind = trained ? "parameter" : "data";
  const type = f32([nonZeros]);
  return {
    rows,
    columns,
    nonZeros,
    values: variable(graph, graph.model.ensure({ name: `${name}/values`, kind, type, initial: values })),
    ...own,
    transposedPointers: mirrored ? own.rowPointers : integers("transposedPointers", pointers),
    transposedIndices: mirrored ? own.columnIndices : integers("transposedIndices", indices),
    transposedEntries: integers("transposedEntries", entries),
    symmetric: mirrored && !trained && entries.every((entry, at) => values[entry] === values[at]),
  };
}

/** The matrix with other values, f32 [nonZeros] or [nonZeros, heads], in the same places. */
export function withValues(matrix: SparseMatrix, values: Node): SparseMatrix {
  return { ...matrix, values, symmetric: false };
}

function checkPattern(name: string, { rows, columns, rowPointers, columnIndices }: CompressedRows): void {
  const entries = columnIndices.length;
  if (rowPointers.length !== rows + 1 || rowPointers[0] !== 0 || rowPointers[rows] !== entries) {
    throw new Error(`The row pointers of ${name} must be ${rows + 1} numbers from 0 to its ${entries} entries.`);
  }
  for (let row = 0; row < rows; row++) {
    if (!(rowPointers[row] <= rowPointers[row + 1])) throw new Error(`Row ${row} of ${name} ends before it begins.`);
  }
  for (let entry = 0; entry < entries; entry++) {
    const column = columnIndices[entry];
    if (!Number.isInteger(column) || column < 0 || column >= columns) {
      throw new Error(`Entry ${entry} of ${name} is in column ${column}, outside 0 … ${columns - 1}.`);
    }
  }
}

/** The transpose by a counting sort: the entries of each column in the order of their rows. */
function transposePattern({ rows, columns, rowPointers, columnIndices }: CompressedRows): Transpose {
  const count = columnIndices.length;
  const pointers = new Int32Array(columns + 1);
  for (let entry = 0; entry < count; entry++) pointers[columnIndices[entry] + 1]++;
  for (let column = 0; column < columns; column++) pointers[column + 1] += pointers[column];
  const next = pointers.slice();
  const indices = new Int32Array(count);
  const entries = new Int32Array(count);
  for (let row = 0; row < rows; row++) {
    for (let entry = rowPointers[row]; entry < rowPointers[row + 1]; entry++) {
      const at = next[columnIndices[entry]]++;
      indices[at] = row;
      entries[at] = entry;
    }
  }
  return { pointers, indices, entries };
}

const same = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
  a.length === b.length && Array.prototype.every.call(a, (value, at) => value === b[at]);

/** Inputs of an op that say where the entries of a matrix stand, in the order that `matrixFrom` takes. */
export const patternOf = (matrix: SparseMatrix): Node[] => [
  matrix.rowPointers,
  matrix.columnIndices,
  matrix.transposedPointers,
  matrix.transposedIndices,
  matrix.transposedEntries,
];

/** The matrix of an op's inputs. */
export function matrixFrom(values: Node, pattern: readonly Node[], symmetric = false): SparseMatrix {
  const [rowPointers, columnIndices, transposedPointers, transposedIndices, transposedEntries] = pattern;
  return {
    rows: rowPointers.type.shape[0] - 1,
    columns: transposedPointers.type.shape[0] - 1,
    nonZeros: columnIndices.type.shape[0],
    values,
    rowPointers,
    columnIndices,
    transposedPointers,
    transposedIndices,
    transposedEntries,
    symmetric,
  };
}

/** What a product with a matrix, or its transpose, reads: pointers, indices and, where values are not in order, entries. */
export function layoutOf(matrix: SparseMatrix, transposed: boolean): Node[] {
  if (!transposed) return [matrix.rowPointers, matrix.columnIndices];
  const { transposedPointers, transposedIndices, transposedEntries, symmetric } = matrix;
  return [transposedPointers, transposedIndices, ...(symmetric ? [] : [transposedEntries])];
}

/** Number of matrices that share their places. */
export const headsOf = ({ shape }: TensorType): number => shape[1] ?? 1;

/**
 * Rows and columns of the matrix whose places an op is given; it takes several heads if `heads` is set.
 * @throws Error when the values do not fit the places
 */
export function sizesOf(
  [rowPointers, indices, transposedPointers]: readonly TensorType[],
  values?: TensorType,
  { heads = false } = {},
): number[] {
  if (values && (values.batched || values.elements !== "f32" || !fits(values.shape))) {
    throw new Error(`Values ${formatShape(values)} do not fit a matrix of ${indices.shape[0]} entries.`);
  }
  return [rowPointers.shape[0] - 1, transposedPointers.shape[0] - 1];

  function fits(shape: Shape): boolean {
    return sameShape(heads ? shape.slice(0, 1) : shape, indices.shape) && shape.length <= 2;
  }
}
