// Sessions of the WebAssembly executor: slices, extents, values that are not finite, several at once, and their limits.

import assert from "node:assert/strict";
import { compile } from "../../../engine/core/compile";
import type { Steps } from "../../../engine/core/executor";
import { Graph } from "../../../engine/core/graph";
import { Model } from "../../../engine/core/model";
import { f32, i32 } from "../../../engine/core/shape";
import { InputError } from "../../../engine/errors";
import { referenceExecutor } from "../../../engine/kernels/reference";
import { wasmExecutor } from "../../../engine/kernels/wasm";
import { accumulate } from "../../../engine/ops/accumulate";
import { batch } from "../../../engine/ops/batch";
import { concat } from "../../../engine/ops/concat";
import { exp } from "../../../engine/ops/exp";
import { gather } from "../../../engine/ops/gather";
import { log } from "../../../engine/ops/log";
import { matmul } from "../../../engine/ops/matmul";
import { mean } from "../../../engine/ops/mean";
import { multiply } from "../../../engine/ops/multiply";
import { segmentSoftmax } from "../../../engine/ops/segmentSoftmax";
import { stepScalar } from "../../../engine/ops/stepScalar";
import { sum } from "../../../engine/ops/sum";
import { variable } from "../../../engine/ops/variable";
import { executors } from "../executors";
import { oneStep } from "./compute";
import { kernels, smallParts } from "./module";
import { contents, epochSteps, openTraining, stepsPerEpoch, trainingProgram } from "./training";

const executor = wasmExecutor(kernels);

/** Rows of one value each, whose logarithms' mean is `loss`, watched or not; `total` sums the losses. */
function logarithms(values: readonly number[], capacity: number): Graph {
  const model = new Model();
  const graph = new Graph(model, { capacity });
  const declare = (name: string, kind: "data" | "state", type = f32([values.length]), initial?: readonly number[]) =>
    variable(graph, model.declare({ name, kind, type, initial }));
  const order = declare("order", "data", i32([values.length]), [...values.keys()]);
  const rows = gather(declare("values", "data", f32([values.length]), values), batch(order));
  const logarithm = graph.within("logarithm", () => log(rows));
  const loss = graph.output(
    "loss",
    graph.within("mean", () => mean(logarithm)),
  );
  accumulate(declare("total", "state", f32([])), loss);
  return graph;
}

describe("WebAssembly sessions", () => {
  it("give the same bits whatever the slices", () => {
    const graph = trainingProgram();
    const whole = openTraining(executor, graph);
    const sliced = openTraining(executor, graph);
    whole.run("train", epochSteps(0, stepsPerEpoch));
    for (let step = 0; step < stepsPerEpoch; step++) sliced.run("train", epochSteps(step, 1));
    assert.deepEqual(contents(sliced, graph), contents(whole, graph));
    assert.deepEqual(sliced.output("train", "loss"), whole.output("train", "loss"));
  });

  it("take as many steps as asked for in one call", () => {
    const model = new Model();
    const graph = new Graph(model, { capacity: 1 });
    accumulate(variable(graph, model.declare({ name: "sum", kind: "state", type: f32([]) })), stepScalar(graph, "x"));
    const session = executor.open(model, { program: graph });
    const count = 5000;
    const x = Array.from({ length: count }, (_, step) => step);
    assert.equal(session.run("program", { ...oneStep, rows: count, count, scalars: { x } }).done, count);
    assert.equal(session.read("sum")[0], (count * (count - 1)) / 2);
  });

  it("compute what depends on data alone once, and again when the data are written", () => {
    const model = new Model();
    const graph = new Graph(model, { capacity: 1 });
    const declare = (name: string, kind: "data" | "state") =>
      variable(graph, model.declare({ name, kind, type: f32([4, 4]), initial: new Array(16).fill(1) }));
    const [fixed, moving] = [declare("fixed", "data"), declare("moving", "state")];
    graph.output("product", multiply(matmul(fixed, fixed), moving));
    const { once, stages } = compile(graph, { limits: smallParts });
    const names = (of: typeof once) => of.flatMap(({ instructions }) => instructions.map(({ node }) => node.op.name));
    assert.deepEqual([names(once), names(stages)], [["matmul"], ["multiply"]]);
    assert.deepEqual(compile(graph).once, [], "small products are computed again");

    const session = wasmExecutor(kernels, { poison: true, limits: smallParts }).open(model, { program: graph });
    const product = () => {
      session.run("program", oneStep);
      return session.output("program", "product")[0];
    };
    assert.equal(product(), 4);
    session.write("moving", new Array(16).fill(2));
    assert.equal(product(), 8);
    session.write("fixed", new Array(16).fill(3));
    assert.equal(product(), 72);
  });

  it("sum a watched output before what comes after it is written", () => {
    const model = new Model();
    const graph = new Graph(model, { capacity: 4096 });
    const declare = (name: string, shape: number[], initial?: number[]) =>
      variable(graph, model.declare({ name, kind: "state", type: f32(shape), initial }));
    const values = declare(
      "values",
      [4096, 64],
      Array.from({ length: 4096 * 64 }, (_, i) => (i === 70_000 ? Number.NaN : 1)),
    );
    graph.output("total", sum(multiply(values, values), { axes: [0] }));
    accumulate(declare("count", [1]), declare("one", [1], [1]));
    accumulate(values, values);
    const session = executor.open(model, { program: graph });
    const { stages } = compile(graph);
    assert.ok(
      stages.some(({ slots }) => slots > 1),
      "the total is cut",
    );
    const { done, failed } = session.run("program", { ...oneStep, watch: "total" });
    assert.deepEqual([done, failed?.op], [0, "reshape"]);
    assert.deepEqual([session.read("count")[0], session.read("values")[0]], [0, 1]);
  });

  it("keep nothing that a program of the session writes into", () => {
    const model = new Model();
    const declared = model.declare({ name: "x", kind: "data", type: f32([4, 4]), initial: new Array(16).fill(1) });
    const [reading, writing] = [new Graph(model, { capacity: 1 }), new Graph(model, { capacity: 1 })];
    const x = variable(reading, declared);
    reading.output("product", matmul(x, x));
    accumulate(variable(writing, declared), variable(writing, declared));
    const session = wasmExecutor(kernels, { limits: smallParts }).open(model, { reading, writing });
    for (const expected of [4, 16, 64]) {
      session.run("reading", oneStep);
      assert.equal(session.output("reading", "product")[0], expected);
      session.run("writing", oneStep);
    }
  });

  it("do not touch each other", () => {
    const graphs = [trainingProgram(1), trainingProgram(2)];
    const alone = graphs.map((graph) => {
      const session = openTraining(executor, graph);
      session.run("train", epochSteps(0, stepsPerEpoch));
      return contents(session, graph);
    });
    const together = graphs.map((graph) => openTraining(executor, graph));
    for (let step = 0; step < stepsPerEpoch; step++) {
      for (const session of together) session.run("train", epochSteps(step, 1));
    }
    together.forEach((session, i) => {
      assert.deepEqual(contents(session, graphs[i]), alone[i]);
    });
    assert.notDeepEqual(alone[0], alone[1]);
  });

  it("compute a batch below capacity as a program of that capacity does", () => {
    const values = [1, 2, 3, 4, 5, 6, 7];
    for (const [capacity, first, part] of [
      [5, 1, [6, 7]],
      [100, 0, values],
      [7, 0, values],
    ] as const) {
      const session = executor.open(...opened(logarithms(values, capacity)));
      const exact = executor.open(...opened(logarithms(part, part.length)));
      session.run("program", { ...oneStep, rows: values.length, first });
      exact.run("program", { ...oneStep, rows: part.length });
      assert.deepEqual(session.output("program", "loss"), exact.output("program", "loss"));
    }
  });

  for (const { id, open } of executors) {
    const steps: Steps = { ...oneStep, rows: 8, count: 4 };
    const losses = (before: number) => Math.log([1, 2, 3, 4, 5, 6].slice(0, before).reduce((a, b) => a * b, 1)) / 2;

    it(`stop before the step whose loss is not finite is written anywhere · ${id}`, () => {
      const session = open(...opened(logarithms([1, 2, 3, 4, 5, 6, 7, -8], 2)));
      const { done, failed } = session.run("program", { ...steps, watch: "loss" });
      assert.equal(done, 3);
      assert.equal(failed?.label, "mean");
      assert.ok(Math.abs(session.read("total")[0] - losses(6)) < 1e-6);
    });

    it(`name the op that first gave a value that is not finite · ${id}`, () => {
      const session = open(...opened(logarithms([1, 2, 3, 4, 0, 6, 7, 8], 2)));
      const { done, failed } = session.run("program", { ...steps, checkAll: true });
      assert.equal(done, 2);
      assert.equal(failed?.op, "log");
      assert.equal(failed?.label, "logarithm");
      assert.ok(Math.abs(session.read("total")[0] - losses(4)) < 1e-6);
    });

    it(`name a variable that holds a value that is not finite · ${id}`, () => {
      const session = open(...opened(logarithms([1, 2, Number.NaN, 4], 2)));
      const { done, failed } = session.run("program", { ...steps, rows: 4, count: 2, checkAll: true });
      assert.equal(done, 0);
      assert.equal(failed?.op, "variable");
    });

    it(`check nothing that is not asked for · ${id}`, () => {
      const session = open(...opened(logarithms([1, 2, 3, -4], 2)));
      assert.deepEqual(session.run("program", { ...steps, rows: 4, count: 2 }), { done: 2 });
      assert.ok(Number.isNaN(session.read("total")[0]));
    });
  }

  it("find infinities in the middle and at the end of a result", () => {
    for (let length = 1; length < 12; length++) {
      for (let at = 0; at < length; at++) {
        const model = new Model();
        const graph = new Graph(model, { capacity: 1 });
        const x = variable(graph, model.declare({ name: "x", kind: "data", type: f32([length]) }));
        const square = graph.output("square", multiply(x, x));
        graph.output("sum", sum(square));
        const session = executor.open(model, { program: graph });
        session.write("x", [1e30], at);
        assert.equal(session.run("program", { ...oneStep, watch: "square" }).failed?.op, "multiply");
      }
    }
  });

  it("check a result of several instructions when it is complete", () => {
    const model = new Model();
    const graph = new Graph(model, { capacity: 1 });
    const x = variable(graph, model.declare({ name: "x", kind: "data", type: f32([2, 3]) }));
    graph.output("joined", concat([x, exp(x)], 1));
    const session = wasmExecutor(kernels, { poison: true }).open(model, { program: graph });
    assert.deepEqual(session.run("program", { ...oneStep, checkAll: true }), { done: 1 });
    session.write("x", [100], 5);
    assert.equal(session.run("program", { ...oneStep, checkAll: true }).failed?.op, "exp");
    assert.equal(session.run("program", { ...oneStep, watch: "joined" }).failed?.op, "concat");
  });

  it("check of a part only what it has written, also where units write no fixed number of elements", () => {
    const model = new Model();
    const graph = new Graph(model, { capacity: 1 });
    const x = variable(graph, model.declare({ name: "x", kind: "state", type: f32([320]) }));
    const initial = Array.from({ length: 65 }, (_, segment) => 5 * segment);
    const pointers = variable(graph, model.declare({ name: "pointers", kind: "data", type: i32([65]), initial }));
    graph.output("shares", segmentSoftmax(x, pointers));
    const session = wasmExecutor(kernels, { poison: true, limits: smallParts }).open(model, { program: graph });
    assert.ok(compile(graph, { limits: smallParts }).stages.some(({ slots }) => slots > 1));
    assert.deepEqual(session.run("program", { ...oneStep, checkAll: true }), { done: 1 });
    session.write("x", [Number.POSITIVE_INFINITY], 319);
    assert.deepEqual(session.run("program", oneStep), { done: 1 });
    assert.equal(session.run("program", { ...oneStep, watch: "shares" }).failed?.op, "segmentSoftmax");
  });

  it("refuse a plan that no memory holds", () => {
    const model = new Model();
    const graph = new Graph(model, { capacity: 1 });
    const x = variable(graph, model.declare({ name: "x", kind: "data", type: f32([30_000, 30_000]) }));
    graph.output("square", multiply(x, x));
    assert.throws(
      () => executor.open(model, { program: graph }),
      (error: Error) => error instanceof InputError && /6\.7 GB/.test(error.message),
    );
  });

  it("refuse steps that begin after the last row, and epochs of more rows than there are", () => {
    const session = executor.open(...opened(logarithms([1, 2, 3], 2)));
    assert.throws(() => session.run("program", { ...oneStep, rows: 3, first: 1, count: 2 }), /Step 2/);
    assert.throws(() => session.run("program", { ...oneStep, rows: 4 }), /at most 3 rows/);
  });

  it("train as the reference does", () => {
    const graph = trainingProgram();
    const [session, reference] = [executor, referenceExecutor].map((one) => openTraining(one, graph));
    for (const one of [session, reference]) one.run("train", epochSteps(0, stepsPerEpoch));
    for (const { name } of graph.model.variables) {
      const wanted = reference.read(name);
      session.read(name).forEach((value, i) => {
        assert.ok(
          Math.abs(value - wanted[i]) <= 2e-4 * (1 + Math.abs(wanted[i])),
          `${name} ${i}: ${value}, ${wanted[i]}`,
        );
      });
    }
  });
});

const opened = (graph: Graph): [Model, Record<string, Graph>] => [graph.model, { program: graph }];
