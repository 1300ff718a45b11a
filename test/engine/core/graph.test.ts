// Shapes, the model, graphs that are refused, and what compiling them keeps.

import assert from "node:assert/strict";
import { compile } from "../../../engine/core/compile";
import { Graph } from "../../../engine/core/graph";
import { liveNodes } from "../../../engine/core/live";
import { Model } from "../../../engine/core/model";
import { broadcastTypes, f32, formatShape, i32, normalizeAxis, stridesOf } from "../../../engine/core/shape";
import { add } from "../../../engine/ops/add";
import { assign } from "../../../engine/ops/assign";
import { batch } from "../../../engine/ops/batch";
import { concat } from "../../../engine/ops/concat";
import { exp } from "../../../engine/ops/exp";
import { fill } from "../../../engine/ops/fill";
import { gather } from "../../../engine/ops/gather";
import { matmul } from "../../../engine/ops/matmul";
import { oneHot } from "../../../engine/ops/oneHot";
import { reshape } from "../../../engine/ops/reshape";
import { scatterAdd } from "../../../engine/ops/scatterAdd";
import { slice } from "../../../engine/ops/slice";
import { softmax } from "../../../engine/ops/softmax";
import { storeRows } from "../../../engine/ops/storeRows";
import { sum } from "../../../engine/ops/sum";
import { tanh } from "../../../engine/ops/tanh";
import { transpose } from "../../../engine/ops/transpose";
import { variable } from "../../../engine/ops/variable";

describe("shapes", () => {
  it("broadcast by NumPy's rule, the batch in front", () => {
    assert.deepEqual(broadcastTypes(f32([3, 1]), f32([4])), f32([3, 4]));
    assert.deepEqual(broadcastTypes(f32([5, 4], true), f32([1, 4])), f32([5, 4], true));
    assert.throws(() => broadcastTypes(f32([3]), f32([4])), /do not broadcast/);
    assert.throws(() => broadcastTypes(f32([5, 4], true), f32([5, 4])), /batch stays in front/);
    assert.throws(() => broadcastTypes(f32([5], true), f32([3, 5])), /batch stays in front/);
  });
  it("have row-major strides, and print with their batch", () => {
    assert.deepEqual(stridesOf([2, 3, 4]), [12, 4, 1]);
    assert.equal(formatShape(f32([5, 4], true)), "[≤5, 4]");
    assert.equal(normalizeAxis(-1, 3), 2);
    assert.throws(() => normalizeAxis(3, 3), /outside/);
  });
});

describe("model", () => {
  it("refuses a name twice, a batch, and values that do not fill the shape", () => {
    const model = new Model();
    model.declare({ name: "w", kind: "parameter", type: f32([2]) });
    assert.throws(() => model.declare({ name: "w", kind: "parameter", type: f32([2]) }), /already/);
    assert.throws(() => model.declare({ name: "b", kind: "state", type: f32([2], true) }), /batched/);
    assert.throws(() => model.declare({ name: "v", kind: "state", type: f32([2]), initial: [1] }), /1 values/);
    assert.throws(() => model.ensure({ name: "w", kind: "state", type: f32([2]) }), /another variable/);
    assert.equal(model.ensure({ name: "w", kind: "parameter", type: f32([2]) }), model.find("w"));
    assert.equal(model.parameterCount, 2);
  });
});

describe("graph", () => {
  const graph = new Graph(new Model(), { capacity: 5 });
  const tensor = fill(graph, f32([2, 3]), 1);
  const rows = fill(graph, f32([5, 3], true), 1);
  const order = variable(graph, graph.model.declare({ name: "order", kind: "data", type: i32([9]) }));
  const index = batch(order);
  const refused: [string, () => unknown, RegExp][] = [
    ["shapes of a product", () => matmul(tensor, tensor), /do not fit/],
    ["a batch as columns", () => matmul(tensor, rows, { transposeB: true }), /cannot be a batch/],
    ["a bias", () => matmul(rows, tensor, { transposeB: true, bias: tensor }), /bias/],
    ["a batch in another place", () => transpose(rows), /in front/],
    ["a permutation", () => transpose(tensor, [0, 0]), /permutation/],
    ["a part of the batch", () => slice(rows, 0, 0, 2), /cannot be sliced/],
    ["an empty range", () => slice(tensor, 1, 2, 2), /not a range/],
    ["batches joined", () => concat([rows, rows], 0), /cannot be joined/],
    ["a batch beside none", () => concat([rows, tensor], 1), /do not fit/],
    ["elements that are not there", () => reshape(tensor, f32([7])), /elements/],
    ["rows of a list", () => softmax(fill(graph, f32([5], true), 1)), /last axis/],
    ["indices that are not whole", () => gather(tensor, fill(graph, f32([2]), 0)), /integers/],
    ["a batch as a table", () => gather(rows, index), /not a batch/],
    ["classes that are not whole", () => oneHot(tensor, 3), /integers/],
    ["an index too few", () => scatterAdd(tensor, index, 3), /index for each row/],
    ["an order that is not whole", () => batch(tensor), /row indices/],
    ["stored rows of another width", () => storeRows(order, rows), /not rows of/],
    ["a value of another shape", () => assign(order, tensor), /does not fit/],
  ];
  for (const [what, build, message] of refused) it(`refuses ${what}`, () => assert.throws(build, message));

  it("names op and layer of what it refuses", () => {
    const build = () => graph.within("dense1", () => graph.within("inner", () => matmul(tensor, tensor)));
    assert.throws(build, /^Error: matmul in dense1\/inner: /);
  });
});

describe("compiled graphs", () => {
  it("shares room between buffers that are not needed together", () => {
    const graph = new Graph(new Model(), { capacity: 1 });
    let x = fill(graph, f32([8, 8]), 0.5);
    for (let i = 0; i < 20; i++) x = transpose(x);
    graph.output("y", x);
    assert.equal(compile(graph).workingSize, 128);
    assert.equal(compile(graph, { keepAll: true }).workingSize, 21 * 64);
  });

  it("writes element-wise results over what nobody reads again", () => {
    const graph = new Graph(new Model(), { capacity: 1 });
    let x = fill(graph, f32([64]), 0.5);
    for (let i = 0; i < 20; i++) x = tanh(x);
    graph.output("y", x);
    assert.equal(compile(graph).workingSize, 64);
    assert.equal(compile(graph, { keepAll: true }).workingSize, 21 * 64);
  });

  it("drops what nothing needs, and keeps updates", () => {
    const model = new Model();
    const graph = new Graph(model, { capacity: 1 });
    const x = variable(graph, model.declare({ name: "x", kind: "state", type: f32([1]) }));
    exp(x);
    const updated = assign(x, add(x, x));
    graph.output("y", sum(x));
    const names = liveNodes(graph).map(({ op }) => op.name);
    assert.ok(names.includes(updated.op.name) && !names.includes("exp"));
  });
});
