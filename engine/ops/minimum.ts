// The smaller of a and b, broadcast; where they are equal each gets half of the gradient, as in PyTorch.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { add } from "./add";
import { binaryOp } from "./elementwise";
import { equal } from "./equal";
import { greater } from "./greater";
import { multiply, scale } from "./multiply";
import { sumTo } from "./sum";

export const minimumOp = binaryOp({
  name: "minimum",
  opcode: Opcode.Minimum,
  apply: Math.min,
  gradient: ({ inputs: [a, b] }, g) => {
    const half = scale(equal(a, b), 0.5);
    return [sumTo(multiply(g, add(greater(b, a), half)), a.type), sumTo(multiply(g, add(greater(a, b), half)), b.type)];
  },
  onnx: "Min",
  pytorch: "torch.minimum",
});

export function minimum(a: Node, b: Node): Node {
  return a.graph.add(minimumOp, [a, b], {});
}
