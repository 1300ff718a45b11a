// Ranking metrics of pairs against scikit-learn 1.9's numbers and closed forms.

import assert from "node:assert/strict";
import { areaScores, areaUnderCurve } from "../../../../engine/tasks/links/metrics";
import { averagePrecision } from "../../../../engine/tasks/training/ranking";

const truth = [1, 0, 1, 1, 0, 0, 1, 0, 1, 0];

const close = ([value]: number[], [wanted]: number[], tolerance: number) =>
  assert.ok(Math.abs(value - wanted) <= tolerance, `${value} is not ${wanted}`);

describe("area under the ROC curve and average precision", () => {
  it("agree with scikit-learn, ties among edges, among others and across", () => {
    const golden: [number[], number, number][] = [
      [[0.9, 0.1, 0.8, 0.4, 0.4, 0.35, 0.4, 0.2, 0.1, 0.1], 0.8, 0.8200000000000001],
      [[0.3, 0.7, 0.7, 0.7, 0.7, 0.1, 0.1, 0.1, 0.9, 0.2], 0.68, 0.6733333333333333],
      [[0.11, 0.52, 0.33, 0.94, 0.25, 0.66, 0.77, 0.08, 0.49, 0.8], 0.56, 0.6587301587301588],
    ];
    for (const [scores, area, precision] of golden) {
      close([areaUnderCurve(truth, Float64Array.from(scores))], [area], 1e-12);
      close([averagePrecision(truth, Float64Array.from(scores))], [precision], 1e-12);
    }
  });

  it("are 1 of a perfect order, 0 and least of the worst, ½ and the share of edges where all are equal", () => {
    const perfect = Float64Array.from(truth);
    assert.equal(areaUnderCurve(truth, perfect), 1);
    assert.equal(averagePrecision(truth, perfect), 1);
    assert.equal(
      areaUnderCurve(
        truth,
        perfect.map((value) => -value),
      ),
      0,
    );
    assert.equal(areaUnderCurve(truth, new Float64Array(10)), 0.5);
    assert.equal(averagePrecision([1, 0, 0, 0], new Float64Array(4)), 0.25);
  });

  it("have numbers a row whose mean is the area, with the variance of DeLong's placements", () => {
    const scores = Float64Array.from([3, 1, 2, 5, 2, 4, 0]);
    const edges = [1, 0, 1, 1, 0, 0, 0];
    const rows = areaScores(edges, scores);
    close([rows.reduce((sum, value) => sum + value / 7, 0)], [areaUnderCurve(edges, scores)], 1e-12);
    // Placements by hand: of the edges 3/4, 5/8, 1; of the others 1, 5/6, 1/3, 1.
    const area = 19 / 24;
    const spread = (placed: number[]) =>
      placed.reduce((sum, value) => sum + (value - area) ** 2, 0) / placed.length ** 2;
    const expected = spread([3 / 4, 5 / 8, 1]) + spread([1, 5 / 6, 1 / 3, 1]);
    close([rows.reduce((sum, value) => sum + (value - area) ** 2, 0) / 49], [expected], 1e-12);
  });
});
