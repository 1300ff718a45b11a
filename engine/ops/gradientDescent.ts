// parameter ← parameter − rate·gradient.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { effect, effectOp } from "./effect";

export const gradientDescentOp = effectOp({
  name: "gradientDescent",
  opcode: Opcode.GradientDescent,
  alike: 2,
  evaluate({ inputs: [, gradient, [rate]], output }) {
    for (let i = 0; i < output.length; i++) output[i] -= rate * gradient[i];
  },
  pytorch: "torch.optim.SGD",
});

/** Rate: a scalar node. */
export function gradientDescent(parameter: Node, gradient: Node, rate: Node): Node {
  return effect(gradientDescentOp, [parameter, gradient, rate], {});
}
