// Distances of columns and pairs of columns against SciPy's and closed forms.

import assert from "node:assert/strict";
import {
  correlationRatio,
  cramersV,
  distributionsOf,
  kolmogorovSmirnov,
} from "../../../../engine/gan/measures/distributions";
import { readGolden } from "../../../golden/read";

interface Golden {
  kolmogorov: { first: number[]; second: number[]; distance: number };
  cramer: { a: number[]; b: number[]; value: number };
  ratio: { groups: number[]; numbers: number[]; value: number };
}

const near = (actual: number, expected: number) =>
  assert.ok(Math.abs(actual - expected) < 1e-9, `${actual} instead of ${expected}`);

describe("distributions of columns", () => {
  const { kolmogorov, cramer, ratio } = readGolden<Golden>("gan-measures");

  it("distances and associations are SciPy's", () => {
    const { first, second, distance } = kolmogorov;
    near(kolmogorovSmirnov(Float64Array.from(first), Float64Array.from(second)), distance);
    near(cramersV(Int32Array.from(cramer.a), Int32Array.from(cramer.b), [3, 4]), cramer.value);
    near(correlationRatio(3, Int32Array.from(ratio.groups), Float64Array.from(ratio.numbers)), ratio.value);
  });

  it("columns of a table beside themselves have no distance, and shares that sum to 1", () => {
    const rows = Array.from({ length: 60 }, (_, i) => [i % 5, i % 2 ? "a" : "b", i % 7 === 0 ? "" : i / 3]);
    const { columns, pairs } = distributionsOf(["count", "name", "size"], rows, rows);
    for (const { distance, real, generated } of columns) {
      assert.equal(distance, 0);
      near(
        real.reduce((sum, share) => sum + share, 0),
        1,
      );
      assert.deepEqual(generated, real);
    }
    assert.deepEqual(columns[0].edges, [-0.5, 0.5, 1.5, 2.5, 3.5, 4.5]);
    assert.deepEqual(columns[1].categories, ["a", "b"]);
    assert.ok(columns[2].floor > 0);
    assert.deepEqual(pairs.real, pairs.generated);
    assert.equal(pairs.real[1][1], 1);
  });

  it("missing cells and new categories are distances", () => {
    const real = Array.from({ length: 40 }, (_, i) => [i, "a"]);
    const generated = real.map(([value], i) => [i % 4 ? value : "", i % 2 ? "a" : "b"]);
    const { columns } = distributionsOf(["x", "name"], real, generated);
    assert.ok(columns[0].distance >= 0.2 && columns[0].distance <= 0.25);
    near(columns[1].distance, 0.5);
    assert.deepEqual(columns[1].categories, ["a", "b"]);
  });

  it("the association of two columns that say the same is 1, of such that say nothing 0", () => {
    const real = Array.from({ length: 40 }, (_, i) => [
      i % 4,
      -2 * (i % 4),
      i % 4 > 1 ? "high" : "low",
      i % 2 ? "odd" : "even",
    ]);
    const { pairs } = distributionsOf(["a", "b", "c", "d"], real, real);
    near(pairs.real[0][1], -1);
    near(pairs.real[2][3], 0);
    near(pairs.real[0][2], Math.sqrt(0.8));
  });
});
