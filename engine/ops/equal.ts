// 1 where a = b, else 0, broadcast.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { binaryOp } from "./elementwise";

export const equalOp = binaryOp({
  name: "equal",
  opcode: Opcode.Equal,
  apply: (a, b) => Number(a === b),
  gradient: "none",
  onnx: "Equal",
  pytorch: "torch.eq",
});

export function equal(a: Node, b: Node): Node {
  return a.graph.add(equalOp, [a, b], {});
}
