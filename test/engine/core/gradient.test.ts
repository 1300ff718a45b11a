// Differentiation as a whole: what depends on what, and what refuses.

import assert from "node:assert/strict";
import { gradient } from "../../../engine/core/gradient";
import { Graph, type Node } from "../../../engine/core/graph";
import { Model } from "../../../engine/core/model";
import { f32 } from "../../../engine/core/shape";
import { referenceExecutor } from "../../../engine/kernels/reference";
import { accumulate } from "../../../engine/ops/accumulate";
import { add } from "../../../engine/ops/add";
import { max } from "../../../engine/ops/max";
import { maximum } from "../../../engine/ops/maximum";
import { multiply } from "../../../engine/ops/multiply";
import { reshape } from "../../../engine/ops/reshape";
import { sum } from "../../../engine/ops/sum";
import { tanh } from "../../../engine/ops/tanh";
import { variable } from "../../../engine/ops/variable";

function start(...contents: number[][]): { graph: Graph; nodes: Node[]; values(outputs: Node[]): number[][] } {
  const model = new Model();
  const graph = new Graph(model, { capacity: 1 });
  const nodes = contents.map((initial, i) =>
    variable(graph, model.declare({ name: `x${i}`, kind: "parameter", type: f32([initial.length]), initial })),
  );
  const values = (outputs: Node[]): number[][] => {
    outputs.forEach((node, i) => {
      graph.output(`${i}`, node);
    });
    const session = referenceExecutor.open(model, { program: graph });
    session.run("program", { seed: 0, rows: 1, first: 0, count: 1, index: 0 });
    return outputs.map((_, i) => Array.from(session.output("program", `${i}`)));
  };
  return { graph, nodes, values };
}

describe("gradient", () => {
  it("adds up what flows along several ways", () => {
    const { nodes, values } = start([2, -3], [5, 7]);
    const [x, y] = nodes;
    const loss = sum(add(multiply(x, multiply(x, y)), x));
    assert.deepEqual(values(gradient(loss, [x, y])), [
      [2 * 2 * 5 + 1, 2 * -3 * 7 + 1],
      [4, 9],
    ]);
  });
  it("is of any order", () => {
    const { nodes, values } = start([0.5]);
    const [x] = nodes;
    const [first] = gradient(sum(tanh(x)), [x]);
    const [second] = gradient(sum(first), [x]);
    const [third] = gradient(sum(second), [x]);
    const t = Math.tanh(0.5);
    const expected = [1 - t * t, -2 * t * (1 - t * t), (6 * t * t - 2) * (1 - t * t)];
    values([first, second, third]).forEach(([value], order) => {
      assert.ok(Math.abs(value - expected[order]) < 1e-12, `order ${order + 1}: ${value}`);
    });
  });
  it("is of intermediate nodes too", () => {
    const { nodes, values } = start([3]);
    const square = multiply(nodes[0], nodes[0]);
    assert.deepEqual(values(gradient(sum(multiply(square, square)), [square])), [[18]]);
  });
  it("is zero for what the loss does not depend on", () => {
    const { nodes, values } = start([3], [1, 2]);
    assert.deepEqual(values(gradient(sum(nodes[0]), [nodes[1]])), [[0, 0]]);
  });
  it("is shared evenly among equal maxima", () => {
    const { nodes, values } = start([4, 1, 4, 4], [4, 2, 0, 9]);
    const [x, y] = nodes;
    assert.deepEqual(values(gradient(max(x), [x])), [[1 / 3, 0, 1 / 3, 1 / 3]]);
    assert.deepEqual(values(gradient(sum(maximum(x, y)), [x, y])), [
      [0.5, 0, 1, 0],
      [0.5, 1, 0, 1],
    ]);
  });
  it("refuses a loss that is not a scalar, and updates", () => {
    const { nodes } = start([1, 2]);
    assert.throws(() => gradient(nodes[0], nodes), /Only a scalar has a gradient/);
    const updated = accumulate(nodes[0], nodes[0]);
    assert.throws(() => gradient(sum(updated), nodes), /accumulate has no gradient/);
  });
  it("keeps the label of what it differentiates", () => {
    const { graph, nodes } = start([1, 2]);
    const y = graph.within("layer", () => tanh(reshape(nodes[0], f32([2]))));
    const before = graph.nodes.length;
    gradient(sum(y), nodes);
    assert.ok(graph.nodes.slice(before).some(({ label }) => label === "layer"));
  });
});
