// 1 where a > b, else 0, broadcast.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { binaryOp } from "./elementwise";

export const greaterOp = binaryOp({
  name: "greater",
  opcode: Opcode.Greater,
  apply: (a, b) => Number(a > b),
  gradient: "none",
  onnx: "Greater",
  pytorch: "torch.gt",
});

export function greater(a: Node, b: Node): Node {
  return a.graph.add(greaterOp, [a, b], {});
}
