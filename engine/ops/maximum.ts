// The larger of a and b, broadcast; where they are equal each gets half of the gradient, as in PyTorch.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { add } from "./add";
import { binaryOp } from "./elementwise";
import { equal } from "./equal";
import { greater } from "./greater";
import { multiply, scale } from "./multiply";
import { sumTo } from "./sum";

export const maximumOp = binaryOp({
  name: "maximum",
  opcode: Opcode.Maximum,
  apply: Math.max,
  gradient: ({ inputs: [a, b] }, g) => {
    const half = scale(equal(a, b), 0.5);
    return [sumTo(multiply(g, add(greater(a, b), half)), a.type), sumTo(multiply(g, add(greater(b, a), half)), b.type)];
  },
  onnx: "Max",
  pytorch: "torch.maximum",
});

export function maximum(a: Node, b: Node): Node {
  return a.graph.add(maximumOp, [a, b], {});
}
