// The parts that networks are trained with: initial weights, schedules, clipping, penalties, dropout, normalisation.

import assert from "node:assert/strict";
import { gradient } from "../../../engine/core/gradient";
import { Graph, type Node } from "../../../engine/core/graph";
import { initialValuesOf, Model } from "../../../engine/core/model";
import { f32 } from "../../../engine/core/shape";
import { clipByNorm } from "../../../engine/neural/clipping";
import { type InitializerName, initialValues } from "../../../engine/neural/initializers";
import { dropout } from "../../../engine/neural/layers/dropout";
import { network } from "../../../engine/neural/network";
import { optimizerScalars } from "../../../engine/neural/optimizers";
import { penalty } from "../../../engine/neural/regularization";
import { type Schedule, scheduledRate } from "../../../engine/neural/schedules";
import { Scope } from "../../../engine/neural/scope";
import { readSums, trainingGraph } from "../../../engine/neural/step";
import { fill } from "../../../engine/ops/fill";
import { variable } from "../../../engine/ops/variable";
import { executors } from "../executors";

const inputs = 30;
const outputs = 20;
const drawn = (initializer: InitializerName, seed = 1, name = "w"): Float32Array =>
  initialValues(initializer, { seed, name, length: 20000, inputs, outputs });

describe("initial weights", () => {
  const limits: [InitializerName, number][] = [
    ["glorotUniform", Math.sqrt(6 / 50)],
    ["heUniform", Math.sqrt(6 / 30)],
    ["deepLearnToolbox", 4 * Math.sqrt(6 / 50)],
  ];
  for (const [name, limit] of limits) {
    it(`${name} fills ±${limit.toFixed(3)} evenly`, () => {
      const values = drawn(name);
      assert.ok(values.every((value) => Math.abs(value) <= limit));
      assert.ok(Math.max(...values) > 0.99 * limit && Math.min(...values) < -0.99 * limit);
      assert.ok(Math.abs(variance(values) / (limit ** 2 / 3) - 1) < 0.05);
    });
  }
  const variances: [InitializerName, number][] = [
    ["glorotNormal", 2 / 50],
    ["heNormal", 2 / 30],
  ];
  for (const [name, expected] of variances) {
    it(`${name} has the variance ${expected.toFixed(3)}`, () => {
      const values = drawn(name);
      assert.ok(Math.abs(variance(values) / expected - 1) < 0.05);
      assert.ok(Math.max(...values) > 3 * Math.sqrt(expected), "tails");
    });
  }
  it("zeros", () => assert.ok(drawn("zeros").every((value) => value === 0)));
  it("are a function of seed and name", () => {
    assert.deepEqual(drawn("heNormal"), drawn("heNormal"));
    assert.notDeepEqual(drawn("heNormal"), drawn("heNormal", 2));
    assert.notDeepEqual(drawn("heNormal"), drawn("heNormal", 1, "v"));
  });
});

const variance = (values: Float32Array): number => values.reduce((sum, value) => sum + value ** 2, 0) / values.length;

describe("schedules", () => {
  const at = (schedule: Schedule, epoch: number, step = 0): number =>
    scheduledRate(schedule, 0.1, { epoch, step, steps: 10, epochs: 20 });
  const cases: [Schedule, number, number, number][] = [
    [{ kind: "constant" }, 7, 3, 0.1],
    [{ kind: "scale", factor: 0.5 }, 0, 9, 0.1],
    [{ kind: "scale", factor: 0.5 }, 3, 0, 0.0125],
    [{ kind: "step", every: 5, factor: 0.1 }, 4, 9, 0.1],
    [{ kind: "step", every: 5, factor: 0.1 }, 10, 0, 0.001],
    [{ kind: "cosine" }, 0, 0, 0.1],
    [{ kind: "cosine" }, 10, 0, 0.05],
    [{ kind: "cosine", floor: 0.02 }, 10, 0, 0.06],
    [{ kind: "cosine" }, 19, 5, (0.1 * (1 + Math.cos((Math.PI * 19.5) / 20))) / 2],
    [{ kind: "warmup", epochs: 2 }, 0, 0, 0.005],
    [{ kind: "warmup", epochs: 2 }, 1, 0, 0.055],
    [{ kind: "warmup", epochs: 2 }, 1, 9, 0.1],
    [{ kind: "warmup", epochs: 2 }, 12, 0, 0.1],
  ];
  for (const [schedule, epoch, step, expected] of cases) {
    it(`${JSON.stringify(schedule)} at ${epoch}:${step}`, () => {
      assert.ok(Math.abs(at(schedule, epoch, step) - expected) < 1e-15);
    });
  }
});

describe("optimizer scalars", () => {
  it("are the rate alone, and Adam's corrections", () => {
    assert.deepEqual(optimizerScalars("nesterov", 0.1, 3), { rate: 0.1 });
    const { rate, correction1, correction2 } = optimizerScalars("adam", 0.1, 2);
    assert.equal(rate, 0.1);
    assert.ok(Math.abs(correction1 - 1 / 0.19) < 1e-12);
    assert.ok(Math.abs(correction2 - 1 / 0.001999) < 1e-9);
  });
});

/** Outputs of a graph that `build` makes, run once on every executor; all must be near the first. */
function outputsOf(build: (graph: Graph) => Record<string, Node>, index = 0): Record<string, number[]> {
  const all = executors.map((executor) => {
    const graph = new Graph(new Model(), { capacity: 8 });
    const nodes = build(graph);
    for (const [name, node] of Object.entries(nodes)) graph.output(name, node);
    const session = executor.open(graph.model, { program: graph });
    session.run("program", { seed: 5, rows: 8, first: 0, count: 1, index });
    const values = Object.keys(nodes).map((name) => [name, Array.from(session.output("program", name))]);
    return Object.fromEntries(values) as Record<string, number[]>;
  });
  for (const other of all.slice(1)) {
    for (const [name, values] of Object.entries(other)) near(values, all[0][name]);
  }
  return all[0];
}

function near(actual: readonly number[], expected: readonly number[]): void {
  assert.equal(actual.length, expected.length);
  actual.forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]) < 1e-5 * Math.max(1, Math.abs(expected[i])), `${value}, ${expected[i]}`);
  });
}

const data = (graph: Graph, name: string, initial: number[]): Node =>
  variable(graph, graph.model.declare({ name, kind: "data", type: f32([initial.length]), initial }));

describe("clipping", () => {
  const clipped = (limit: number) =>
    outputsOf((graph) => {
      const [a, b] = clipByNorm([data(graph, "a", [3, 0]), data(graph, "b", [-4])], limit);
      return { a, b };
    });
  it("scales all gradients by their joint norm", () => {
    const { a, b } = clipped(1);
    near([...a, ...b], [0.6, 0, -0.8]);
  });
  it("leaves small ones alone", () => {
    const { a, b } = clipped(5.1);
    near([...a, ...b], [3, 0, -4]);
  });
});

describe("penalties", () => {
  it("are l1·Σ|w| + ½·l2·Σw², over weights only", () => {
    const { value, weights, bias } = outputsOf((graph) => {
      const parameters = [
        { node: data(graph, "w", [1, -2]), name: "w", weight: true },
        { node: data(graph, "b", [9]), name: "b", weight: false },
      ];
      const total = penalty(parameters, { l1: 0.5, l2: 0.1 })!;
      const [ofWeights, ofBias] = gradient(
        total,
        parameters.map(({ node }) => node),
      );
      return { value: total, weights: ofWeights, bias: ofBias };
    });
    near(value, [1.5 + 0.25]);
    near(weights, [0.5 + 0.1, -0.5 - 0.2]);
    near(bias, [0]);
  });
  it("are left out when both factors are 0", () => assert.equal(penalty([], {}), undefined));
});

describe("dropout", () => {
  const dropped = (mode: "train" | "evaluate", name = "dropout1", index = 0): number[] =>
    outputsOf((graph) => {
      const ones = fill(graph, f32([8, 500], true), 1);
      return { y: dropout(new Scope(graph, mode, 1), ones, name, 0.25) };
    }, index).y;

  it("keeps three quarters, scaled, and another set in each step and layer", () => {
    const kept = dropped("train");
    assert.ok(kept.every((value) => value === 0 || Math.abs(value - 4 / 3) < 1e-6));
    const share = kept.filter((value) => value > 0).length / kept.length;
    assert.ok(Math.abs(share - 0.75) < 0.03, `${share}`);
    assert.deepEqual(dropped("train"), kept);
    assert.notDeepEqual(dropped("train", "dropout1", 1), kept);
    assert.notDeepEqual(dropped("train", "dropout2"), kept);
  });
  it("leaves evaluation alone", () => assert.ok(dropped("evaluate").every((value) => value === 1)));
});

describe("network", () => {
  const build = (model: Model, mode: "train" | "evaluate") => {
    const graph = new Graph(model, { capacity: 4 });
    const layers = [
      { dense: 7 },
      { batchNorm: true as const },
      { dropout: 0.5 },
      { dense: 5, activation: "tanh" as const, bias: false },
    ];
    return network(graph, fill(graph, f32([4, 3], true), 1), { layers, seed: 3 }, { outputs: 2, mode });
  };

  it("names parameters by layer, and shares them between modes", () => {
    const model = new Model();
    const { parameters, output } = build(model, "train");
    const names = parameters.map(({ name }) => name);
    assert.deepEqual(names, [
      "dense1/weight",
      "dense1/bias",
      "batchNorm2/scale",
      "batchNorm2/shift",
      "dense4/weight",
      "output/weight",
      "output/bias",
    ]);
    const weights = parameters.filter(({ weight }) => weight).map(({ name }) => name);
    assert.deepEqual(weights, ["dense1/weight", "dense4/weight", "output/weight"]);
    assert.deepEqual(output.type, f32([4, 2], true));
    const before = model.variables.length;
    build(model, "evaluate");
    assert.equal(model.variables.length, before);
    assert.equal(model.parameterCount, 3 * 7 + 7 + 7 + 7 + 7 * 5 + 5 * 2 + 2);
  });
  it("starts from He's limits before rectifiers and Glorot's elsewhere", () => {
    const model = new Model();
    build(model, "train");
    const largest = (name: string): number => {
      const values = Array.from(initialValuesOf(model.find(name)!)!);
      return Math.max(...values.map(Math.abs));
    };
    assert.ok(largest("dense1/weight") > Math.sqrt(6 / 10) && largest("dense1/weight") <= Math.sqrt(6 / 3));
    assert.ok(largest("dense4/weight") <= Math.sqrt(6 / 12));
    assert.equal(largest("output/bias"), 0);
  });
});

describe("running sums", () => {
  const table = { rows: 6, features: 2, outputs: 3, targets: "classes" } as const;

  it("share a row among equal outputs, so that a network that says nothing is not right", () => {
    for (const executor of executors) {
      const model = new Model();
      const network = { layers: [], seed: 1 };
      const graph = trainingGraph(
        model,
        table,
        network,
        { name: "softmaxCrossEntropy" },
        { batch: 4, optimizer: "adam" },
      );
      const session = executor.open(model, { train: graph });
      session.write("output/weight", new Array(6).fill(0));
      session.write("targets", [0, 1, 2, 0, 1, 2]);
      session.write("order", [0, 1, 2, 3, 4, 5]);
      const scalars = { rate: [0, 0], correction1: [1, 1], correction2: [1, 1] };
      session.run("train", { seed: 1, rows: 6, first: 0, count: 2, index: 0, scalars });
      const sums = readSums(session.read("trainingSums"), 6, table, { name: "softmaxCrossEntropy" });
      near([sums.loss, sums.accuracy!], [Math.log(3), 1 / 3]);
    }
  });
  it("are the sum for sumOfSquares, and the mean otherwise", () => {
    const values = { ...table, targets: "values" } as const;
    assert.deepEqual(readSums([12, 2, 36], 6, values, { name: "sumOfSquares" }), { loss: 12, meanSquare: 2 });
    assert.deepEqual(readSums([12, 6, 36], 6, values, { name: "meanSquare" }), { loss: 2, meanSquare: 2 });
  });
});
