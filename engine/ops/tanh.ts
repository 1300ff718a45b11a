// The hyperbolic tangent; derivative 1 − tanh²x.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { shift } from "./add";
import { unaryOp } from "./elementwise";
import { multiply } from "./multiply";
import { negate } from "./negate";

export const tanhOp = unaryOp({
  name: "tanh",
  opcode: Opcode.Tanh,
  apply: Math.tanh,
  gradient: (y, g) => [multiply(g, shift(negate(multiply(y, y)), 1))],
  onnx: "Tanh",
  pytorch: "torch.tanh",
});

export function tanh(x: Node): Node {
  return x.graph.add(tanhOp, [x], {});
}
