// σ(x) = 1/(1 + e^−x); derivative σ(1 − σ).

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { shift } from "./add";
import { unaryOp } from "./elementwise";
import { multiply } from "./multiply";
import { negate } from "./negate";

export const sigmoidOp = unaryOp({
  name: "sigmoid",
  opcode: Opcode.Sigmoid,
  apply: (x) => 1 / (1 + Math.exp(-x)),
  gradient: (y, g) => [multiply(g, multiply(y, shift(negate(y), 1)))],
  onnx: "Sigmoid",
  pytorch: "torch.sigmoid",
});

export function sigmoid(x: Node): Node {
  return x.graph.add(sigmoidOp, [x], {});
}
