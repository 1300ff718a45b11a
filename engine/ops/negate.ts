// −x.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { unaryOp } from "./elementwise";

export const negateOp = unaryOp({
  name: "negate",
  opcode: Opcode.Negate,
  apply: (x) => -x,
  gradient: (_, g) => [negate(g)],
  onnx: "Neg",
  pytorch: "torch.neg",
});

export function negate(x: Node): Node {
  return x.graph.add(negateOp, [x], {});
}
