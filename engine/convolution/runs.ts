// Sets of rows or columns as runs: sorted, apart from each other, none of them empty.

import { edgePosition } from "./edges";
import type { EdgeMode } from "./pipeline";

/** Positions from ≤ · < to. */
export interface Run {
  from: number;
  to: number;
}

export const lengthOf = (runs: readonly Run[]): number => runs.reduce((sum, { from, to }) => sum + to - from, 0);

/** What any of the runs holds. */
export function union(runs: readonly Run[]): Run[] {
  const sorted = runs.toSorted((a, b) => a.from - b.from);
  const joined: Run[] = [];
  for (const { from, to } of sorted) {
    const last = joined.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else if (from < to) joined.push({ from, to });
  }
  return joined;
}

/**
 * The positions that are read for those of `runs` when each reads from `before` in front of it to `after` behind it, of a
 * picture of `size` rows (or columns); and those of `runs` themselves.
 */
export function around(
  runs: readonly Run[],
  { before, after }: { before: number; after: number },
  size: number,
  edge: EdgeMode,
): Run[] {
  const read: Run[] = [...runs];
  const single = (position: number): void => {
    const place = edgePosition(position, size, edge);
    if (place >= 0) read.push({ from: place, to: place + 1 });
  };
  for (const { from, to } of runs) {
    const [first, end] = [from - before, to + after];
    const inside = { from: Math.max(0, first), to: Math.min(size, end) };
    if (inside.from < inside.to) read.push(inside);
    for (let position = first; position < Math.min(0, end); position++) single(position);
    for (let position = Math.max(size, first); position < end; position++) single(position);
  }
  return union(read);
}
