// −1, 0 or 1.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { unaryOp } from "./elementwise";

export const signOp = unaryOp({
  name: "sign",
  opcode: Opcode.Sign,
  apply: Math.sign,
  gradient: "none",
  onnx: "Sign",
  pytorch: "torch.sign",
});

export function sign(x: Node): Node {
  return x.graph.add(signOp, [x], {});
}
