// Which labels each row carries, as compressed rows.

/** A label matrix [rows × labels] of zeros and ones, of which the ones are kept. */
export interface LabelSets {
  /** In the order of the data. */
  names: string[];
  /** i32 [rows + 1]: where each row begins in `indices`. */
  rowPointers: Int32Array;
  /** Labels of the rows, ascending in each. */
  indices: Int32Array;
}

/** The matrix of so many rows, from the rows that carry each label, ascending. */
export function labelSetsFrom(names: string[], rows: number, carriers: readonly (readonly number[])[]): LabelSets {
  const rowPointers = new Int32Array(rows + 1);
  for (const carrying of carriers) for (const row of carrying) rowPointers[row + 1]++;
  for (let row = 0; row < rows; row++) rowPointers[row + 1] += rowPointers[row];
  const next = rowPointers.slice();
  const indices = new Int32Array(rowPointers[rows]);
  for (const [label, carrying] of carriers.entries()) for (const row of carrying) indices[next[row]++] = label;
  return { names, rowPointers, indices };
}

/** The matrix of rows that carry labels by name; undefined counts as none. */
export function labelSetsByName(names: string[], rows: readonly (readonly string[] | undefined)[]): LabelSets {
  const index = new Map(names.map((name, label) => [name, label]));
  const carriers: number[][] = names.map(() => []);
  for (const [row, carried = []] of rows.entries()) for (const name of carried) carriers[index.get(name)!].push(row);
  return labelSetsFrom(names, rows.length, carriers);
}
