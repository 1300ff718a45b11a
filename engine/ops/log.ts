// The natural logarithm; derivative 1/x.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { divide } from "./divide";
import { unaryOp } from "./elementwise";

export const logOp = unaryOp({
  name: "log",
  opcode: Opcode.Log,
  apply: Math.log,
  gradient: ({ inputs: [x] }, g) => [divide(g, x)],
  onnx: "Log",
  pytorch: "torch.log",
});

export function log(x: Node): Node {
  return x.graph.add(logOp, [x], {});
}
