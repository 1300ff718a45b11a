// log(1 + e^x), computed as max(x, 0) + log(1 + e^−|x|); derivative σ(x).

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { unaryOp } from "./elementwise";
import { multiply } from "./multiply";
import { sigmoid } from "./sigmoid";

export const softplusOp = unaryOp({
  name: "softplus",
  opcode: Opcode.Softplus,
  apply: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  gradient: ({ inputs: [x] }, g) => [multiply(g, sigmoid(x))],
  onnx: "Softplus",
  pytorch: "torch.nn.functional.softplus",
});

export function softplus(x: Node): Node {
  return x.graph.add(softplusOp, [x], {});
}
