// Sets of labels that many rows carry together, found depth first by the rows of each (Eclat: M. J. Zaki, 2000).

import type { LabelSets } from "../data/labels/label-sets";

export interface WeighedSet {
  /** Labels, ascending. */
  members: number[];
  /** Rows with all of them. */
  weight: number;
}

/** All sets of two labels or more that at least `least` of the rows carry; undefined when there are more than `most`. */
export function frequentSets(
  { names, rowPointers, indices }: LabelSets,
  rows: Uint32Array,
  { least, most }: { least: number; most: number },
): WeighedSet[] | undefined {
  const carriers: number[][] = names.map(() => []);
  rows.forEach((row, i) => {
    for (let at = rowPointers[row]; at < rowPointers[row + 1]; at++) carriers[indices[at]].push(i);
  });
  const single = carriers
    .map((own, label): Candidate => ({ label, rows: Int32Array.from(own) }))
    .filter((candidate) => candidate.rows.length >= least);
  const found: WeighedSet[] = [];

  /** Sets that begin with `prefix`, which all of `candidates` may follow; whether there is room for them. */
  function extend(prefix: readonly number[], candidates: readonly Candidate[]): boolean {
    return candidates.every((first, i) => {
      const members = [...prefix, first.label];
      if (members.length > 1) {
        if (found.length === most) return false;
        found.push({ members, weight: first.rows.length });
      }
      const longer = candidates
        .slice(i + 1)
        .map(({ label, rows }): Candidate => ({ label, rows: common(first.rows, rows) }))
        .filter((candidate) => candidate.rows.length >= least);
      return extend(members, longer);
    });
  }
  return extend([], single) ? found : undefined;
}

/** A label that may come next, with the rows that carry it and all labels before it, ascending. */
interface Candidate {
  label: number;
  rows: Int32Array;
}

function common(a: Int32Array, b: Int32Array): Int32Array {
  const both = new Int32Array(Math.min(a.length, b.length));
  let [i, j, count] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) both[count++] = a[i];
    const step = a[i] - b[j];
    if (step <= 0) i++;
    if (step >= 0) j++;
  }
  return both.slice(0, count);
}
