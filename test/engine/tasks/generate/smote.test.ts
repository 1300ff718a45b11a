// SMOTE by its definition: on the line between an example and one of its five nearest neighbours of the same class.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import { cellsBetween, classesBetween, placesBetween, rowsBetween } from "../../../../engine/tasks/generate/smote";

const breathe = async () => {};

describe("SMOTE", () => {
  const random = new Random(2);
  const classes = Int32Array.from({ length: 60 }, (_, row) => (row < 40 ? 0 : row < 59 ? 1 : 2));
  const rows = { values: Float32Array.from({ length: 120 }, () => random.normal()), width: 2 };
  const distance = (i: number, j: number) =>
    Math.hypot(rows.values[2 * i] - rows.values[2 * j], rows.values[2 * i + 1] - rows.values[2 * j + 1]);

  it("takes one of the five nearest of the class, at a random place on the way", async () => {
    const places = await placesBetween(rows, classes, 1, breathe);
    assert.equal(places.length, 60);
    for (const { from, to, share, near } of places.slice(0, 59)) {
      const others = [...classes.keys()].filter((row) => row !== from && classes[row] === classes[from]);
      const nearest = others.sort((a, b) => distance(from, a) - distance(from, b)).slice(0, 5);
      assert.deepEqual(near, nearest);
      assert.ok(near.includes(to) && share >= 0 && share < 1);
    }
    const shares = places.map(({ share }) => share);
    assert.ok(Math.max(...shares) > 0.9 && Math.min(...shares) < 0.1);
    assert.ok(new Set(places.slice(0, 59).map(({ to, near }) => near.indexOf(to))).size === 5);
    assert.deepEqual(classesBetween(classes, places), classes);
  });

  it("puts numbers on the line and repeats an example that is alone", async () => {
    const places = await placesBetween(rows, classes, 1, breathe);
    const { values } = rowsBetween(rows, places);
    for (const [row, { from, to, share }] of places.entries()) {
      for (const i of [0, 1]) {
        const [a, b] = [rows.values[2 * from + i], rows.values[2 * to + i]];
        assert.ok(Math.abs(values[2 * row + i] - ((1 - share) * a + share * b)) < 1e-6);
      }
    }
    assert.deepEqual([places[59].to, places[59].near], [59, []]);
    assert.deepEqual([...values.slice(118)], [...rows.values.slice(118)]);
  });

  it("takes a category that most of the neighbours have, and keeps what is missing", () => {
    const cells = [
      [0, "a", "x", ""],
      [10, "b", "y", 3],
      [20, "b", "x", 4],
      [30, "c", "y", 5],
    ];
    const places = [
      { from: 0, to: 1, share: 0.25, near: [1, 2, 3] },
      { from: 1, to: 0, share: 0.5, near: [0, 2] },
      { from: 3, to: 3, share: 0.5, near: [] },
    ];
    assert.deepEqual(cellsBetween(cells, places), [
      [2.5, "b", "y", ""],
      [5, "b", "x", 3],
      [30, "c", "y", 5],
    ]);
  });
});
