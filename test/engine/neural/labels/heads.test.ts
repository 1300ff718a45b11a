// Heads for several labels against PyTorch's numbers, and their gradients against differences.

import assert from "node:assert/strict";
import type { Executor } from "../../../../engine/core/executor";
import { gradient } from "../../../../engine/core/gradient";
import { Graph, type Node } from "../../../../engine/core/graph";
import { Model } from "../../../../engine/core/model";
import { Random } from "../../../../engine/core/random";
import type { LabelSets } from "../../../../engine/data/labels/label-sets";
import { countLabels, labelGraph } from "../../../../engine/graph/label-graph";
import { labelHypergraph } from "../../../../engine/graph/label-hyperedges";
import { referenceExecutor } from "../../../../engine/kernels/reference";
import { type HeadOptions, headOf } from "../../../../engine/neural/labels/head";
import { pictureLabelPass, tableLabelPass } from "../../../../engine/neural/labels/pass";
import { cooccurrenceVectors, oneHotVectors } from "../../../../engine/neural/labels/vectors";
import { optimizerScalars } from "../../../../engine/neural/optimizers";
import { modelVariable, Scope } from "../../../../engine/neural/scope";
import {
  lossOutput,
  passEvaluationGraph,
  passTrainingGraph,
  type Table,
  variables,
} from "../../../../engine/neural/step";
import { multiply } from "../../../../engine/ops/multiply";
import { sigmoid } from "../../../../engine/ops/sigmoid";
import { sum } from "../../../../engine/ops/sum";
import { type HeadName, headNames, type labelVectorKinds } from "../../../../engine/tasks/labels/spec";
import { readGolden } from "../../../golden/read";
import { executors } from "../../executors";

type Numbers = Readonly<Record<string, number[]>>;

interface Case {
  head: HeadName;
  labelLayers?: number[];
  vectors?: (typeof labelVectorKinds)[number];
  initial: Numbers;
  before: number[];
  losses: number[];
  final: Numbers;
  after: number[];
}

interface Golden {
  labels: number;
  hidden: number;
  rate: number;
  threshold: number;
  reweight: number;
  support: number;
  truth: number[];
  features: number[];
  vectors: number[];
  order: number[];
  heads: Case[];
}

const golden = readGolden<Golden>("labels");
const { labels, truth, threshold, reweight, support } = golden;
const rows = truth.length / labels;

const carried = Array.from({ length: rows }, (_, row) =>
  [...Array(labels).keys()].filter((label) => truth[row * labels + label]),
);
const sets: LabelSets = {
  names: Array.from({ length: labels }, (_, label) => `label ${label}`),
  rowPointers: Int32Array.from([0, ...carried.map((_, row) => carried.slice(0, row + 1).flat().length)]),
  indices: Int32Array.from(carried.flat()),
};
const all = Uint32Array.from({ length: rows }, (_, row) => row);
const counts = countLabels(sets, all);

const vectorsOf: Record<NonNullable<Case["vectors"]>, HeadOptions["vectors"]> = {
  file: { size: golden.vectors.length / labels, values: Float32Array.from(golden.vectors) },
  oneHot: oneHotVectors(labels),
  cooccurrence: cooccurrenceVectors(counts),
};

const optionsOf = (head: HeadName, vectors: Case["vectors"] = "file", labelLayers: number[] = []): HeadOptions => ({
  head,
  labels,
  bias: true,
  labelLayers,
  vectors: vectorsOf[vectors],
  matrix:
    head === "hypergraph"
      ? labelHypergraph(sets, all, counts, { hyperedges: "labelSets", support, threshold }).factor
      : labelGraph(counts, { threshold, reweight }).propagation,
  order: Int32Array.from(golden.order),
});

function assertNear(actual: ArrayLike<number>, expected: readonly number[], what: string, tolerance = 1e-5): void {
  assert.equal(actual.length, expected.length, what);
  const largest = Math.max(1, ...expected.map(Math.abs));
  expected.forEach((value, i) => {
    const error = Math.abs(actual[i] - value);
    assert.ok(error <= tolerance * largest, `${what}, element ${i}: ${actual[i]} instead of ${value}`);
  });
}

function check(executor: Executor, one: Case): void {
  const model = new Model();
  const table: Table = { rows, features: golden.features.length / rows, outputs: labels, targets: "values" };
  const head = headOf(optionsOf(one.head, one.vectors, one.labelLayers));
  const pass = tableLabelPass({ layers: [{ dense: golden.hidden }], seed: 1 }, head);
  const loss = { name: "binaryCrossEntropy" } as const;
  const session = executor.open(model, {
    train: passTrainingGraph(model, table, pass, loss, { batch: rows, optimizer: "adam" }),
    evaluate: passEvaluationGraph(model, table, pass, loss, { batch: 7 }),
  });
  const named = model.variables.filter(({ kind }) => kind === "parameter").map(({ name }) => name);
  assert.deepEqual(named.toSorted(), Object.keys(one.initial).toSorted());
  session.write(variables.features, golden.features);
  session.write(variables.targets, truth);
  session.write(variables.order, all);
  session.write(variables.evaluationOrder, all);
  for (const name in one.initial) session.write(name, one.initial[name]);
  const predictions = (): ArrayLike<number> => {
    session.run("evaluate", { seed: 1, rows, first: 0, count: Math.ceil(rows / 7), index: 0 });
    return session.read(variables.predictions);
  };
  assertNear(predictions(), one.before, "probabilities before training");
  one.losses.forEach((expected, step) => {
    const scalars = Object.entries(optimizerScalars("adam", golden.rate, step + 1));
    session.run("train", {
      seed: 1,
      rows,
      first: 0,
      count: 1,
      index: step,
      scalars: Object.fromEntries(scalars.map(([name, value]) => [name, [value]])),
    });
    assertNear(session.output("train", lossOutput), [expected], `loss ${step + 1}`);
  });
  for (const name in one.final) assertNear(session.read(name), one.final[name], name, 3e-5);
  assertNear(predictions(), one.after, "probabilities after training", 3e-5);
}

describe("heads for several labels", () => {
  for (const one of golden.heads) {
    for (const executor of executors) {
      it(`${one.head} ${one.vectors ?? ""} as PyTorch trains it · ${executor.id}`, () => check(executor, one));
    }
  }

  for (const name of headNames) {
    it(`${name} has gradients that differences confirm`, () => differences(name));

    it(`${name} gives the labels of pictures, too`, () => {
      const model = new Model();
      const table = { rows: 4, features: 6 * 6, outputs: labels, targets: "values" } as const;
      const layers = [{ conv: 3 }, { maxPool: 2 }];
      const pass = pictureLabelPass({ picture: [6, 6, 1] }, { layers, seed: 1 }, headOf(optionsOf(name)));
      const graph = passEvaluationGraph(model, table, pass, { name: "binaryCrossEntropy" }, { batch: 4 });
      assert.deepEqual(graph.model.find(variables.predictions)?.type.shape, [4, labels]);
      const last = model.find(["independent", "chain"].includes(name) ? "head/weight" : "head/label1/weight");
      assert.ok(last?.type.shape.includes(3 * 3 * 3), "the classifiers are as wide as the pictures' features");
    });
  }

  it("compute the classifiers once a step, not for each row", () => {
    for (const name of ["graph", "hypergraph", "identity"] as const) {
      const graph = new Graph(new Model(), { capacity: 1000 });
      const hidden = modelVariable(graph, "data", "hidden", [1000, 5]);
      const logits = headOf(optionsOf(name, "file", [4]))(new Scope(graph, "evaluate", 1), hidden, undefined);
      const perRow = graph.nodes.filter(({ type, op }) => op.name !== "variable" && type.shape[0] === 1000);
      assert.deepEqual(perRow, [logits], name);
    }
  });

  it("begin alike on the same features, whatever the head", () => {
    const start = (name: HeadName): unknown => {
      const model = new Model();
      const table = { rows: 2, features: 3, outputs: labels, targets: "values" } as const;
      const pass = tableLabelPass({ layers: [{ dense: 4 }], seed: 3 }, headOf(optionsOf(name)));
      const session = referenceExecutor.open(model, {
        evaluate: passEvaluationGraph(model, table, pass, { name: "binaryCrossEntropy" }, { batch: 2 }),
      });
      return session.read("dense1/weight");
    };
    for (const name of headNames) assert.deepEqual(start(name), start("independent"));
  });
});

/** Gradients of Σ upstream · σ(logits) by features and parameters, in double precision. */
function differences(name: HeadName): void {
  const model = new Model();
  const graph = new Graph(model, { capacity: 3 });
  const scope = new Scope(graph, "train", 5);
  const draw = (stream: number, length: number) => {
    const random = new Random(17, stream);
    return Float64Array.from({ length }, () => 2 * random.uniform() - 1);
  };
  const data = (key: string, stream: number, columns: number): Node =>
    modelVariable(graph, "data", key, [3, columns], () => draw(stream, 3 * columns));
  const hidden = data("hidden", 1, 4);
  const target = modelVariable(graph, "data", "target", [3, labels], () => truth.slice(0, 3 * labels));
  const logits = headOf(optionsOf(name, "file", [3]))(scope, hidden, target);
  const total = graph.output("total", sum(multiply(sigmoid(logits), data("upstream", 2, labels))));
  const names = ["hidden", ...scope.parameters.map((parameter) => parameter.name)];
  gradient(total, [hidden, ...scope.parameters.map(({ node }) => node)]).forEach((node, i) => {
    graph.output(`to ${names[i]}`, node);
  });
  const session = referenceExecutor.open(model, { program: graph });
  const run = (): number => {
    session.run("program", { seed: 1, rows: 3, first: 0, count: 1, index: 0 });
    return session.output("program", "total")[0];
  };
  names.forEach((variable, stream) => {
    const values = draw(10 + stream, session.read(variable).length);
    session.write(variable, values);
  });
  run();
  const found = names.map((variable) => session.output("program", `to ${variable}`));
  names.forEach((variable, i) => {
    const values = Float64Array.from(session.read(variable));
    values.forEach((value, at) => {
      const step = 1e-5;
      const moved = [value + step, value - step].map((other) => {
        session.write(variable, [other], at);
        return run();
      });
      session.write(variable, [value], at);
      const expected = (moved[0] - moved[1]) / (2 * step);
      assert.ok(Math.abs(found[i][at] - expected) < 1e-8, `${variable}[${at}]: ${found[i][at]} instead of ${expected}`);
    });
  });
}
