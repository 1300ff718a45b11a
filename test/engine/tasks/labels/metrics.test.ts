// Metrics of several labels a row against scikit-learn's numbers, and what each row has to do with them against leaving it out.

import assert from "node:assert/strict";
import { labels as judging } from "../../../../engine/tasks/labels/judging";
import {
  averagePrecisions,
  type LabelPredictions,
  labelF1,
  labelMetrics,
  meanPrecisionScores,
} from "../../../../engine/tasks/labels/metrics";
import { bestThresholds } from "../../../../engine/tasks/labels/thresholds";
import { readGolden } from "../../../golden/read";

interface Golden {
  judging: {
    name: string;
    labels: number;
    truth: number[];
    scores: number[];
    metrics: Record<string, number>;
    averagePrecision: (number | null)[];
    f1: number[];
  }[];
}

const golden = readGolden<Golden>("labels").judging;

/** As tables of predictions have them: in single precision. */
function predictionsOf({ labels, truth, scores }: Pick<Golden["judging"][number], "labels" | "truth" | "scores">) {
  const rows = truth.length / labels;
  const values = new Float32Array(2 * truth.length);
  for (let row = 0; row < rows; row++) {
    values.set(scores.slice(row * labels, (row + 1) * labels), 2 * row * labels);
    values.set(truth.slice(row * labels, (row + 1) * labels), (2 * row + 1) * labels);
  }
  return { values, outputs: 2 * labels };
}

function without({ values, outputs }: LabelPredictions, row: number): LabelPredictions {
  const rest = Array.from(values).filter((_, at) => Math.floor(at / outputs) !== row);
  return { values: rest, outputs };
}

const near = (actual: number, expected: number, what: string, tolerance = 1e-9): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual} instead of ${expected}`);

describe("metrics of several labels", () => {
  for (const one of golden) {
    it(`${one.name}: as scikit-learn`, () => {
      const predictions = predictionsOf(one);
      const found = labelMetrics(predictions);
      assert.deepEqual(
        Object.keys(found).slice(0, 6),
        judging.metrics.map(({ name }) => name),
      );
      assert.deepEqual(Object.keys(found).toSorted(), Object.keys(one.metrics).toSorted());
      for (const name in one.metrics) near(found[name], one.metrics[name], name);
      averagePrecisions(predictions).forEach((value, label) => {
        const expected = one.averagePrecision[label];
        if (value === null || expected === null) assert.equal(value, expected);
        else near(value, expected, `average precision of ${label}`);
      });
      labelF1(predictions).forEach((value, label) => {
        near(value, one.f1[label], `F1 of ${label}`);
      });
    });

    it(`${one.name}: numbers a row are the jackknife's pseudo-values, moved to the mean mAP`, () => {
      const predictions = predictionsOf(one);
      const rows = one.truth.length / one.labels;
      const whole = averagePrecisions(predictions);
      const left = Array.from({ length: rows }, (_, row) => {
        // Without the only row that carries it, a label counts as it is.
        const own = averagePrecisions(without(predictions, row)).map((value, label) => value ?? whole[label]);
        const occurring = own.filter((value) => value !== null);
        return occurring.reduce((sum, value) => sum + value, 0) / occurring.length;
      });
      const mean = left.reduce((sum, value) => sum + value, 0) / rows;
      const scores = meanPrecisionScores(predictions);
      scores.forEach((score, row) => {
        near(score, one.metrics.mAP + (rows - 1) * (mean - left[row]), `row ${row}`);
      });
      near(scores.reduce((sum, score) => sum + score, 0) / rows, one.metrics.mAP, "mean");
    });
  }

  it("say 0 where no row carries anything", () => {
    const found = labelMetrics(predictionsOf({ labels: 2, truth: [0, 0, 0, 0], scores: [0.9, 0.1, 0.2, 0.3] }));
    assert.deepEqual([found.mAP, found.CF1, found.OF1, found.hamming, found.rankingLoss], [0, 0, 0, 0.25, 0]);
    assert.deepEqual([...meanPrecisionScores(predictionsOf({ labels: 1, truth: [0], scores: [1] }))], [0]);
  });

  it("find for each label the threshold of the largest F1", () => {
    for (const one of golden) {
      const predictions = predictionsOf(one);
      const thresholds = bestThresholds(predictions);
      const best = labelF1(predictions, thresholds);
      for (const [label, threshold] of thresholds.entries()) {
        if (one.averagePrecision[label] === null) assert.equal(threshold, 0.5);
        if (one.averagePrecision[label] === null) continue;
        for (let at = label; at < predictions.values.length; at += predictions.outputs) {
          const other = thresholds.slice();
          other[label] = predictions.values[at];
          const f1 = labelF1(predictions, other)[label];
          const better = f1 > best[label] || (f1 === best[label] && other[label] > threshold);
          assert.ok(!better, `${one.name}, label ${label}: ${other[label]} instead of ${threshold}`);
        }
      }
      const [before, after] = [labelMetrics(predictions), labelMetrics(predictions, thresholds)];
      assert.equal(after.mAP, before.mAP);
    }
  });

  it("judge a row by the labels predicted at one half, and by the share that is wrong", () => {
    const values = [0, 0, 0, 0, 0.5, 0.2, 0.7, 1, 1, 0];
    assert.deepEqual(judging.judge(2, [9, 9, ...values], 6, 6), { prediction: 2, error: 2 / 3 });
  });
});
