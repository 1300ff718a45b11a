// Sparse factors L·D·Lᵀ: what they will take, said before, and solving with them.

import type { Breathe } from "../../tasks/table/matrix";
import type { CsrMatrix } from "../csr";
import type { Operator } from "./operator";
import { type Panel, width } from "./panels";

/** Multiplications in one call: some tens of milliseconds at most. */
const callWork = 1e7;

/** Where the entries of a factor lie. */
export interface Symbolic {
  /** Of each column in the elimination tree; −1 for roots. */
  parents: Int32Array;
  /** [rows + 1]: where columns begin. */
  starts: Int32Array;
  /** Multiplications that each row takes, summed up from the first one. */
  work: Float64Array;
}

/**
 * Undefined where a factor has more than `limit` entries (J. Liu, "The role of elimination trees in sparse
 * factorization", 1990).
 */
export async function analyse(matrix: CsrMatrix, limit: number, breathe: Breathe): Promise<Symbolic | undefined> {
  const { rows, rowPointers, columnIndices } = matrix;
  const parents = new Int32Array(rows).fill(-1);
  const ancestors = new Int32Array(rows).fill(-1);
  for (let row = 0; row < rows; row++) {
    if (row % 1024 === 0) await breathe();
    for (let entry = rowPointers[row]; entry < rowPointers[row + 1]; entry++) {
      for (let node = columnIndices[entry]; node >= 0 && node < row; ) {
        const next = ancestors[node];
        ancestors[node] = row;
        if (next < 0) parents[node] = row;
        node = next;
      }
    }
  }
  const counts = new Int32Array(rows).fill(1);
  const marks = new Int32Array(rows).fill(-1);
  const work = new Float64Array(rows + 1);
  let total = rows;
  for (let row = 0; row < rows; row++) {
    let multiplications = 0;
    marks[row] = row;
    for (let entry = rowPointers[row]; entry < rowPointers[row + 1]; entry++) {
      for (let node = columnIndices[entry]; node < row && marks[node] !== row; node = parents[node]) {
        marks[node] = row;
        multiplications += counts[node]++;
        total++;
      }
    }
    if (total > limit) return undefined;
    work[row + 1] = work[row] + multiplications;
    if (row % 256 === 0) await breathe();
  }
  const starts = new Int32Array(rows + 1);
  for (let row = 0; row < rows; row++) starts[row + 1] = starts[row] + counts[row];
  return { parents, starts, work };
}

/** Of the factor: an index and a value. */
export const bytesPerEntry = 12;

/** Bytes of a factor of so many entries. */
export const factorBytes = (rows: number, entries: number): number => entries * bytesPerEntry + rows * 28 + 10 * 64;

/** sign · A − shift · I = L·D·Lᵀ, which may be computed anew for another shift. */
export class Factor {
  private readonly words: readonly number[];
  private readonly solving: readonly number[];
  private readonly nexts: number;
  private readonly marks: number;
  private readonly dense: number;

  constructor(
    private readonly operator: Operator,
    private readonly symbolic: Symbolic,
  ) {
    const { machine, matrix } = operator;
    const { parents, starts } = symbolic;
    const entries = starts[matrix.rows];
    const [tree, begin] = [machine.keep(parents), machine.keep(starts)];
    const [indices, values] = [machine.allocate(entries * 4), machine.allocate(entries * 8)];
    this.nexts = machine.allocate(matrix.rows * 4);
    this.dense = machine.allocate(matrix.rows * 8);
    this.marks = machine.allocate(matrix.rows * 4);
    const stack = machine.allocate(matrix.rows * 4);
    const rest = [this.nexts, indices, values, this.dense, this.marks, stack, matrix.rows];
    this.words = [...operator.words, tree, begin, ...rest];
    this.solving = [begin, indices, values];
  }

  /** How many eigenvalues are below the shift (J. Sylvester's law of inertia). */
  async compute(shift: number): Promise<number> {
    const { machine, matrix, sign } = this.operator;
    const { starts, work } = this.symbolic;
    machine.i32(this.nexts, matrix.rows).set(starts.subarray(0, matrix.rows));
    machine.i32(this.marks, matrix.rows).fill(-1);
    machine.f64(this.dense, matrix.rows).fill(0);
    let below = 0;
    for (let from = 0; from < matrix.rows; ) {
      let to = from + 1;
      while (to < matrix.rows && work[to + 1] - work[from] < callWork) to++;
      below += machine.call("factorRows", this.words, [sign, shift], from, to);
      await machine.breathe();
      from = to;
    }
    return below;
  }

  /** Replaces a panel b by the solution x of L·D·Lᵀ·x = b. */
  async solve(panel: Panel): Promise<void> {
    const { machine, matrix } = this.operator;
    const { starts } = this.symbolic;
    const cuts = [0];
    for (let column = 1; column <= matrix.rows; column++)
      if (column === matrix.rows || (starts[column + 1] - starts[cuts[cuts.length - 1]]) * width > callWork)
        cuts.push(column);
    for (let i = 1; i < cuts.length; i++) {
      machine.call("solveForward", [...this.solving, panel], [], cuts[i - 1], cuts[i]);
      await machine.breathe();
    }
    for (let i = cuts.length - 1; i > 0; i--) {
      machine.call("solveBackward", [...this.solving, panel], [], cuts[i - 1], cuts[i]);
      await machine.breathe();
    }
  }
}

/** Rows and columns in another order: row i of the result is row order[i]. */
export async function reordered(matrix: CsrMatrix, order: Int32Array, breathe: Breathe): Promise<CsrMatrix> {
  const { rows, rowPointers, columnIndices, values } = matrix;
  const placeOf = new Int32Array(rows);
  for (let place = 0; place < rows; place++) placeOf[order[place]] = place;
  const result = {
    rows,
    columns: rows,
    rowPointers: new Int32Array(rows + 1),
    columnIndices: new Int32Array(columnIndices.length),
    values: new Float64Array(values.length),
  };
  let end = 0;
  for (let place = 0; place < rows; place++) {
    if (place % 1024 === 0) await breathe();
    for (let entry = rowPointers[order[place]]; entry < rowPointers[order[place] + 1]; entry++) {
      result.columnIndices[end] = placeOf[columnIndices[entry]];
      result.values[end++] = values[entry];
    }
    result.rowPointers[place + 1] = end;
  }
  return result;
}
