// max(x, 0); derivative 1 where x > 0, else 0.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { unaryOp } from "./elementwise";
import { constant } from "./fill";
import { greater } from "./greater";
import { multiply } from "./multiply";

export const reluOp = unaryOp({
  name: "relu",
  opcode: Opcode.Relu,
  apply: (x) => Math.max(x, 0),
  // The result is positive where the argument is, which is then free to be forgotten.
  gradient: (y, g) => [multiply(g, greater(y, constant(g.graph, 0)))],
  onnx: "Relu",
  pytorch: "torch.relu",
});

export function relu(x: Node): Node {
  return x.graph.add(reluOp, [x], {});
}
