// Which rows train, which choose and which judge: seeded, stratified, a pure function of its arguments.

import { Random } from "../core/random";
import { codeValues, isMissingAt } from "./cells";
import type { Column } from "./dataset";

/** Row indices of each part. */
export interface Partition {
  train: Uint32Array;
  validation: Uint32Array;
  test: Uint32Array;
}

/** Quantile groups that a numeric target is stratified over. */
const quantileGroups = 10;

/** Stream of the random sequence that assigns rows. */
const splitStream = 0x5b11;

/** The rows whose target is there, ascending. */
export function rowsWithTarget(target: Column): Uint32Array {
  const count = target.storage === "numeric" ? target.values.length : target.codes.length;
  const rows = new Uint32Array(count - target.missing);
  let next = 0;
  for (let row = 0; row < count; row++) if (!isMissingAt(target, row)) rows[next++] = row;
  return rows;
}

/** The group of each of `rows` that a split keeps in proportion: classes, or quantile groups of a number. */
export function strataOf(target: Column, rows: Uint32Array, task: "classify" | "regress"): Int32Array {
  if (task === "classify") {
    const { codes } = codeValues(target)!;
    return Int32Array.from(rows, (row) => codes[row]);
  }
  const strata = new Int32Array(rows.length);
  if (target.storage !== "numeric") return strata;
  const { values } = target;
  const order = Uint32Array.from(rows.keys()).sort((a, b) => values[rows[a]] - values[rows[b]] || a - b);
  const groups = Math.max(1, Math.min(quantileGroups, Math.floor(rows.length / quantileGroups)));
  for (let rank = 0; rank < order.length; rank++) strata[order[rank]] = Math.floor((rank * groups) / order.length);
  return strata;
}

/**
 * Shares (0 to 1) of each stratum go to test and validation, the rest to training. The parts have the sizes that the
 * shares ask for, rounded over all rows, not in each stratum; every stratum keeps at least one row in training. Both
 * shares 0 puts all rows into training. Parts keep the order of `rows`.
 */
export function splitRows(
  rows: Uint32Array,
  strata: Int32Array,
  shares: { validation: number; test: number; seed?: number },
): Partition {
  const groups = shuffledStrata(strata, shares.seed ?? 0);
  const sizes = groups.map((group) => group.length);
  const test = takeShare(sizes, shares.test, rows.length);
  const left = sizes.map((size, index) => size - test[index]);
  const validation = takeShare(left, shares.validation, rows.length);
  const parts = new Uint8Array(rows.length);
  for (const [index, group] of groups.entries()) {
    const end = left[index];
    for (let i = end; i < group.length; i++) parts[group[i]] = 2;
    for (let i = end - validation[index]; i < end; i++) parts[group[i]] = 1;
  }
  return {
    train: rows.filter((_, i) => parts[i] === 0),
    validation: rows.filter((_, i) => parts[i] === 1),
    test: rows.filter((_, i) => parts[i] === 2),
  };
}

/**
 * Stratified cross-validation: every row is in the test part of exactly one fold. `validation` is the share of all rows
 * that is held out of each fold's training part for early stopping.
 */
export function foldRows(
  rows: Uint32Array,
  strata: Int32Array,
  folds: number,
  seed: number,
  validation = 0,
): Partition[] {
  const foldOf = new Uint32Array(rows.length);
  // Dealing goes on from one stratum to the next, so that folds differ by one row at most.
  let next = 0;
  for (const group of shuffledStrata(strata, seed)) for (const i of group) foldOf[i] = next++ % folds;
  return Array.from({ length: folds }, (_, fold) => {
    const rest = rows.filter((_, i) => foldOf[i] !== fold);
    const restStrata = strata.filter((_, i) => foldOf[i] !== fold);
    const share = rest.length === 0 ? 0 : Math.min(0.9, (validation * rows.length) / rest.length);
    const inner = splitRows(rest, restStrata, { validation: share, test: 0, seed: seed + fold + 1 });
    return { ...inner, test: rows.filter((_, i) => foldOf[i] === fold) };
  });
}

/** The positions of every stratum in random order; strata in order of their number. */
function shuffledStrata(strata: Int32Array, seed: number): Uint32Array[] {
  const sizes = new Map<number, number>();
  for (const stratum of strata) sizes.set(stratum, (sizes.get(stratum) ?? 0) + 1);
  const ordered = [...sizes].sort(([a], [b]) => a - b);
  const groups = new Map(ordered.map(([stratum, size]) => [stratum, { positions: new Uint32Array(size), used: 0 }]));
  for (let i = 0; i < strata.length; i++) {
    const group = groups.get(strata[i])!;
    group.positions[group.used++] = i;
  }
  const random = new Random(seed, splitStream);
  return [...groups.values()].map(({ positions }) => random.shuffle(positions));
}

/** How many of each group make `share` of `total` rows together, in proportion to their sizes, largest remainder first. */
function takeShare(sizes: readonly number[], share: number, total: number): number[] {
  const available = sizes.reduce((sum, size) => sum + size, 0);
  let wanted = Math.min(Math.round(share * total), available);
  if (share > 0 && wanted === 0 && available > sizes.length) wanted = 1;
  const quotas = sizes.map((size, index) => {
    const exact = available === 0 ? 0 : (size * wanted) / available;
    const most = Math.max(0, size - 1);
    const count = Math.min(Math.floor(exact), most);
    return { index, count, most, remainder: exact - count };
  });
  let missing = wanted - quotas.reduce((sum, quota) => sum + quota.count, 0);
  const order = [...quotas].sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (let given = true; missing > 0 && given; ) {
    given = false;
    for (const quota of order) {
      if (missing === 0 || quota.count >= quota.most) continue;
      quota.count++;
      missing--;
      given = true;
    }
  }
  return quotas.map(({ count }) => count);
}
