// a + b, broadcast.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { binaryOp } from "./elementwise";
import { constant } from "./fill";
import { sumTo } from "./sum";

export const addOp = binaryOp({
  name: "add",
  opcode: Opcode.Add,
  apply: (a, b) => a + b,
  gradient: ({ inputs: [a, b] }, g) => [sumTo(g, a.type), sumTo(g, b.type)],
  onnx: "Add",
  pytorch: "torch.add",
});

export function add(a: Node, b: Node): Node {
  return a.graph.add(addOp, [a, b], {});
}

/** x + term. */
export function shift(x: Node, term: number): Node {
  return add(x, constant(x.graph, term));
}
