// Verdicts on samples that are known to be good, narrow, few, blurred, copied.

import assert from "node:assert/strict";
import { Random } from "../../../../engine/core/random";
import type { SampleShape } from "../../../../engine/gan/shapes";
import { type Judged, type JudgeInput, judgedSamples, judgeGenerated } from "../../../../engine/tasks/generate/judge";
import type { GenerateExperiment } from "../../../../engine/tasks/generate/spec";
import { executorOn } from "../../kernels/module";

const random = new Random(7);
const fitted: GenerateExperiment = { task: "generate", data: { file: "ring.csv" }, loss: "nonSaturating" };
const corner = (k: number) => [2 * Math.cos((k * Math.PI) / 4), 2 * Math.sin((k * Math.PI) / 4)];
const density = { centres: Array.from({ length: 8 }, (_, k) => corner(k)), sigma: 0.02 };
const experiment: GenerateExperiment = { ...fitted, data: { ...fitted.data, density } };
const range = (from: number, to: number) => Uint32Array.from({ length: to - from }, (_, i) => from + i);
/** The first part trains, the second judges. */
const partsOf = (train: number, test: number) => ({
  train: range(0, train),
  validation: range(0, 0),
  test: range(train, train + test),
});

/** Points around the first `modes` corners of an octagon. */
function ring(count: number, sigma: number, modes = 8): Float32Array {
  const values = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const centre = corner(random.integer(modes));
    values.set(
      centre.map((value) => value + sigma * random.normal()),
      2 * i,
    );
  }
  return values;
}

const always: Pick<JudgeInput, "experiment" | "health" | "executor" | "breathe" | "stopped"> = {
  experiment,
  health: [],
  executor: executorOn("plain"),
  breathe: async () => {},
  stopped: () => false,
};

async function judged(input: Omit<JudgeInput, keyof typeof always> & Partial<JudgeInput>): Promise<Judged> {
  const result = await judgeGenerated({ ...always, ...input });
  assert.ok(result);
  return result;
}

const cells = (width: number) => (rows: Float32Array) =>
  Array.from({ length: rows.length / width }, (_, i) => [...rows.subarray(i * width, (i + 1) * width)]);

describe("verdict on points", () => {
  const real = { rows: ring(900, 0.02), parts: partsOf(700, 200) };
  const shape: SampleShape = { kind: "vector", heads: [{ kind: "linear", size: 2 }] };
  const points = (rows: Float32Array, more: Partial<JudgeInput> = {}) =>
    judged({ kind: "points", shape, width: 2, real, generated: { rows }, decode: cells(2), ...more });

  it("calls all modes good, which it finds among the real points", async () => {
    const { sentence, good, metrics, baselines } = await points(ring(2000, 0.02), { experiment: fitted });
    assert.match(
      sentence,
      /^Good: all 8 modes are reached, 9\d\.\d % of the points .* \(judged by 200 points held out\)\.$/,
    );
    assert.ok(good && metrics.modes === 8 && metrics.highQuality > 0.95 && metrics.recall > 0.8);
    assert.deepEqual(Object.keys(baselines), ["realAgainstReal", "gaussian"]);
    assert.ok(baselines.realAgainstReal.highQuality > 0.95 && baselines.gaussian.highQuality < 0.05);
    assert.ok(metrics.copies < 0.05 && baselines.realAgainstReal.copies <= 0.01);
  });

  it("calls few modes bad, although the curve is at ½, and says what to change", async () => {
    const last = { discriminatorLoss: 1.38, generatorLoss: 0.69, real: 0.51, fake: 0.49 };
    const { sentence, good } = await points(ring(2000, 0.02, 3), { last });
    assert.equal(
      sentence,
      "Bad: 3 of 8 modes are reached, although D is at ½ (D(x) 0.51, D(G(z)) 0.49) (judged by 200 points held out): give model.code.categories 8 (a value for each mode) or set loss to wasserstein with gradientPenalty 10 and train.discriminatorSteps 3.",
    );
    assert.equal(good, false);
  });

  it("calls points between the modes bad", async () => {
    const { sentence, metrics } = await points(ring(2000, 0.2));
    assert.match(sentence, /^Bad: \d\.\d % of the points lie within 3σ of a mode \(real ones 9/);
    assert.equal(metrics.modes, 8);
  });

  it("calls points that are all alike within their mode bad", async () => {
    const { sentence } = await points(ring(2000, 0.001));
    assert.match(sentence, /^Bad: only \d\.\d % of the real points have generated ones around them/);
  });

  it("calls copies bad, and names what went wrong while it trained", async () => {
    const copies = await points(real.rows.slice(0, 1000));
    assert.match(copies.sentence, /^Bad: 100\.0 % are copies of training points .*dropout/);
    const blurred = await points(ring(2000, 0.5), { health: ["discriminatorWon"] });
    assert.match(blurred.sentence, /: while it trained D had won; set train\.labelSmoothing to 0\.1/);
  });

  it("says that nothing was held out", async () => {
    const { sentence } = await points(ring(2000, 0.02), { real: { rows: real.rows, parts: partsOf(900, 0) } });
    assert.match(sentence, /^Good: .*; nothing was held out, so it is judged by the 900 points it was trained on\.$/);
  });

  it("asks for samples by what judges, and can be stopped", async () => {
    assert.equal(judgedSamples({ kind: "points", parts: real.parts }), 10_000);
    assert.equal(judgedSamples({ kind: "rows", parts: partsOf(700, 200) }), 700);
    assert.equal(judgedSamples({ kind: "pictures", parts: partsOf(9000, 1000) }), 1000);
    const generated = { rows: ring(100, 0.02) };
    const input: JudgeInput = { ...always, kind: "points", shape, width: 2, real, generated, decode: cells(2) };
    assert.equal(await judgeGenerated({ ...input, stopped: () => true }), undefined);
  });
});

describe("verdict on rows", () => {
  const classNames = ["low", "high"];
  const shape: SampleShape = { kind: "vector", heads: [{ kind: "linear", size: 3 }] };
  /** Two numbers and a category that depends on the class; `mixed` of them belong to the other class. */
  function table(count: number, mixed: number) {
    const rows = new Float32Array(3 * count);
    const classes = Int32Array.from({ length: count }, (_, row) => {
      const label = random.integer(2);
      const own = random.uniform() < mixed ? 1 - label : label;
      rows.set([own + 0.4 * random.normal(), 100 * random.normal(), random.uniform() < 0.8 ? own : 1 - own], 3 * row);
      return label;
    });
    return { rows, classes };
  }
  const decode = (rows: Float32Array) => cells(3)(rows).map(([x, y, name]) => [x, y, name < 0.5 ? "round" : "long"]);
  const real = { ...table(400, 0), parts: partsOf(280, 120) };

  it("trains a classifier on generated rows, beside one on real rows", async () => {
    const { sentence, good, metrics, baselines } = await judged({
      ...{ kind: "rows", shape, width: 3, real, generated: table(280, 0), classNames, decode },
    });
    assert.match(
      sentence,
      /^Good: a classifier trained on generated rows alone reaches \d\d\.\d %, \d+ % of the \d\d\.\d % of/,
    );
    assert.ok(good && metrics.trainOnGenerated > 0.8);
    assert.ok(baselines.realAgainstReal.trainOnGenerated > 0.8 && baselines.independent.trainOnGenerated < 0.7);
  });

  it("calls rows bad that do not teach the class", async () => {
    const { sentence, good } = await judged({
      ...{ kind: "rows", shape, width: 3, real, generated: table(280, 0.5), classNames, decode },
    });
    assert.match(sentence, /^Bad: a classifier .* \(always the most frequent class: \d\d\.\d %\)/);
    assert.equal(good, false);
  });

  it("names the column that is furthest off, and needs no class", async () => {
    const off = table(280, 0).rows.map((value, i) => (i % 3 === 1 ? value + 220 : value));
    const columns = ["size", "weight", "shape"];
    const named = { ...experiment, data: { file: "t.csv", columns } };
    const { sentence, metrics } = await judged({
      ...{ kind: "rows", shape, width: 3, decode, experiment: named },
      ...{ real: { rows: real.rows, parts: real.parts }, generated: { rows: off } },
    });
    assert.match(sentence, /^Bad: the values of “weight”, the column that is furthest off, are 0\.\d\d from real ones/);
    assert.ok(!("trainOnGenerated" in metrics));
  });
});

describe("verdict on pictures", () => {
  const [side, width] = [8, 64];
  const shape: SampleShape = { kind: "picture", height: side, width: side, channels: 1 };
  /** A bright column or row at a random place, with noise. */
  function bars(count: number, noise: number, places = 6) {
    const rows = new Float32Array(width * count);
    const classes = Int32Array.from({ length: count }, (_, row) => {
      const [label, at] = [random.integer(2), 1 + random.integer(places)];
      for (let i = 0; i < width; i++) {
        const on = (label ? i % side : Math.floor(i / side)) === at;
        rows[row * width + i] = Math.max(-1, Math.min(1, (on ? 0.8 : -0.8) + noise * random.normal()));
      }
      return label;
    });
    return { rows, classes };
  }
  const real = { ...bars(140, 0.1), parts: partsOf(100, 40) };
  const pictures = (generated: JudgeInput["generated"], labelled = true) =>
    judged({
      ...{ kind: "pictures", shape, width, generated, classNames: ["row", "column"] },
      real: labelled ? real : { rows: real.rows, parts: real.parts },
    });

  it("holds the Fréchet distance of features against real pictures and a normal distribution", async () => {
    const { sentence, good, metrics, baselines } = await pictures(bars(100, 0.1));
    assert.match(
      sentence,
      /^Good: a classifier finds the class that was asked for in (100\.0|9\d\.\d) % of the pictures/,
    );
    assert.ok(good && metrics.fidelity > 0.9 && metrics.frechet < 0.5 * baselines.gaussian.frechet);
    assert.equal(metrics.frechetFloor, baselines.realAgainstReal.frechet);
  });

  it("calls a single picture bad, and needs no classes", async () => {
    const same = new Float32Array(100 * width);
    for (let row = 0; row < 100; row++) same.set(real.rows.subarray(0, width), row * width);
    const { good, sentence, metrics } = await pictures({ rows: same }, false);
    assert.match(sentence, /^Bad: /);
    assert.ok(!good && metrics.recall < 0.1 && !("fidelity" in metrics));
  });
});
