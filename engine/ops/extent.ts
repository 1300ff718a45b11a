// The number of rows of the batch that are there in this step.

import type { Graph, Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32 } from "../core/shape";
import { Opcode } from "../kernels/opcodes";

export const extentOp: Op = {
  name: "extent",
  type: () => f32([]),
  evaluate({ output, step: { extent } }) {
    output[0] = extent;
  },
  gradient: "none",
  lower: () => [{ opcode: Opcode.Extent, inputs: [], dimensions: [] }],
  onnx: null,
  pytorch: null,
};

/** A scalar, the same for every batched tensor of the graph. */
export function extent(graph: Graph): Node {
  return graph.add(extentOp, [], {});
}
