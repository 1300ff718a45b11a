// Splits by labels: every row once, sizes as asked, and labels in proportion, which random splits miss by far.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import { type LabelSets, labelSetsFrom } from "../../../../engine/data/labels/label-sets";
import { stratifyFolds, stratifyRows } from "../../../../engine/data/labels/stratify";
import type { Partition } from "../../../../engine/data/split";

/** Eight labels of 300 rows, from frequent to rare, of which the second mostly comes with the first. */
function drawSets(seed: number): LabelSets {
  const random = new Random(seed);
  const carriers = Array.from({ length: 8 }, () => [] as number[]);
  for (let row = 0; row < 300; row++) {
    for (let label = 0; label < 8; label++) {
      const share = label === 1 && carriers[0].at(-1) === row ? 0.8 : 0.6 / (1 + label / 3);
      if (random.uniform() < share) carriers[label].push(row);
    }
  }
  return labelSetsFrom([..."abcdefgh"], 300, carriers);
}

/** The most by which the rows of a label in a part differ from the part's share of them. */
function deviation({ names, rowPointers, indices }: LabelSets, parts: readonly Uint32Array[]): number {
  const counts = parts.map((rows) => {
    const count = new Float64Array(names.length);
    for (const row of rows) for (let at = rowPointers[row]; at < rowPointers[row + 1]; at++) count[indices[at]]++;
    return count;
  });
  const all = parts.reduce((sum, rows) => sum + rows.length, 0);
  const totals = names.map((_, label) => counts.reduce((sum, count) => sum + count[label], 0));
  return Math.max(
    ...parts.flatMap((rows, part) =>
      totals.map((total, label) => Math.abs(counts[part][label] - (total * rows.length) / all)),
    ),
  );
}

const rows = Uint32Array.from({ length: 290 }, (_, i) => i + 10);
const ascending = (parts: readonly Uint32Array[]) => Uint32Array.from(parts.flatMap((part) => [...part])).sort();
const partsOf = ({ train, validation, test }: Partition) => [train, validation, test];

describe("iterative stratification", () => {
  it("puts every row into one fold, folds of equal size, with labels in proportion to little more than one row", () => {
    for (let seed = 0; seed < 2; seed++) {
      const sets = drawSets(seed);
      const folds = stratifyFolds(rows, sets, 10, seed, 0.1);
      const tests = folds.map(({ test }) => test);
      assert.deepEqual(ascending(tests), rows);
      for (const fold of folds) {
        assert.equal(fold.test.length, 29);
        assert.equal(fold.validation.length, 29);
        assert.deepEqual(ascending(partsOf(fold)), rows);
      }
      assert.ok(deviation(sets, tests) < 1, `seed ${seed}: ${deviation(sets, tests)} rows`);
      const shuffled = new Random(seed, 7).shuffle(rows.slice());
      const plain = tests.map((_, fold) => shuffled.subarray(29 * fold, 29 * (fold + 1)));
      assert.ok(deviation(sets, plain) > 3, "random folds are no better");
    }
  });

  it("splits by shares, the same for the same seed, and tests what it tests whatever validates", () => {
    const sets = drawSets(1);
    const shares = { validation: 0.15, test: 0.15, seed: 3 };
    const split = stratifyRows(rows, sets, shares);
    assert.deepEqual(
      partsOf(split).map((part) => part.length),
      [202, 44, 44],
    );
    assert.deepEqual(ascending(partsOf(split)), rows);
    assert.ok(deviation(sets, partsOf(split)) < 1);
    assert.deepEqual(stratifyRows(rows, sets, shares), split);
    assert.notDeepEqual(stratifyRows(rows, sets, { ...shares, seed: 4 }).test, split.test);
    assert.deepEqual(stratifyRows(rows, sets, { ...shares, validation: 0 }).test, split.test);
    assert.deepEqual(stratifyRows(rows, sets, { validation: 0, test: 0 }).train, rows);
  });

  it("keeps the only row of a label in training, and splits rows without labels as well", () => {
    const carriers = [[7], [3, 4, 5, 6, 7, 8], [1, 2, 3, 4, 5, 6, 7]];
    for (let seed = 0; seed < 20; seed++) {
      const sets = labelSetsFrom(["once", "b", "c"], 40, carriers);
      const { train, validation, test } = stratifyRows(
        Uint32Array.from({ length: 40 }, (_, i) => i),
        sets,
        {
          validation: 0.2,
          test: 0.2,
          seed,
        },
      );
      assert.ok(train.includes(7), `seed ${seed}`);
      assert.deepEqual([train.length, validation.length, test.length], [24, 8, 8]);
    }
  });
});
