// Convolutions, pooling, upsampling and batch normalisation of images against PyTorch's numbers.

import assert from "node:assert/strict";
import type { Executor, Session } from "../../../engine/core/executor";
import { gradient } from "../../../engine/core/gradient";
import { Graph, type Node } from "../../../engine/core/graph";
import { Model } from "../../../engine/core/model";
import { f32, i32, type Shape } from "../../../engine/core/shape";
import { batchNorm } from "../../../engine/neural/layers/batchNorm";
import { type Mode, Scope } from "../../../engine/neural/scope";
import { batch } from "../../../engine/ops/batch";
import { type Conv2dOptions, conv2d } from "../../../engine/ops/conv2d";
import { type Conv2dTransposeOptions, conv2dTranspose } from "../../../engine/ops/conv2dTranspose";
import { gather } from "../../../engine/ops/gather";
import { maxPool } from "../../../engine/ops/maxPool";
import { meanPool } from "../../../engine/ops/meanPool";
import { multiply } from "../../../engine/ops/multiply";
import { pixelShuffle } from "../../../engine/ops/pixelShuffle";
import type { PoolingOptions } from "../../../engine/ops/pooling";
import { sum } from "../../../engine/ops/sum";
import { upsampleBilinear } from "../../../engine/ops/upsampleBilinear";
import { upsampleNearest } from "../../../engine/ops/upsampleNearest";
import { variable } from "../../../engine/ops/variable";
import { readGolden } from "../../golden/read";
import { executors } from "../executors";

interface Tensor {
  shape: Shape;
  values: number[];
}

interface GoldenCase {
  op: keyof typeof builders;
  options: object;
  inputs: Readonly<Record<string, Tensor>>;
  output: Tensor;
  upstream: Tensor;
  gradients: Readonly<Record<string, Tensor>>;
}

interface GoldenNormalization {
  scale: Tensor;
  shift: Tensor;
  steps: { x: Tensor; output: Tensor; upstream: Tensor; gradients: Tensor[]; mean: Tensor; variance: Tensor }[];
  evaluation: { x: Tensor; output: Tensor };
}

const builders = {
  conv2d: ([x, kernel, bias]: Node[], options: object) => conv2d(x, kernel, { ...(options as Conv2dOptions), bias }),
  conv2dTranspose: ([x, kernel, bias]: Node[], options: object) =>
    conv2dTranspose(x, kernel, { ...(options as Conv2dTransposeOptions), bias }),
  maxPool: ([x]: Node[], options: object) => maxPool(x, options as PoolingOptions),
  meanPool: ([x]: Node[], options: object) => meanPool(x, options as PoolingOptions),
  upsampleBilinear: ([x]: Node[], options: object) => upsampleBilinear(x, (options as { factor: number }).factor),
  upsampleNearest: ([x]: Node[], options: object) => upsampleNearest(x, (options as { factor: number }).factor),
  pixelShuffle: ([x]: Node[], options: object) => pixelShuffle(x, (options as { factor: number }).factor),
};

const golden = readGolden<{ images: GoldenCase[]; batchNorm: GoldenNormalization }>("images");

const declare = (graph: Graph, name: string, { shape, values }: Tensor): Node =>
  variable(graph, graph.model.declare({ name, kind: "data", type: f32(shape), initial: values }));

function assertNear(actual: ArrayLike<number>, { values }: Tensor, what: string): void {
  assert.equal(actual.length, values.length, what);
  const largest = Math.max(1, ...values.map(Math.abs));
  values.forEach((value, i) => {
    assert.ok(Math.abs(actual[i] - value) <= 3e-6 * largest, `${what}, ${i}: ${actual[i]} instead of ${value}`);
  });
}

const runOnce = (session: Session, program: string, rows: number): number =>
  session.run(program, { seed: 1, rows, first: 0, count: 1, index: 0 }).done;

function check(executor: Executor, { op, options, inputs, output, upstream, gradients }: GoldenCase): void {
  const graph = new Graph(new Model(), { capacity: 1 });
  const names = Object.keys(inputs);
  const nodes = names.map((name) => declare(graph, name, inputs[name]));
  const result = graph.output("output", builders[op](nodes, options));
  assert.deepEqual(result.type.shape, output.shape);
  const loss = sum(multiply(result, declare(graph, "upstream", upstream)));
  gradient(loss, nodes).forEach((node, i) => {
    graph.output(names[i], node);
  });
  const session = executor.open(graph.model, { step: graph });
  assert.equal(runOnce(session, "step", 1), 1);
  assertNear(session.output("step", "output"), output, "output");
  for (const name of names) assertNear(session.output("step", name), gradients[name], `gradient of ${name}`);
}

/** A batch normalisation of images that come as a batch, with gradients in training. */
function normalizing(model: Model, mode: Mode, { shape }: Tensor): Graph {
  const graph = new Graph(model, { capacity: shape[0] });
  const feed = (name: string) => variable(graph, model.ensure({ name, kind: "data", type: f32(shape) }));
  const initial = shape.slice(0, 1).flatMap((images) => [...Array(images).keys()]);
  const order = variable(graph, model.ensure({ name: "order", kind: "data", type: i32([shape[0]]), initial }));
  const x = gather(feed("x"), batch(order));
  const scope = new Scope(graph, mode, 1);
  const result = graph.output("output", batchNorm(scope, x, "norm"));
  if (mode === "train") {
    const loss = sum(multiply(result, gather(feed("upstream"), batch(order))));
    gradient(loss, [x, ...scope.parameters.map(({ node }) => node)]).forEach((node, i) => {
      graph.output(`gradient${i}`, node);
    });
  }
  return graph;
}

describe("images", () => {
  for (const executor of executors) {
    for (const test of golden.images) {
      const { op, options, inputs } = test;
      it(`${op} of [${inputs.x.shape}], ${JSON.stringify(options)} · ${executor.id}`, () => check(executor, test));
    }

    it(`batchNorm · ${executor.id}`, () => {
      const { scale, shift, steps, evaluation } = golden.batchNorm;
      const model = new Model();
      const train = normalizing(model, "train", evaluation.x);
      const session = executor.open(model, { train, evaluate: normalizing(model, "evaluate", evaluation.x) });
      session.write("norm/scale", scale.values);
      session.write("norm/shift", shift.values);
      for (const step of steps) {
        session.write("x", step.x.values);
        session.write("upstream", step.upstream.values);
        assert.equal(runOnce(session, "train", evaluation.x.shape[0]), 1);
        assertNear(session.output("train", "output"), step.output, "output");
        step.gradients.forEach((expected, i) => {
          assertNear(session.output("train", `gradient${i}`), expected, `gradient ${i}`);
        });
        assertNear(session.read("norm/mean"), step.mean, "running mean");
        assertNear(session.read("norm/variance"), step.variance, "running variance");
      }
      session.write("x", evaluation.x.values);
      assert.equal(runOnce(session, "evaluate", evaluation.x.shape[0]), 1);
      assertNear(session.output("evaluate", "output"), evaluation.output, "evaluation");
    });
  }
});
