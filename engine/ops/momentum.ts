// v ← μ·v + g; parameter ← parameter − rate·v, or with Nesterov's look-ahead − rate·(g + μ·v), as PyTorch's SGD.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { effect, effectOp } from "./effect";

type MomentumAttributes = { momentum: number; nesterov: boolean };

export const momentumOp = effectOp<MomentumAttributes>({
  name: "momentum",
  opcode: Opcode.Momentum,
  alike: 3,
  dimensions: ({ nesterov }) => [Number(nesterov)],
  scalars: ({ momentum }) => [momentum],
  evaluate({ inputs: [, velocity, gradient, [rate]], output, attributes: { momentum, nesterov } }) {
    for (let i = 0; i < output.length; i++) {
      velocity[i] = momentum * velocity[i] + gradient[i];
      output[i] -= rate * (nesterov ? gradient[i] + momentum * velocity[i] : velocity[i]);
    }
  },
  pytorch: "torch.optim.SGD",
});

/** Updates the variables `parameter` and `velocity`. */
export function momentum(
  { parameter, velocity }: { parameter: Node; velocity: Node },
  gradient: Node,
  rate: Node,
  attributes: MomentumAttributes,
): Node {
  return effect(momentumOp, [parameter, velocity, gradient, rate], attributes);
}
