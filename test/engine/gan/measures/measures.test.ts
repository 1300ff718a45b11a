// Measures of samples against SciPy, scikit-learn and closed forms.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import { cellSpace, place } from "../../../../engine/gan/measures/cells";
import { copiesAmong, copyRule, expectedCopies } from "../../../../engine/gan/measures/copies";
import { frechetDistance, momentsOf } from "../../../../engine/gan/measures/frechet";
import { countModes, knownMixture } from "../../../../engine/gan/measures/modes";
import { nearestRows, type Rows } from "../../../../engine/gan/measures/neighbours";
import { manifoldOf, precisionAndRecall } from "../../../../engine/gan/measures/precisionRecall";
import { drawGaussian, drawIndependent } from "../../../../engine/gan/measures/rivals";
import { readGolden } from "../../../golden/read";

interface Golden {
  sets: { real: number[]; made: number[]; few: number[]; width: number };
  frechet: { made: number; few: number };
  manifolds: { k: number; precision: number; recall: number }[];
}

const breathe = async () => {};
const near = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} instead of ${expected}`);

function normals(count: number, width: number, [mean, deviation]: readonly [number, number], seed = 1): Rows {
  const random = new Random(seed);
  return { values: Float32Array.from({ length: count * width }, () => mean + deviation * random.normal()), width };
}

describe("measures of samples", () => {
  const { sets, frechet, manifolds } = readGolden<Golden>("gan-measures");
  const rows = (values: number[]): Rows => ({ values: Float32Array.from(values), width: sets.width });
  const [real, made, few] = [sets.real, sets.made, sets.few].map(rows);

  it("Fréchet distances are SciPy's, of fewer rows than numbers too", () => {
    near(frechetDistance(momentsOf(real), momentsOf(made)), frechet.made, 1e-4 * frechet.made);
    near(frechetDistance(momentsOf(real), momentsOf(few)), frechet.few, 1e-4 * frechet.few);
    near(frechetDistance(momentsOf(real), momentsOf(real)), 0, 1e-6);
  });

  it("the Fréchet distance of two Gaussians is that of their means and deviations", () => {
    const moments = (mean: number, deviation: number) => ({
      mean: Float64Array.of(mean, 0),
      covariance: Float64Array.of(deviation ** 2, 0, 0, deviation ** 2),
    });
    near(frechetDistance(moments(0, 1), moments(3, 2)), 9 + 2, 1e-12);
  });

  it("precision and recall are those of nearest neighbours in double precision", async () => {
    for (const { k, precision, recall } of manifolds) {
      const [first, second] = [await manifoldOf(real, breathe, k), await manifoldOf(made, breathe, k)];
      assert.deepEqual(await precisionAndRecall(first, second, breathe), { precision, recall });
    }
  });

  it("a set lies within itself, and far from another", async () => {
    const own = await manifoldOf(real, breathe);
    assert.deepEqual(await precisionAndRecall(own, own, breathe), { precision: 1, recall: 1 });
    const far = await manifoldOf({ ...real, values: real.values.map((value) => value + 100) }, breathe);
    assert.deepEqual(await precisionAndRecall(own, far, breathe), { precision: 0, recall: 0 });
  });

  it("finds the nearest of other rows", async () => {
    const line: Rows = { values: Float32Array.of(0, 1, 3, 3), width: 1 };
    const asked: Rows = { values: Float32Array.of(0.9, 2.5), width: 1 };
    const { rows: found, distances } = await nearestRows(asked, line, breathe);
    assert.deepEqual([...found], [1, 2]);
    near(distances[0], 0.1, 1e-6);
    assert.deepEqual([...(await nearestRows(line, line, breathe, true)).distances], [1, 1, 0, 0]);
  });

  it("copies are nearer to training examples than held-out ones are", async () => {
    const training = normals(400, 3, [0, 1]);
    const rule = await copyRule(training, normals(300, 3, [0, 1], 2), breathe);
    near(await copiesAmong(normals(2000, 3, [0, 1], 3), rule, breathe), 0.015, 0.015);
    assert.equal(await copiesAmong({ ...training, values: training.values.map((v) => v + 1e-4) }, rule, breathe), 1);
    near(expectedCopies(20), 1 / 21, 1e-12);
    assert.equal(expectedCopies(1000), 0.01);
  });

  it("rows that real ones repeat are no copies", async () => {
    const training: Rows = { values: Float32Array.from({ length: 40 }, (_, i) => i % 4), width: 1 };
    for (const heldOut of [{ ...training }, undefined]) {
      assert.equal(await copiesAmong(training, await copyRule(training, heldOut, breathe), breathe), 0);
    }
  });

  it("counts the modes that are reached by a hundredth of their share, and points within 3σ", () => {
    const mixture = knownMixture(
      [
        [0, 0],
        [10, 0],
        [0, 10],
      ],
      1,
    );
    const at = (x: number, y: number, count: number) => Array.from({ length: count }, () => [x, y]).flat();
    const points = [...at(0, 2.9, 896), ...at(10, 0, 4), ...at(0, 10, 3), ...at(5, 5, 97)];
    assert.deepEqual(countModes(mixture, points), { modes: 2, of: 3, highQuality: 0.903 });
  });

  it("columns count alike, whatever their unit", () => {
    const training = [
      [0, "a", 1],
      [2000, "b", ""],
    ];
    const { values, width } = place(cellSpace(training), [...training, ["", "c", 1]]);
    assert.equal(width, 5);
    const h = Math.fround(Math.SQRT1_2);
    assert.deepEqual([...values], [-1, h, 0, 0, 0, 1, 0, h, 0, 1, 0, 0, 0, 0, 0]);
  });

  it("a fitted normal distribution has the moments of the rows and tells their classes apart", () => {
    const [low, high] = [normals(300, 2, [0, 1]), normals(300, 2, [8, 1], 2)];
    const rows = { values: Float32Array.of(...low.values, ...high.values), width: 2 };
    const classes = Int32Array.from({ length: 600 }, (_, row) => (row < 300 ? 0 : 1));
    const drawn = drawGaussian({ rows, classes }, 4000, 2, 1);
    const [own, other] = [momentsOf(rows), momentsOf(drawn.rows)];
    for (const i of [0, 1]) near(other.mean[i], own.mean[i], 0.3);
    for (const i of [0, 1, 2, 3]) near(other.covariance[i], own.covariance[i], 1.2);
    let agree = 0;
    drawn.classes!.forEach((label, row) => {
      if (label === (drawn.rows.values[2 * row] + drawn.rows.values[2 * row + 1] > 8 ? 1 : 0)) agree++;
    });
    assert.ok(agree > 3000, `${agree}`);
  });

  it("independent columns keep their shares and lose what joins them", () => {
    const rows = Array.from({ length: 100 }, (_, i) => (i % 2 ? ["a", 1] : ["b", 2]));
    const drawn = drawIndependent({ rows }, 2000, 1);
    near(drawn.rows.filter(([name]) => name === "a").length / 2000, 0.5, 0.04);
    near(drawn.rows.filter(([name, value]) => name === "a" && value === 1).length / 2000, 0.25, 0.04);
  });
});
