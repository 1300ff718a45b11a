// x where x > 0, else α·(e^x − 1) (D.-A. Clevert et al., 2015).

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { shift } from "./add";
import { unaryOp } from "./elementwise";
import { exp } from "./exp";
import { constant } from "./fill";
import { greater } from "./greater";
import { minimum } from "./minimum";
import { multiply, scale } from "./multiply";

type EluAttributes = { alpha: number };

export const eluOp = unaryOp<EluAttributes>({
  name: "elu",
  opcode: Opcode.Elu,
  apply: (x, { alpha }) => (x > 0 ? x : alpha * Math.expm1(x)),
  scalars: ({ alpha }) => [alpha],
  // e^min(x, 0) · (1 where x > 0, else α): no term overflows on the side where it does not count. With α = 1 it is min(y, 0) + 1.
  gradient(y, g) {
    const {
      inputs: [x],
      attributes: { alpha },
    } = y;
    const zero = constant(x.graph, 0);
    if (alpha === 1) return [multiply(g, shift(minimum(y as unknown as Node, zero), 1))];
    const factor = shift(scale(greater(x, zero), 1 - alpha), alpha);
    return [multiply(g, multiply(exp(minimum(x, zero)), factor))];
  },
  onnx: "Elu",
  pytorch: "torch.nn.functional.elu",
});

export function elu(x: Node, alpha = 1): Node {
  return x.graph.add(eluOp, [x], { alpha });
}
