// x·Φ(x) with the normal distribution Φ, exact (D. Hendrycks, K. Gimpel, 2016); derivative Φ(x) + x·φ(x).

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { add, shift } from "./add";
import { unaryOp } from "./elementwise";
import { erf, errorFunction } from "./erf";
import { exp } from "./exp";
import { multiply, scale } from "./multiply";

export const geluOp = unaryOp({
  name: "gelu",
  opcode: Opcode.Gelu,
  apply: (x) => (x * (1 + errorFunction(x * Math.SQRT1_2))) / 2,
  gradient: ({ inputs: [x] }, g) => {
    const cumulative = shift(scale(erf(scale(x, Math.SQRT1_2)), 0.5), 0.5);
    const density = scale(exp(scale(multiply(x, x), -0.5)), 1 / Math.sqrt(2 * Math.PI));
    return [multiply(g, add(cumulative, multiply(x, density)))];
  },
  onnx: "Gelu",
  pytorch: "torch.nn.functional.gelu",
});

export function gelu(x: Node): Node {
  return x.graph.add(geluOp, [x], {});
}
