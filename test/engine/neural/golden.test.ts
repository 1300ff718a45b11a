// Networks, optimizers, activations and losses against PyTorch's numbers.

import assert from "node:assert/strict";
import type { Executor } from "../../../engine/core/executor";
import { gradient } from "../../../engine/core/gradient";
import { Graph } from "../../../engine/core/graph";
import { Model } from "../../../engine/core/model";
import { f32, i32, type TensorType } from "../../../engine/core/shape";
import { type ActivationName, activations } from "../../../engine/neural/activations";
import { type LossName, losses } from "../../../engine/neural/losses";
import { type OptimizerName, optimizerScalars } from "../../../engine/neural/optimizers";
import {
  evaluationGraph,
  type LossOptions,
  lossOutput,
  readSums,
  type Table,
  trainingGraph,
  variables,
} from "../../../engine/neural/step";

import { divide } from "../../../engine/ops/divide";
import { multiply } from "../../../engine/ops/multiply";
import { oneHot } from "../../../engine/ops/oneHot";
import { sum } from "../../../engine/ops/sum";
import { variable } from "../../../engine/ops/variable";
import type { Layer } from "../../../engine/tasks/table/spec";
import { readGolden } from "../../golden/read";
import { executors } from "../executors";

const tolerance = 1e-4;

function assertNear(actual: ArrayLike<number>, expected: readonly number[], what: string): void {
  assert.equal(actual.length, expected.length, what);
  const largest = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((value, i) => {
    const error = Math.abs(actual[i] - value);
    assert.ok(error <= tolerance * largest, `${what}, element ${i}: ${actual[i]} instead of ${value}`);
  });
}

type Numbers = Readonly<Record<string, number[]>>;

interface Golden {
  name: string;
  layers: Layer[];
  loss: LossOptions;
  training: { l1?: number; l2?: number; clipNorm?: number };
  batch: number;
  columns: number;
  features: number[];
  targets: number[];
  initial: Numbers;
  runs: { optimizer: OptimizerName; rate: number; losses: number[]; final: Numbers; predictions: number[] }[];
}

interface GoldenFunctions {
  x: number[];
  upstream: number[];
  activations: { name: ActivationName; value: number[]; gradient: number[] }[];
  output: number[];
  classWeights: number[];
  losses: { name: string; targets: number[]; value: number; gradient: number[] }[];
}

const networks = readGolden<Golden[]>("networks");
const functions = readGolden<GoldenFunctions>("activations");

/** Trains as the golden run did, checks every loss, and returns the session. */
function train(executor: Executor, golden: Golden, run: Golden["runs"][number]) {
  const { columns, features, targets, batch, loss, training } = golden;
  const rows = features.length / columns;
  const { classWeights } = loss;
  const outputs = classWeights?.length ?? targets.length / rows;
  const table: Table = { rows, features: columns, outputs, targets: classWeights ? "classes" : "values" };
  const model = new Model();
  const network = { layers: golden.layers, seed: 1 };
  const { optimizer } = run;
  const graphs = {
    train: trainingGraph(model, table, network, loss, { batch, optimizer, weightDecay: 0.1, ...training }),
    evaluate: evaluationGraph(model, table, network, loss, { batch: 7 }),
  };
  const session = executor.open(model, graphs);
  session.write(variables.features, features);
  session.write(variables.targets, targets);
  session.write(variables.order, [...Array(rows).keys()]);
  for (const [name, content] of Object.entries(golden.initial)) session.write(name, content);
  const steps = Math.ceil(rows / batch);
  run.losses.forEach((expected, step) => {
    const scalars = Object.entries(optimizerScalars(optimizer, run.rate, step + 1));
    const { done } = session.run("train", {
      seed: 1,
      rows,
      first: step % steps,
      count: 1,
      index: step,
      scalars: Object.fromEntries(scalars.map(([name, value]) => [name, [value]])),
      watch: lossOutput,
    });
    assert.equal(done, 1);
    assertNear(session.output("train", lossOutput), [expected], `loss of step ${step + 1}`);
  });
  return { session, table };
}

describe("networks as PyTorch trains them", () => {
  for (const executor of executors) {
    for (const golden of networks) {
      for (const run of golden.runs) {
        it(`${golden.name} · ${run.optimizer} · ${executor.id}`, () => {
          const { session, table } = train(executor, golden, run);
          for (const [name, content] of Object.entries(run.final)) {
            assertNear(session.read(name), content, name);
          }
          const { rows, outputs } = table;
          session.write(variables.evaluationOrder, [...Array(rows).keys()]);
          session.run("evaluate", { seed: 1, rows, first: 0, count: Math.ceil(rows / 7), index: 0 });
          assertNear(session.read(variables.predictions), run.predictions, "predictions");
          const sums = readSums(session.read(variables.evaluationSums), rows, table, golden.loss);
          const score = scoreOf(run.predictions, golden.targets, outputs, table.targets);
          assertNear([(sums.accuracy ?? sums.meanSquare)!], [score], "score");
        });
      }
    }
  }
});

/** Accuracy, or mean square over rows and outputs. */
function scoreOf(predictions: number[], targets: number[], outputs: number, kind: Table["targets"]): number {
  if (kind === "values") return targets.reduce((total, t, i) => total + (predictions[i] - t) ** 2, 0) / targets.length;
  const right = targets.filter((target, row) => {
    const shares = predictions.slice(row * outputs, (row + 1) * outputs);
    return shares.indexOf(Math.max(...shares)) === target;
  });
  return right.length / targets.length;
}

describe("activations as PyTorch's", () => {
  const { x, upstream } = functions;
  for (const executor of executors) {
    for (const { name, value, gradient: expected } of functions.activations) {
      it(`${name} · ${executor.id}`, () => {
        const model = new Model();
        const graph = new Graph(model, { capacity: 1 });
        const type = f32([x.length / 3, 3]);
        const node = variable(graph, model.declare({ name: "x", kind: "data", type, initial: x }));
        const weights = variable(graph, model.declare({ name: "g", kind: "data", type, initial: upstream }));
        const y = graph.output("y", activations[name](node));
        graph.output("gradient", gradient(sum(multiply(y, weights)), [node])[0]);
        const session = executor.open(model, { program: graph });
        session.run("program", { seed: 1, rows: 1, first: 0, count: 1, index: 0 });
        assertNear(session.output("program", "y"), value, "value");
        assertNear(session.output("program", "gradient"), expected, "gradient");
      });
    }
  }
});

describe("losses as PyTorch's", () => {
  const { output, classWeights } = functions;
  for (const executor of executors) {
    for (const { name, targets, value, gradient: expected } of functions.losses) {
      it(`${name} · ${executor.id}`, () => {
        const model = new Model();
        const rows = output.length / 3;
        const graph = new Graph(model, { capacity: rows });
        const data = (key: string, type: TensorType, initial: number[]) =>
          variable(graph, model.declare({ name: key, kind: "data", type, initial }));
        const node = data("output", f32([rows, 3]), output);
        const classes = targets.length === rows;
        const stored = data("targets", classes ? i32([rows]) : f32([rows, 3]), targets);
        const weights = name.endsWith("weights") ? data("weights", f32([3]), classWeights) : undefined;
        const loss = losses[name.split(" ")[0] as LossName];
        const parts = loss.parts(node, classes ? oneHot(stored, 3) : stored, weights);
        const total = graph.output("loss", divide(parts.numerator, parts.denominator));
        graph.output("gradient", gradient(total, [node])[0]);
        const session = executor.open(model, { program: graph });
        session.run("program", { seed: 1, rows, first: 0, count: 1, index: 0 });
        assertNear(session.output("program", "loss"), [value], "value");
        assertNear(session.output("program", "gradient"), expected, "gradient");
      });
    }
  }
});
