// Splits and folds: sizes, proportions, determinism, and what small sets get.

import assert from "node:assert/strict";
import { foldRows, type Partition, rowsWithTarget, splitRows, strataOf } from "../../../engine/data/split";
import { column, read } from "./source";

const all = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);
const parts = (partition: Partition) =>
  [...partition.train, ...partition.validation, ...partition.test].sort((a, b) => a - b);
const count = (rows: Uint32Array, strata: Int32Array, stratum: number) =>
  rows.filter((row) => strata[row] === stratum).length;

describe("split", () => {
  const strata = Int32Array.from({ length: 200 }, (_, i) => (i < 100 ? 0 : i < 180 ? 1 : 2));

  it("uses every row once, in the sizes asked for, in proportion", () => {
    const split = splitRows(all(200), strata, { validation: 0.15, test: 0.15, seed: 1 });
    assert.deepEqual(parts(split), [...all(200)]);
    assert.deepEqual([split.train.length, split.validation.length, split.test.length], [140, 30, 30]);
    assert.deepEqual(
      [0, 1, 2].map((s) => count(split.test, strata, s)),
      [15, 12, 3],
    );
    assert.deepEqual(
      [0, 1, 2].map((s) => count(split.validation, strata, s)),
      [15, 12, 3],
    );
    assert.deepEqual(
      [...split.train],
      [...split.train].sort((a, b) => a - b),
    );
  });

  it("is decided by the seed alone", () => {
    const shares = { validation: 0.2, test: 0.2 };
    const one = splitRows(all(200), strata, { ...shares, seed: 7 });
    assert.deepEqual(splitRows(all(200), strata, { ...shares, seed: 7 }), one);
    assert.notDeepEqual(splitRows(all(200), strata, { ...shares, seed: 8 }).test, one.test);
  });

  it("is random within a class, not the file's order", () => {
    const { test } = splitRows(all(200), strata, { validation: 0, test: 0.5, seed: 3 });
    const first = [...test].filter((row) => row < 50).length;
    assert.ok(first > 15 && first < 35, `${first} of the first 50 rows`);
  });

  it("trains on everything when nothing is to be held out", () => {
    const split = splitRows(all(4), new Int32Array(4), { validation: 0, test: 0 });
    assert.deepEqual([...split.train], [0, 1, 2, 3]);
    assert.equal(split.validation.length + split.test.length, 0);
  });

  it("leaves every class at least one row to be trained on", () => {
    const rare = Int32Array.from([0, 0, 0, 0, 0, 0, 1, 2, 2, 2]);
    for (let seed = 0; seed < 50; seed++) {
      const split = splitRows(all(10), rare, { validation: 0.4, test: 0.4, seed });
      for (const stratum of [0, 1, 2]) assert.ok(count(split.train, rare, stratum) >= 1, `seed ${seed}`);
      assert.deepEqual(parts(split), [...all(10)]);
    }
  });

  it("holds out a row of a small set too", () => {
    const split = splitRows(all(6), Int32Array.from([0, 0, 0, 1, 1, 1]), { validation: 0.05, test: 0.05, seed: 1 });
    assert.deepEqual([split.validation.length, split.test.length], [1, 1]);
  });

  it("goes over the rows that have a target only", async () => {
    const data = await read("a,b\n1,x\n2,\n3,y\n,x\n5,y\n");
    assert.deepEqual([...rowsWithTarget(column(data, "b"))], [0, 2, 3, 4]);
    assert.deepEqual([...rowsWithTarget(column(data, "a"))], [0, 1, 2, 4]);
  });

  it("stratifies a number over its quantiles", async () => {
    const rows = Array.from({ length: 200 }, (_, i) => `${((i * 73) % 200) / 2},1.${i}`);
    const target = column(await read(`y,x\n${rows.join("\n")}\n`), "y");
    const strata = strataOf(target, all(200), "regress");
    const split = splitRows(all(200), strata, { validation: 0, test: 0.2, seed: 2 });
    const values = target.storage === "numeric" ? target.values : new Float64Array();
    for (let decile = 0; decile < 10; decile++) {
      const inside = [...split.test].filter((row) => values[row] >= 10 * decile && values[row] < 10 * (decile + 1));
      assert.equal(inside.length, 4, `decile ${decile}`);
    }
  });
});

describe("folds", () => {
  const strata = Int32Array.from({ length: 103 }, (_, i) => (i < 50 ? 0 : i < 83 ? 1 : 2));

  it("test every row exactly once, in proportion, and train on the others", () => {
    const folds = foldRows(all(103), strata, 5, 1, 0.1);
    assert.deepEqual(
      folds.flatMap((fold) => [...fold.test]).sort((a, b) => a - b),
      [...all(103)],
    );
    for (const fold of folds) {
      assert.deepEqual(parts(fold), [...all(103)]);
      assert.ok(fold.test.length >= 20 && fold.test.length <= 21);
      assert.equal(fold.validation.length, 10);
      assert.equal(count(fold.test, strata, 0), 10);
      assert.ok(Math.abs(count(fold.test, strata, 1) - 33 / 5) < 1);
    }
  });

  it("are decided by the seed alone", () => {
    assert.deepEqual(foldRows(all(103), strata, 5, 4), foldRows(all(103), strata, 5, 4));
    assert.notDeepEqual(foldRows(all(103), strata, 5, 4), foldRows(all(103), strata, 5, 5));
  });

  it("can leave one row out each time", () => {
    const folds = foldRows(all(5), new Int32Array(5), 5, 1);
    assert.ok(folds.every((fold) => fold.test.length === 1 && fold.train.length === 4));
  });
});
