// x·σ(x); derivative σ(x)·(1 + x·(1 − σ(x))).

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { shift } from "./add";
import { unaryOp } from "./elementwise";
import { multiply } from "./multiply";
import { negate } from "./negate";
import { sigmoid } from "./sigmoid";

export const siluOp = unaryOp({
  name: "silu",
  opcode: Opcode.Silu,
  apply: (x) => x / (1 + Math.exp(-x)),
  gradient: ({ inputs: [x] }, g) => {
    const s = sigmoid(x);
    return [multiply(g, multiply(s, shift(multiply(x, shift(negate(s), 1)), 1)))];
  },
  onnx: null,
  pytorch: "torch.nn.functional.silu",
});

export function silu(x: Node): Node {
  return x.graph.add(siluOp, [x], {});
}
