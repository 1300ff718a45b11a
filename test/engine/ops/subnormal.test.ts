// The smallest numbers there are: sums and products of subnormal numbers are exact, on every executor.

import assert from "node:assert/strict";
import { Graph, type Node } from "../../../engine/core/graph";
import { Model } from "../../../engine/core/model";
import { f32, i32, sizeOf } from "../../../engine/core/shape";
import { add } from "../../../engine/ops/add";
import { conv2d } from "../../../engine/ops/conv2d";
import { fill } from "../../../engine/ops/fill";
import { matmul } from "../../../engine/ops/matmul";
import { maxPool } from "../../../engine/ops/maxPool";
import { relu } from "../../../engine/ops/relu";
import { segmentSum } from "../../../engine/ops/segmentSum";
import { sparseMatrix } from "../../../engine/ops/sparse";
import { sparseMatmul } from "../../../engine/ops/sparseMatmul";
import { sum } from "../../../engine/ops/sum";
import { variable } from "../../../engine/ops/variable";
import { executors } from "../executors";
import { oneStep } from "../kernels/compute";

const smallest = 2 ** -149;

/** Weights are 1, so that every result is a whole number of the smallest ones. */
const builders: Record<string, (tensor: (...shape: number[]) => Node, graph: Graph) => Node> = {
  sums: (tensor) => sum(add(tensor(17, 3), tensor(17, 3)), { axes: [1] }),
  "a product": (tensor, graph) => relu(matmul(tensor(5, 17), fill(graph, f32([17, 9]), 1))),
  "a large product": (tensor, graph) => matmul(tensor(40, 50), fill(graph, f32([50, 60]), 1)),
  "a convolution": (tensor, graph) => conv2d(tensor(1, 5, 5, 3), fill(graph, f32([3, 3, 3, 9]), 1), { padding: 1 }),
  "a pooling": (tensor) => maxPool(tensor(2, 4, 4, 3), { size: 2 }),
  segments: (tensor, graph) => {
    const initial = [0, 2, 2, 5];
    const pointers = graph.model.declare({ name: "pointers", kind: "data", type: i32([4]), initial });
    return segmentSum(tensor(5, 3), variable(graph, pointers));
  },
  "a sparse product": (tensor, graph) => {
    const pattern = { rows: 3, columns: 4, rowPointers: [0, 2, 2, 3], columnIndices: [1, 3, 0] };
    return sparseMatmul(sparseMatrix(graph, "matrix", { ...pattern, values: [1, 1, 1] }), tensor(4, 17));
  },
};

describe("subnormal numbers", () => {
  for (const [name, build] of Object.entries(builders)) {
    it(`${name} of them`, () => {
      const [reference, ...others] = executors.map((executor) => {
        const model = new Model();
        const graph = new Graph(model, { capacity: 1 });
        const tensor = (...shape: number[]): Node => {
          const initial = Array.from({ length: sizeOf(shape) }, (_, i) => ((i % 7) - 3) * smallest);
          const declared = model.declare({
            name: `x${model.variables.length}`,
            kind: "state",
            type: f32(shape),
            initial,
          });
          return variable(graph, declared);
        };
        graph.output("result", build(tensor, graph));
        const session = executor.open(model, { program: graph });
        session.run("program", oneStep);
        return [...session.output("program", "result")].map((value) => value / smallest + 0);
      });
      assert.ok(reference.some((value) => value !== 0));
      others.forEach((own, i) => {
        assert.deepEqual(own, reference, executors[i + 1].id);
      });
    });
  }
});
