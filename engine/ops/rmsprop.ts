// s ← ρ·s + (1 − ρ)·g²; parameter ← parameter − rate·g/(√s + ε) (G. Hinton, 2012), as PyTorch's RMSprop.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { effect, effectOp } from "./effect";

type RmspropAttributes = { decay: number; epsilon: number };

export const rmspropOp = effectOp<RmspropAttributes>({
  name: "rmsprop",
  opcode: Opcode.Rmsprop,
  alike: 3,
  scalars: ({ decay, epsilon }) => [decay, epsilon],
  evaluate({ inputs: [, square, gradient, [rate]], output, attributes: { decay, epsilon } }) {
    for (let i = 0; i < output.length; i++) {
      square[i] = decay * square[i] + (1 - decay) * gradient[i] * gradient[i];
      output[i] -= (rate * gradient[i]) / (Math.sqrt(square[i]) + epsilon);
    }
  },
  pytorch: "torch.optim.RMSprop",
});

/** Updates the variables `parameter` and `square`. */
export function rmsprop(
  { parameter, square }: { parameter: Node; square: Node },
  gradient: Node,
  rate: Node,
  attributes: RmspropAttributes,
): Node {
  return effect(rmspropOp, [parameter, square, gradient, rate], attributes);
}
