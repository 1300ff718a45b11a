// |x|; derivative sign(x), 0 at 0.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { unaryOp } from "./elementwise";
import { multiply } from "./multiply";
import { sign } from "./sign";

export const absoluteOp = unaryOp({
  name: "absolute",
  opcode: Opcode.Absolute,
  apply: Math.abs,
  gradient: ({ inputs: [x] }, g) => [multiply(g, sign(x))],
  onnx: "Abs",
  pytorch: "torch.abs",
});

export function absolute(x: Node): Node {
  return x.graph.add(absoluteOp, [x], {});
}
