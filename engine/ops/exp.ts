// e^x; its own derivative.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { unaryOp } from "./elementwise";
import { multiply } from "./multiply";

export const expOp = unaryOp({
  name: "exp",
  opcode: Opcode.Exp,
  apply: Math.exp,
  gradient: (y, g) => [multiply(g, y)],
  onnx: "Exp",
  pytorch: "torch.exp",
});

export function exp(x: Node): Node {
  return x.graph.add(expOp, [x], {});
}
