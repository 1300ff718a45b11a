// A hundred random programs with their gradients: every executor against the reference.

import assert from "node:assert/strict";
import type { Executor } from "../../../engine/core/executor";
import { gradient } from "../../../engine/core/gradient";
import { Graph, type Node } from "../../../engine/core/graph";
import { Model } from "../../../engine/core/model";
import { Random } from "../../../engine/core/random";
import { f32, i32, shapeAt, sizeOf, type TensorType } from "../../../engine/core/shape";
import { absolute } from "../../../engine/ops/absolute";
import { accumulate } from "../../../engine/ops/accumulate";
import { add } from "../../../engine/ops/add";
import { batch } from "../../../engine/ops/batch";
import { broadcast } from "../../../engine/ops/broadcast";
import { concat } from "../../../engine/ops/concat";
import { divide } from "../../../engine/ops/divide";
import { elu } from "../../../engine/ops/elu";
import { erf } from "../../../engine/ops/erf";
import { exp } from "../../../engine/ops/exp";
import { constant } from "../../../engine/ops/fill";
import { gather } from "../../../engine/ops/gather";
import { gelu } from "../../../engine/ops/gelu";
import { leakyRelu } from "../../../engine/ops/leakyRelu";
import { logSoftmax } from "../../../engine/ops/logSoftmax";
import { matmul } from "../../../engine/ops/matmul";
import { max } from "../../../engine/ops/max";
import { maximum } from "../../../engine/ops/maximum";
import { mean } from "../../../engine/ops/mean";
import { minimum } from "../../../engine/ops/minimum";
import { multiply } from "../../../engine/ops/multiply";
import { negate } from "../../../engine/ops/negate";
import { relu } from "../../../engine/ops/relu";
import { scatterAdd } from "../../../engine/ops/scatterAdd";
import { sigmoid } from "../../../engine/ops/sigmoid";
import { silu } from "../../../engine/ops/silu";
import { slice } from "../../../engine/ops/slice";
import { softmax } from "../../../engine/ops/softmax";
import { softplus } from "../../../engine/ops/softplus";
import { squareRoot } from "../../../engine/ops/squareRoot";
import { storeRows } from "../../../engine/ops/storeRows";
import { subtract } from "../../../engine/ops/subtract";
import { sum } from "../../../engine/ops/sum";
import { tanh } from "../../../engine/ops/tanh";
import { transpose } from "../../../engine/ops/transpose";
import { uniform } from "../../../engine/ops/uniform";
import { variable } from "../../../engine/ops/variable";
import { executors } from "../executors";

const programs = 100;
const tableRows = 40;

/** Smooth enough, and bounded by the tanh after each, that rounding does not grow. */
const unary: ((x: Node) => Node)[] = [
  absolute,
  (x) => exp(tanh(x)),
  (x) => squareRoot(add(absolute(x), constant(x.graph, 0.5))),
  (x) => elu(x, 0.5),
  (x) => leakyRelu(x),
  erf,
  gelu,
  negate,
  relu,
  sigmoid,
  silu,
  softplus,
  tanh,
  softmax,
  logSoftmax,
];

const binary: ((a: Node, b: Node) => Node)[] = [
  add,
  subtract,
  multiply,
  maximum,
  minimum,
  (a, b) => divide(a, add(absolute(b), constant(b.graph, 1))),
];

interface RandomProgram {
  graph: Graph;
  model: Model;
  extent: number;
}

/** A graph over [≤rows, width] batches: a chain of random ops, a loss, its gradients, updates and stored rows. */
function randomProgram(seed: number): RandomProgram {
  const random = new Random(seed, 5);
  const pick = <T>(items: readonly T[]): T => items[random.integer(items.length)];
  const capacity = 1 + random.integer(9);
  const model = new Model();
  const graph = new Graph(model, { capacity });
  const parameters: Node[] = [];
  const declare = (type: TensorType, kind: "parameter" | "data"): Node => {
    const initial = Array.from({ length: sizeOf(type.shape) }, () => Math.fround(random.normal()));
    return variable(graph, model.declare({ name: `v${model.variables.length}`, kind, type, initial }));
  };
  const parameter = (shape: number[]): Node => {
    parameters.push(declare(f32(shape), "parameter"));
    return parameters[parameters.length - 1];
  };
  const order = Array.from({ length: tableRows }, () => random.integer(tableRows));
  const index = batch(
    variable(graph, model.declare({ name: "order", kind: "data", type: i32([tableRows]), initial: order })),
  );
  const widthOf = (x: Node): number => x.type.shape[1];

  const steps: ((x: Node) => Node)[] = [
    (x) => pick(unary)(x),
    (x) => pick(binary)(x, parameter(pick([[], [1], [widthOf(x)], [1, widthOf(x)]]))),
    (x) => pick(binary)(parameter([widthOf(x)]), x),
    (x) => pick(binary)(x, max(x, { axes: [-1], keep: true })),
    (x) => subtract(x, mean(x, { axes: [0] })),
    (x) => pick(binary)(x, sum(x, { axes: [1], keep: true })),
    (x) => multiply(x, uniform(graph, x.type, random.integer(1000))),
    (x) => add(x, gather(parameter([tableRows, widthOf(x)]), index)),
    (x) => matmul(x, scatterAdd(x, index, tableRows), { transposeB: true }),
    (x) => {
      const width = 1 + random.integer(6);
      return matmul(x, parameter([widthOf(x), width]), random.integer(2) ? { bias: parameter([width]) } : {});
    },
    (x) => matmul(x, parameter([1 + random.integer(6), widthOf(x)]), { transposeB: true }),
    (x) => concat([x, tanh(x), slice(x, 1, 0, 1)], 1),
    (x) => slice(x, 1, 0, 1 + random.integer(widthOf(x))),
    (x) => matmul(x, transpose(matmul(x, x, { transposeA: true }))),
    (x) => add(x, broadcast(parameter([1, 1]), x.type)),
  ];
  let x = gather(declare(f32([tableRows, 1 + random.integer(7)]), "data"), index);
  for (let step = 0; step < 4 + random.integer(8); step++) x = tanh(pick(steps)(x));

  const loss = graph.output("loss", mean(multiply(x, add(x, parameter([])))));
  const first = gradient(loss, parameters);
  const norm = first.map((node) => sum(multiply(node, node))).reduce((a, b) => add(a, b));
  const second = gradient(norm, parameters);
  [...first, ...second].forEach((node, i) => {
    graph.output(`gradient ${i}`, node);
  });
  graph.output("result", x);
  storeRows(declare(f32([tableRows, widthOf(x)]), "data"), x);
  parameters.forEach((node, i) => {
    accumulate(node, multiply(first[i], constant(graph, -0.1)));
  });
  return { graph, model, extent: 1 + random.integer(capacity) };
}

/** Every output and variable after a full step and one that is not. */
function run(executor: Executor, seed: number): Map<string, number[]> {
  const { graph, model, extent } = randomProgram(seed);
  const session = executor.open(model, { program: graph });
  assert.equal(session.run("program", { seed, rows: graph.capacity + extent, first: 0, count: 2, index: 7 }).done, 2);
  const found = new Map<string, number[]>();
  for (const [name, { type }] of graph.outputs) {
    found.set(name, Array.from(session.output("program", name)).slice(0, sizeOf(shapeAt(type, extent))));
  }
  for (const { name } of model.variables) found.set(name, Array.from(session.read(name)));
  return found;
}

describe("random programs", () => {
  for (const executor of executors.slice(1)) {
    for (let seed = 0; seed < programs; seed++) {
      it(`${seed} · ${executor.id}`, () => {
        const reference = run(executors[0], seed);
        for (const [name, own] of run(executor, seed)) {
          const expected = reference.get(name)!;
          const largest = Math.max(1, ...expected.map(Math.abs));
          own.forEach((value, i) => {
            const error = Math.abs(value - expected[i]);
            assert.ok(error <= 1e-4 * largest, `${name}, element ${i}: ${value} instead of ${expected[i]}`);
          });
        }
      });
    }
  }
});
