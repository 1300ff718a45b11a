// A symmetric sparse matrix in the memory of the kernels, or its negative, times panels.

import type { CsrMatrix } from "../csr";
import type { Machine } from "./machine";
import { type Panel, width } from "./panels";

/** Factors of result = α·A·x + β·x + γ·previous. */
export interface Recurrence {
  alpha: number;
  beta: number;
  gamma: number;
  previous: Panel;
}

export const operatorBytes = ({ rowPointers, columnIndices, values }: CsrMatrix): number =>
  rowPointers.byteLength + columnIndices.byteLength + 1.5 * values.byteLength + 4 * 64;

export class Operator {
  readonly words: readonly number[];
  /** The same with values in single precision, once they were needed. */
  private single: readonly number[] | undefined;
  /** Products with the matrix, counted a vector each. */
  products = 0;

  /** `sign` · matrix. */
  constructor(
    readonly machine: Machine,
    readonly matrix: CsrMatrix,
    readonly sign: 1 | -1,
  ) {
    this.words = [matrix.rowPointers, matrix.columnIndices, matrix.values].map((values) => machine.keep(values));
  }

  /** Counts the panel's vectors as products. */
  async apply(x: Panel, into: Panel, recurrence?: Recurrence): Promise<void> {
    const { alpha, beta, gamma, previous } = recurrence ?? { alpha: 1, beta: 0, gamma: 0, previous: into };
    const { machine, matrix, words, sign } = this;
    await machine.share("product", [...words, x, previous, into], [sign * alpha, beta, gamma], matrix.rows);
    this.products += width;
  }

  /** As `apply`, for panels in single precision. */
  async applySingle(x: Panel, into: Panel, { alpha, beta, gamma, previous }: Recurrence): Promise<void> {
    const { machine, matrix, words, sign } = this;
    this.single ??= [words[0], words[1], machine.keep(Float32Array.from(matrix.values))];
    await machine.share("productSingle", [...this.single, x, previous, into], [sign * alpha, beta, gamma], matrix.rows);
    this.products += width;
  }
}

/** Bounds of the eigenvalues by S. Gershgorin, 1931: each lies within the sum of its row's other entries of a diagonal one. */
export function gershgorin({ rows, rowPointers, columnIndices, values }: CsrMatrix): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < rows; row++) {
    let centre = 0;
    let radius = 0;
    for (let entry = rowPointers[row]; entry < rowPointers[row + 1]; entry++) {
      if (columnIndices[entry] === row) centre += values[entry];
      else radius += Math.abs(values[entry]);
    }
    low = Math.min(low, centre - radius);
    high = Math.max(high, centre + radius);
  }
  return [low, high];
}
