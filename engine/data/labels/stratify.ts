// Splits that keep the share of every label: iterative stratification, seeded, a pure function of its arguments.

import { Random } from "../../core/random";
import type { Partition } from "../split";
import type { LabelSets } from "./label-sets";

/** Stream of the random sequence that orders rows and breaks ties. */
const stratifyStream = 0x5b12;

/** Rows that each row is compared with to change places, fewer where rows are many; and rounds of that. */
const compared = 100;
const comparisons = 5e5;
const rounds = 4;

/** A label with fewer rows counts more, as much as if it had so many, lest its only row leaves training. */
const fewRows = 10;

/**
 * Shares (0 to 1) of `rows` go to test and validation, the rest to training, at least one row; every part has the size that
 * its share asks for, rounded, and of every label about its share. What is tested does not depend on what validates. Parts
 * keep the order of `rows`.
 */
export function stratifyRows(
  rows: Uint32Array,
  sets: LabelSets,
  shares: { validation: number; test: number; seed?: number },
): Partition {
  const test = sizeOf(shares.test, rows.length, rows.length);
  const validation = sizeOf(shares.validation, rows.length, rows.length - test);
  return splitBySize(rows, sets, { validation, test }, new Random(shares.seed ?? 0, stratifyStream));
}

/**
 * Cross-validation: every row is in the test part of exactly one fold, and folds differ by one row at most. `validation` is
 * the share of all rows that is held out of each fold's training part for early stopping.
 */
export function stratifyFolds(
  rows: Uint32Array,
  sets: LabelSets,
  folds: number,
  seed: number,
  validation = 0,
): Partition[] {
  const sizes = Array.from({ length: folds }, (_, fold) => Math.floor((rows.length + fold) / folds));
  const foldOf = deal(rows, sets, sizes, new Random(seed, stratifyStream));
  return sizes.map((_, fold) => {
    const rest = rows.filter((_, i) => foldOf[i] !== fold);
    const held = sizeOf(validation, rows.length, rest.length);
    const split = splitBySize(rest, sets, { validation: held, test: 0 }, new Random(seed, stratifyStream, 1 + fold));
    return { ...split, test: rows.filter((_, i) => foldOf[i] === fold) };
  });
}

/** Rows that a share of `total` makes, where so many are left and one must stay. */
const sizeOf = (share: number, total: number, left: number): number =>
  share === 0 ? 0 : Math.max(0, Math.min(Math.max(1, Math.round(share * total)), left - 1));

function splitBySize(
  rows: Uint32Array,
  sets: LabelSets,
  { validation, test }: { validation: number; test: number },
  random: Random,
): Partition {
  const judged = deal(rows, sets, [rows.length - test, test], random);
  const rest = rows.filter((_, i) => judged[i] === 0);
  const chosen = deal(rest, sets, [rest.length - validation, validation], random);
  return {
    train: rest.filter((_, i) => chosen[i] === 0),
    validation: rest.filter((_, i) => chosen[i] === 1),
    test: rows.filter((_, i) => judged[i] === 1),
  };
}

/**
 * The part of each row (K. Sechidis, G. Tsoumakas and I. Vlahavas, "On the stratification of multi-label data", 2011): the
 * label with the fewest rows left is dealt out first, each of its rows to the part that still wants most of that label,
 * then to the one that wants most rows, then to a random one. Rows without labels fill the parts up. As parts have fixed
 * sizes, the last ones take what is left; pairs of rows that then change places mend that.
 */
function deal(rows: Uint32Array, sets: LabelSets, sizes: readonly number[], random: Random): Uint16Array {
  const { names, rowPointers, indices } = sets;
  const partOf = new Uint16Array(rows.length);
  const room = [...sizes];
  const only = room.indexOf(rows.length);
  if (only >= 0) return partOf.fill(only);
  const left = new Int32Array(names.length);
  const order = random.shuffle(Uint32Array.from(rows.keys()));
  const carriers: number[][] = names.map(() => []);
  for (const i of order) {
    for (let at = rowPointers[rows[i]]; at < rowPointers[rows[i] + 1]; at++) {
      carriers[indices[at]].push(i);
      left[indices[at]]++;
    }
  }
  const wanted = sizes.map((size) => Float64Array.from(left, (count) => (count * size) / rows.length));
  const weights = Float64Array.from(left, (count) => Math.max(1, fewRows / count));
  const dealt = new Uint8Array(rows.length);
  const choose = (wants: (part: number) => number): number => {
    let best: number[] = [];
    for (let part = 0; part < sizes.length; part++) {
      if (room[part] === 0) continue;
      const [first = part] = best;
      const order = wants(part) - wants(first) || room[part] - room[first];
      if (best.length === 0 || order > 0) best = [part];
      else if (order === 0) best.push(part);
    }
    return best.length === 1 ? best[0] : best[random.integer(best.length)];
  };
  const give = (i: number, wants: (part: number) => number) => {
    if (dealt[i] === 1) return;
    const part = choose(wants);
    dealt[i] = 1;
    partOf[i] = part;
    room[part]--;
    for (let at = rowPointers[rows[i]]; at < rowPointers[rows[i] + 1]; at++) {
      wanted[part][indices[at]]--;
      left[indices[at]]--;
    }
  };
  for (let label = rarest(left); label >= 0; label = rarest(left)) {
    for (const i of carriers[label]) give(i, (part) => wanted[part][label]);
  }
  for (const i of order) give(i, () => 0);
  exchange({ partOf, wanted, weights, order, rows, sets }, random);
  return partOf;
}

interface Dealt {
  /** Of each of `rows`. */
  partOf: Uint16Array;
  /** By part, then by label. */
  wanted: readonly Float64Array[];
  /** Of the labels. */
  weights: Float64Array;
  /** Indices into `rows`. */
  order: Uint32Array;
  rows: Uint32Array;
  sets: LabelSets;
}

/**
 * Lets rows of different parts change places wherever that lessens the weighted sum of squares of `wanted`, the rows of
 * each label that each part lacks. Each row is compared with some of the others, so that the time grows with the rows alone.
 */
function exchange(
  { partOf, wanted, weights, order, rows, sets: { rowPointers, indices } }: Dealt,
  random: Random,
): void {
  /** Half of what the sum of squares gains when the labels of row i that row j lacks go from one part to another. */
  const gain = (i: number, j: number, from: Float64Array, to: Float64Array): number => {
    const [start, end] = [rowPointers[rows[j]], rowPointers[rows[j] + 1]];
    let sum = 0;
    for (let at = rowPointers[rows[i]]; at < rowPointers[rows[i] + 1]; at++) {
      const label = indices[at];
      let other = start;
      while (other < end && indices[other] < label) other++;
      if (other === end || indices[other] > label) sum += weights[label] * (1 + from[label] - to[label]);
    }
    return sum;
  };
  const move = (i: number, from: Float64Array, to: Float64Array) => {
    for (let at = rowPointers[rows[i]]; at < rowPointers[rows[i] + 1]; at++) {
      from[indices[at]]++;
      to[indices[at]]--;
    }
  };
  const others = Math.min(compared, order.length, Math.ceil(comparisons / order.length));
  for (let round = 0, changed = true; round < rounds && changed; round++) {
    changed = false;
    for (const i of order) {
      const a = wanted[partOf[i]];
      let [best, least] = [-1, -1e-9];
      const start = random.integer(order.length);
      for (let k = 0; k < others; k++) {
        const j = order[(start + k) % order.length];
        if (partOf[j] === partOf[i]) continue;
        const b = wanted[partOf[j]];
        const change = gain(i, j, a, b) + gain(j, i, b, a);
        if (change < least) [best, least] = [j, change];
      }
      if (best < 0) continue;
      const b = wanted[partOf[best]];
      move(i, a, b);
      move(best, b, a);
      [partOf[i], partOf[best]] = [partOf[best], partOf[i]];
      changed = true;
    }
  }
}

/** The label with the fewest rows, of those that have some; −1 when none has. */
function rarest(left: Int32Array): number {
  let best = -1;
  for (let label = 0; label < left.length; label++) {
    if (left[label] > 0 && (best < 0 || left[label] < left[best])) best = label;
  }
  return best;
}
