// Tensors without elements: every family of ops gives what is left, on every executor, and touches nothing beside it.

import assert from "node:assert/strict";
import { Graph, type Node } from "../../../engine/core/graph";
import { Model } from "../../../engine/core/model";
import { f32, i32, type Shape, sizeOf } from "../../../engine/core/shape";
import { add } from "../../../engine/ops/add";
import { concat } from "../../../engine/ops/concat";
import { conv2d } from "../../../engine/ops/conv2d";
import { conv2dKernel } from "../../../engine/ops/conv2dKernel";
import { conv2dTranspose } from "../../../engine/ops/conv2dTranspose";
import { dropoutMask } from "../../../engine/ops/dropoutMask";
import { gather } from "../../../engine/ops/gather";
import { matmul } from "../../../engine/ops/matmul";
import { maxPool } from "../../../engine/ops/maxPool";
import { meanPool } from "../../../engine/ops/meanPool";
import { multiply } from "../../../engine/ops/multiply";
import { oneHot } from "../../../engine/ops/oneHot";
import { scatterAdd } from "../../../engine/ops/scatterAdd";
import { segmentSum } from "../../../engine/ops/segmentSum";
import { softmax } from "../../../engine/ops/softmax";
import { sum } from "../../../engine/ops/sum";
import { tanh } from "../../../engine/ops/tanh";
import { transpose } from "../../../engine/ops/transpose";
import { upsampleBilinear } from "../../../engine/ops/upsampleBilinear";
import { variable } from "../../../engine/ops/variable";
import { executors } from "../executors";
import { oneStep } from "../kernels/compute";

type Builder = (tensor: (...shape: number[]) => Node, index: Node) => Node;

const empty: Record<string, Builder> = {
  "element by element": (tensor) => add(tanh(tensor(0, 3)), multiply(tensor(3), tensor(0, 3))),
  "no columns": (tensor) => tanh(tensor(3, 0)),
  "a softmax of no rows": (tensor) => softmax(tensor(0, 5)),
  "a sum over no rows": (tensor) => sum(tensor(0, 5), { axes: [0] }),
  "sums of no elements": (tensor) => sum(tensor(3, 0), { axes: [1] }),
  "a product of no rows": (tensor) => matmul(tensor(0, 5), tensor(5, 4)),
  "a product over no indices": (tensor) => matmul(tensor(0, 5), tensor(0, 4), { transposeA: true }),
  "no rows turned": (tensor) => transpose(tensor(0, 5)),
  "no rows joined": (tensor) => concat([tensor(0, 5), tensor(0, 2)], 1),
  "no rows gathered": (tensor, index) => gather(tensor(4, 3), index),
  "no rows scattered": (tensor, index) => scatterAdd(tensor(0, 3), index, 4),
  "no classes": (_, index) => oneHot(index, 3),
  "no random numbers": (tensor) => dropoutMask(tensor(0, 3).graph, f32([0, 3]), 5, 0.5),
  "a convolution of no images": (tensor) => conv2d(tensor(0, 5, 5, 2), tensor(3, 3, 2, 4), { bias: tensor(4) }),
  "no images for Winograd": (tensor) => conv2d(tensor(0, 5, 5, 16), tensor(3, 3, 16, 16), { padding: 1 }),
  "a transposed convolution of no images": (tensor) => conv2dTranspose(tensor(0, 5, 5, 4), tensor(3, 3, 2, 4)),
  "a kernel's gradient of no images": (tensor) =>
    conv2dKernel(tensor(0, 5, 5, 2), tensor(0, 3, 3, 4), { size: [3, 3] }),
  "the same by Winograd": (tensor) => conv2dKernel(tensor(0, 5, 5, 16), tensor(0, 3, 3, 16), { size: [3, 3] }),
  "the largest of no images": (tensor) => maxPool(tensor(0, 4, 4, 3), { size: 2 }),
  "the mean of no images": (tensor) => meanPool(tensor(0, 4, 4, 3), { size: 2 }),
  "no images enlarged": (tensor) => upsampleBilinear(tensor(0, 4, 4, 3), 2),
};

/** The results of a builder, and of the sums of what lies around them. */
function run(executor: (typeof executors)[number], build: Builder): number[][] {
  const model = new Model();
  const graph = new Graph(model, { capacity: 1 });
  const tensor = (...shape: Shape): Node => {
    const initial = Array.from({ length: sizeOf(shape) }, (_, i) => i + 1);
    const name = `x${model.variables.length}`;
    return variable(graph, model.declare({ name, kind: "state", type: f32(shape), initial }));
  };
  const index = variable(graph, model.declare({ name: "index", kind: "data", type: i32([0]) }));
  const before = tanh(tensor(4, 4));
  graph.output("result", build(tensor, index));
  graph.output("before", before);
  graph.output("after", tanh(tensor(4, 4)));
  const session = executor.open(model, { program: graph });
  session.run("program", oneStep);
  return ["result", "before", "after"].map((name) => [...session.output("program", name)]);
}

describe("empty tensors", () => {
  for (const [name, build] of Object.entries(empty)) {
    const [expected, ...around] = run(executors[0], build);
    it(`${name}: ${expected.length} elements`, () => {
      for (const executor of executors.slice(1)) {
        const [own, ...beside] = run(executor, build);
        assert.deepEqual(
          own.map((value) => value + 0),
          expected,
          executor.id,
        );
        const near = beside.flat().every((value, at) => Math.abs(value - around.flat()[at]) < 1e-6);
        assert.ok(near, executor.id);
      }
    });
  }

  it("segments of no entries sum to zero", () => {
    for (const executor of executors) {
      const model = new Model();
      const graph = new Graph(model, { capacity: 1 });
      const x = variable(graph, model.declare({ name: "x", kind: "state", type: f32([0, 3]) }));
      const pointers = variable(graph, model.declare({ name: "p", kind: "data", type: i32([3]) }));
      graph.output("result", segmentSum(x, pointers));
      const session = executor.open(model, { program: graph });
      session.run("program", oneStep);
      assert.deepEqual([...session.output("program", "result")], new Array(6).fill(0), executor.id);
    }
  });
});
