// σ(x) = 1/(1 + e^−x); derivative σ(1 − σ).

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { unaryOp } from "./elementwise";
import { multiply } from "./multiply";
import { subtract } from "./subtract";

export const sigmoidOp = unaryOp({
  name: "sigmoid",
  opcode: Opcode.Sigmoid,
  apply: (x) => 1 / (1 + Math.exp(-x)),
  gradient(y, g) {
    const product = multiply(g, y);
    return [subtract(product, multiply(product, y))];
  },
  onnx: "Sigmoid",
  pytorch: "torch.sigmoid",
});

export function sigmoid(x: Node): Node {
  return x.graph.add(sigmoidOp, [x], {});
}
