// Mixtures against scikit-learn's of many starts, and against what was drawn.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import { fitMixture, logDensity, type Mixture } from "../../../../engine/gan/measures/mixture";
import { readGolden } from "../../../golden/read";

interface GoldenMixture {
  values: number[];
  dims: 1 | 2;
  weights: number[];
  centres: number[];
  deviations: number[];
  /** Mean over the rows. */
  likelihood: number;
}

const breathe = async () => {};

/** Components by their last coordinate, then the first, as the script sorts them. */
function sorted({ weights, centres, deviations }: Mixture): [number, number, ...number[]][] {
  const dims = centres.length / weights.length;
  return [...weights.keys()]
    .map((k): [number, number, ...number[]] => [weights[k], deviations[k], ...centres.slice(k * dims, (k + 1) * dims)])
    .sort((a, b) => a[a.length - 1] - b[b.length - 1]);
}

function drawn(rows: number, centres: readonly (readonly number[])[], sigma: number): Float32Array {
  const random = new Random(5);
  const values: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (const value of centres[random.integer(centres.length)]) values.push(value + sigma * random.normal());
  }
  return Float32Array.from(values);
}

describe("mixture", () => {
  it("finds scikit-learn's number of components and its likelihood", async () => {
    for (const golden of readGolden<{ mixtures: GoldenMixture[] }>("gan-measures").mixtures) {
      const found = await fitMixture(golden.values, golden.dims, breathe);
      assert.equal(found.weights.length, golden.weights.length);
      const density = logDensity(found, golden.values);
      const likelihood = density.reduce((sum, value) => sum + value, 0) / density.length;
      assert.ok(Math.abs(likelihood - golden.likelihood) < 1e-4, `${likelihood} instead of ${golden.likelihood}`);
      const expected = sorted({
        weights: Float64Array.from(golden.weights),
        centres: Float64Array.from(golden.centres),
        deviations: Float64Array.from(golden.deviations),
      });
      for (const [k, numbers] of sorted(found).entries()) {
        for (const [i, value] of numbers.entries()) {
          assert.ok(Math.abs(value - expected[k][i]) < 0.02, `${value} instead of ${expected[k][i]}`);
        }
      }
    }
  });

  it("finds the 25 Gaussians of a grid, and their weights and deviations", async () => {
    const sides = [-4, -2, 0, 2, 4];
    const centres = sides.flatMap((x) => sides.map((y) => [x, y]));
    const { weights, centres: found, deviations } = await fitMixture(drawn(1500, centres, 0.05), 2, breathe);
    assert.equal(weights.length, 25);
    for (const [x, y] of centres) {
      const k = [...weights.keys()].find((k) => Math.hypot(found[2 * k] - x, found[2 * k + 1] - y) < 0.05);
      assert.ok(k !== undefined, `nothing at ${x}, ${y}`);
      assert.ok(Math.abs(deviations[k] - 0.05) < 0.015 && Math.abs(weights[k] - 0.04) < 0.015);
    }
  });

  it("takes one for a Gaussian, for rounded values and for values that are all the same", async () => {
    const normal = drawn(700, [[30]], 14);
    for (const values of [normal, normal.map(Math.round), new Float32Array(20).fill(3), Float32Array.of(1)]) {
      const { weights, deviations } = await fitMixture(values, 1, breathe);
      assert.deepEqual([...weights], [1]);
      assert.ok(deviations[0] > 0);
    }
  });

  it("finds modes that rows have in turns, of more rows than are searched", async () => {
    const random = new Random(6);
    const values = Float32Array.from({ length: 5000 }, (_, i) => 5 * (i % 5) + 0.1 * random.normal());
    assert.equal((await fitMixture(values, 1, breathe)).weights.length, 5);
  });

  it("holds to the most that is asked for, and is the same each time", async () => {
    const values = drawn(600, [[0], [5], [10], [15]], 0.3);
    const first = await fitMixture(values, 1, breathe, { most: 2 });
    assert.equal(first.weights.length, 2);
    assert.deepEqual(await fitMixture(values, 1, breathe, { most: 2 }), first);
  });
});
