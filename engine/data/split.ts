// Which rows train, which choose and which judge: seeded, stratified, a pure function of its arguments.

import { Random } from "../core/random";
import { codeValues } from "./cells";
import type { Column } from "./dataset";

/** Row indices of each part, ascending. */
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
  const present =
    target.storage === "numeric"
      ? (row: number) => !Number.isNaN(target.values[row])
      : (row: number) => target.codes[row] >= 0;
  const count = target.storage === "numeric" ? target.values.length : target.codes.length;
  const rows = new Uint32Array(count - target.missing);
  let next = 0;
  for (let row = 0; row < count; row++) if (present(row)) rows[next++] = row;
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
 * shares 0 puts all rows into training.
 */
export function splitRows(
  rows: Uint32Array,
  strata: Int32Array,
  shares: { validation: number; test: number; seed?: number },
): Partition {
  const groups = shuffledStrata(rows, strata, shares.seed ?? 0);
  const test = takeShare(groups, shares.test, rows.length);
  const validation = takeShare(groups, shares.validation, rows.length);
  return { train: sorted(groups.flat()), validation: sorted(validation), test: sorted(test) };
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
  const groups = shuffledStrata(rows, strata, seed);
  const members: number[][] = Array.from({ length: folds }, () => []);
  const stratumOf = new Int32Array(rows.reduce((most, row) => Math.max(most, row + 1), 0));
  for (let i = 0; i < rows.length; i++) stratumOf[rows[i]] = strata[i];
  // Dealing goes on from one stratum to the next, so that folds differ by one row at most.
  let next = 0;
  for (const group of groups) for (const row of group) members[next++ % folds].push(row);
  return members.map((test, fold) => {
    const rest = Uint32Array.from(members.flatMap((part, other) => (other === fold ? [] : part))).sort();
    const restStrata = Int32Array.from(rest, (row) => stratumOf[row]);
    const share = rest.length === 0 ? 0 : Math.min(0.9, (validation * rows.length) / rest.length);
    const inner = splitRows(rest, restStrata, { validation: share, test: 0, seed: seed + fold + 1 });
    return { train: inner.train, validation: inner.validation, test: sorted(test) };
  });
}

/** The rows of every stratum in random order; strata in order of their number. */
function shuffledStrata(rows: Uint32Array, strata: Int32Array, seed: number): number[][] {
  const byStratum = new Map<number, number[]>();
  for (let i = 0; i < rows.length; i++) {
    const group = byStratum.get(strata[i]);
    if (group) group.push(rows[i]);
    else byStratum.set(strata[i], [rows[i]]);
  }
  const random = new Random(seed, splitStream);
  return [...byStratum].sort(([a], [b]) => a - b).map(([, group]) => random.shuffle(group));
}

/** Takes `share` of `total` rows off the ends of the groups, in proportion to what they have, largest remainder first. */
function takeShare(groups: number[][], share: number, total: number): number[] {
  const available = groups.reduce((sum, group) => sum + group.length, 0);
  let wanted = Math.min(Math.round(share * total), available);
  if (share > 0 && wanted === 0 && available > groups.length) wanted = 1;
  const quotas = groups.map((group, index) => {
    const exact = available === 0 ? 0 : (group.length * wanted) / available;
    const most = Math.max(0, group.length - 1);
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
  return groups.flatMap((group, index) => group.splice(group.length - quotas[index].count));
}

function sorted(rows: readonly number[]): Uint32Array {
  return Uint32Array.from(rows).sort();
}
