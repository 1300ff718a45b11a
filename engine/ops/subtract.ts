// a − b, broadcast.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { binaryOp } from "./elementwise";
import { negate } from "./negate";
import { sumTo } from "./sum";

export const subtractOp = binaryOp({
  name: "subtract",
  opcode: Opcode.Subtract,
  apply: (a, b) => a - b,
  gradient: ({ inputs: [a, b] }, g) => [sumTo(g, a.type), sumTo(negate(g), b.type)],
  onnx: "Sub",
  pytorch: "torch.sub",
});

export function subtract(a: Node, b: Node): Node {
  return a.graph.add(subtractOp, [a, b], {});
}
