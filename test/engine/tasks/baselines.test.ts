// Baselines and metrics against scikit-learn's, on the numbers that test/golden/baselines.py stores.

import assert from "node:assert/strict";
import { fitLogistic, fitMajority } from "../../../engine/tasks/classify/baselines";
import { classMetrics, confusionMatrix } from "../../../engine/tasks/classify/metrics";
import { fitLinear, fitMean } from "../../../engine/tasks/regress/baselines";
import { valueMetrics } from "../../../engine/tasks/regress/metrics";
import type { RowsOf } from "../../../engine/tasks/table/matrix";
import { readGolden } from "../../golden/read";

interface Classification {
  classes: number;
  features: number[];
  truth: number[];
  train: number;
  probabilities: number[];
  metrics: Record<string, number>;
}

interface Golden {
  classifications: Classification[];
  regression: {
    features: number[];
    truth: number[];
    train: number;
    predictions: number[];
    metrics: Record<string, number>;
  };
  edges: { truth: number[]; probabilities: number[]; metrics: Record<string, number> };
}

const golden = readGolden<Golden>("baselines");
const breathe = async () => {};

/** The first `train` rows, and the others. */
function parts(features: number[], rows: number, train: number): [RowsOf, RowsOf] {
  const matrix = { values: Float32Array.from(features), width: features.length / rows };
  const all = Array.from({ length: rows }, (_, row) => row);
  return [
    { ...matrix, rows: all.slice(0, train) },
    { ...matrix, rows: all.slice(train) },
  ];
}

function assertNear(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  assert.equal(actual.length, expected.length);
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i] - expected[i]);
    assert.ok(error <= tolerance * (1 + Math.abs(expected[i])), `${i}: ${actual[i]} instead of ${expected[i]}`);
  }
}

function assertMetrics(actual: Record<string, number>, expected: Record<string, number>, tolerance: number): void {
  assert.deepEqual(Object.keys(actual), Object.keys(expected));
  assertNear(Object.values(actual), Object.values(expected), tolerance);
}

describe("baselines", () => {
  for (const { classes, features, truth, train, probabilities, metrics } of golden.classifications) {
    it(`logistic regression of ${classes} classes gives scikit-learn's probabilities`, async () => {
      const [fitted, asked] = parts(features, truth.length, train);
      const predict = await fitLogistic(fitted, truth, classes, breathe);
      const given = await predict(asked);
      assertNear(given, probabilities, 1e-5);
      assertMetrics(classMetrics(truth.slice(train), given, classes), metrics, 1e-5);
    });
  }

  it("linear regression gives scikit-learn's predictions, whatever repeats or never changes", async () => {
    const { features, truth, train, predictions, metrics } = golden.regression;
    const [fitted, asked] = parts(features, truth.length, train);
    const given = await (await fitLinear(fitted, truth, breathe))(asked);
    assertNear(given, predictions, 1e-6);
    assertMetrics(valueMetrics(truth.slice(train), given), metrics, 1e-6);
  });

  it("the majority class and the mean look at training rows only", async () => {
    const matrix = { values: new Float32Array(5), width: 1 };
    const train = { ...matrix, rows: [0, 1, 2] };
    const asked = { ...matrix, rows: [3, 4] };
    const majority = await fitMajority(train, [1, 1, 0, 0, 0], 2);
    assertNear(await majority(asked), [1 / 3, 2 / 3, 1 / 3, 2 / 3], 1e-12);
    const mean = await fitMean(train, [1, 2, 6, 100, 100]);
    assert.deepEqual([...(await mean(asked))], [3, 3]);
  });

  it("gives the event loop its turn during a long fit", async () => {
    const rows = 60_000;
    const random = Array.from({ length: rows }, (_, i) => Math.sin(i * i));
    const train = { values: Float32Array.from(random), width: 1, rows: Array.from({ length: rows }, (_, i) => i) };
    let breaths = 0;
    const count = async () => {
      breaths++;
    };
    await fitLogistic(
      train,
      random.map((value) => Number(value > 0.3)),
      2,
      count,
    );
    assert.ok(breaths > 0);
  });
});

describe("metrics", () => {
  it("are scikit-learn's where a class is missing or a probability is 0", () => {
    const { truth, probabilities, metrics } = golden.edges;
    assertMetrics(classMetrics(truth, probabilities, 4), metrics, 1e-9);
  });

  it("count the confusion by truth, then prediction", () => {
    assert.deepEqual(confusionMatrix([0, 0, 1], [0, 1, 1], 2), [
      [1, 1],
      [0, 1],
    ]);
  });

  it("have no R² where the truth never changes", () => {
    assert.ok(Number.isNaN(valueMetrics([2, 2], [1, 3]).r2));
  });
});
