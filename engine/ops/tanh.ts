// The hyperbolic tangent; derivative 1 − tanh²x.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { unaryOp } from "./elementwise";
import { multiply } from "./multiply";
import { subtract } from "./subtract";

export const tanhOp = unaryOp({
  name: "tanh",
  opcode: Opcode.Tanh,
  apply: Math.tanh,
  gradient: (y, g) => [subtract(g, multiply(multiply(g, y), y))],
  onnx: "Tanh",
  pytorch: "torch.tanh",
});

export function tanh(x: Node): Node {
  return x.graph.add(tanhOp, [x], {});
}
