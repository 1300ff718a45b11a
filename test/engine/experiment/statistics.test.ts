// Means, spreads and intervals against closed forms and tables.

import assert from "node:assert/strict";
import { meanScores, pairedGain } from "../../../engine/experiment/paired";
import {
  meanInterval,
  meanOf,
  standardDeviation,
  summarize,
  tQuantile,
  wilsonInterval,
} from "../../../engine/experiment/statistics";

const near = (actual: number, expected: number, tolerance: number) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} instead of ${expected}`);

describe("statistics", () => {
  it("has Student's t as tabulated", () => {
    for (const [degrees, expected] of [
      [1, 12.7062],
      [4, 2.7764],
      [10, 2.2281],
      [11, 2.201],
      [15, 2.1314],
      [30, 2.0423],
      [120, 1.9799],
      [100_000, 1.96],
    ]) {
      near(tQuantile(degrees), expected, 2e-4);
    }
  });

  it("means and spreads are exact where all values are the same", () => {
    assert.equal(meanOf([0.1, 0.1, 0.1]), 0.1);
    assert.equal(standardDeviation([0.7, 0.7, 0.7]), 0);
    near(standardDeviation([1, 2, 3, 4]), Math.sqrt(5 / 3), 1e-12);
    const [from, to] = meanInterval([1, 2, 3, 4])!;
    near(from, 2.5 - (3.1824 * Math.sqrt(5 / 3)) / 2, 1e-4);
    near(to, 2.5 + (3.1824 * Math.sqrt(5 / 3)) / 2, 1e-4);
    assert.equal(meanInterval([1]), undefined);
  });

  it("Wilson's interval stays between 0 and 1", () => {
    // Wilson (1927) for 145 of 150, as statsmodels' proportion_confint gives it.
    const [from, to] = wilsonInterval(145 / 150, 150);
    near(from, 0.92435, 1e-4);
    near(to, 0.98569, 1e-4);
    near(wilsonInterval(1, 10)[1], 1, 1e-12);
    near(wilsonInterval(0, 10)[0], 0, 1e-12);
  });

  it("one training has numbers, several have spreads", () => {
    assert.deepEqual(summarize([{ a: 1 }]), { a: 1 });
    assert.deepEqual(summarize([{ a: 1 }, { a: 3 }]), { a: { mean: 2, std: Math.SQRT2, values: [1, 3] } });
  });
});

describe("paired comparison", () => {
  it("averages a row's scores over the trainings that held it out", () => {
    const means = meanScores(
      [
        { rows: [0, 1], scores: [1, 0] },
        { rows: [1, 3], scores: [1, 1] },
      ],
      4,
    );
    assert.deepEqual([...means], [1, 0.5, Number.NaN, 1]);
  });

  it("tells better from noise, on rows that both have", () => {
    const half = (value: number, other: number) =>
      Float64Array.from({ length: 100 }, (_, i) => (i % 2 ? value : other));
    assert.equal(pairedGain(half(1, 1), half(0, 1)).outcome, "better");
    assert.equal(pairedGain(half(0, 1), half(1, 1)).outcome, "worse");
    assert.equal(pairedGain(half(0, 1), half(1, 0)).outcome, "unclear");
    assert.equal(pairedGain(half(0, 1), half(0, 1)).outcome, "equal");
    const one = pairedGain(Float64Array.of(1, Number.NaN), Float64Array.of(0, 1));
    assert.deepEqual([one.count, one.gain, one.outcome], [1, 1, "unclear"]);
    const { gain, interval } = pairedGain(Float64Array.of(1, 2, 3), Float64Array.of(0, 0, 0));
    near(gain, 2, 1e-12);
    near(interval[1], 2 + 4.3027 / Math.sqrt(3), 1e-4);
  });
});
