// √x; derivative 1/(2√x).

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { divide } from "./divide";
import { unaryOp } from "./elementwise";
import { scale } from "./multiply";

export const squareRootOp = unaryOp({
  name: "squareRoot",
  opcode: Opcode.SquareRoot,
  apply: Math.sqrt,
  gradient: (y, g) => [scale(divide(g, y), 0.5)],
  onnx: "Sqrt",
  pytorch: "torch.sqrt",
});

export function squareRoot(x: Node): Node {
  return x.graph.add(squareRootOp, [x], {});
}
