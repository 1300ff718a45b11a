// a / b, broadcast; ∂/∂b = −(a/b)/b.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { binaryOp } from "./elementwise";
import { multiply } from "./multiply";
import { negate } from "./negate";
import { sumTo } from "./sum";

export const divideOp = binaryOp({
  name: "divide",
  opcode: Opcode.Divide,
  apply: (a, b) => a / b,
  gradient: (quotient, g) => {
    const [a, b] = quotient.inputs;
    return [sumTo(divide(g, b), a.type), sumTo(negate(divide(multiply(g, quotient), b)), b.type)];
  },
  onnx: "Div",
  pytorch: "torch.div",
});

export function divide(a: Node, b: Node): Node {
  return a.graph.add(divideOp, [a, b], {});
}
