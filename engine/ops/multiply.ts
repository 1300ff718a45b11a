// a · b, element-wise and broadcast.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { binaryOp } from "./elementwise";
import { constant } from "./fill";
import { sumTo } from "./sum";

export const multiplyOp = binaryOp({
  name: "multiply",
  opcode: Opcode.Multiply,
  apply: (a, b) => a * b,
  gradient: ({ inputs: [a, b] }, g) => [sumTo(multiply(g, b), a.type), sumTo(multiply(g, a), b.type)],
  onnx: "Mul",
  pytorch: "torch.mul",
});

export function multiply(a: Node, b: Node): Node {
  return a.graph.add(multiplyOp, [a, b], {});
}

/** x · factor. */
export function scale(x: Node, factor: number): Node {
  return multiply(x, constant(x.graph, factor));
}
