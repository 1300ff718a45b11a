// Runs a few ops on the WebAssembly executor.

import type { Steps, Values } from "../../../engine/core/executor";
import { Graph, type Node } from "../../../engine/core/graph";
import { Model } from "../../../engine/core/model";
import { f32, type Shape } from "../../../engine/core/shape";
import type { VectorKind } from "../../../engine/kernels/modules";
import { variable } from "../../../engine/ops/variable";
import { executorOn } from "./module";

/** One step that draws with seed 7. */
export const oneStep: Steps = { seed: 7, rows: 1, first: 0, count: 1, index: 0 };

/** Input values with their shape. */
export interface Tensor {
  shape: Shape;
  values: ArrayLike<number>;
}

/** The result of `build` on variables with the values of `inputs`. */
export function compute(
  inputs: readonly Tensor[],
  build: (nodes: Node[], graph: Graph) => Node,
  vector: VectorKind = "plain",
): Values {
  const model = new Model();
  const graph = new Graph(model, { capacity: 1 });
  const nodes = inputs.map(({ shape, values: initial }, index) =>
    variable(graph, model.declare({ name: `x${index}`, kind: "data", type: f32(shape), initial })),
  );
  graph.output("result", build(nodes, graph));
  const session = executorOn(vector).open(model, { program: graph });
  session.run("program", oneStep);
  return session.output("program", "result");
}
