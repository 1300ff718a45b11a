// The rows of this step: a stretch of the order of the epoch.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { i32 } from "../core/shape";
import { Opcode } from "../kernels/opcodes";

type BatchAttributes = { capacity: number };

export const batchOp: Op<BatchAttributes> = {
  name: "batch",
  type([order], { capacity }) {
    if (order.elements !== "i32" || order.shape.length !== 1) throw new Error("The order is a list of row indices.");
    return i32([capacity], true);
  },
  evaluate({ inputs: [order], output, step: { start, extent } }) {
    output.set(order.subarray(start, start + extent));
  },
  gradient: "none",
  /** Dimensions: number of rows. */
  lower: ({ inputs }) => [{ opcode: Opcode.BatchIndices, inputs, dimensions: [{ perUnit: 1 }], parts: [1, 1] }],
  onnx: null,
  pytorch: null,
};

/** i32 [≤capacity]: the row indices of this step, out of the variable that holds the order of the epoch. */
export function batch(order: Node): Node {
  return order.graph.add(batchOp, [order], { capacity: order.graph.capacity });
}
