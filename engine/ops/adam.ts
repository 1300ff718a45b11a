// Adam (D. Kingma, J. Ba, 2014), with the decoupled decay of AdamW (I. Loshchilov, F. Hutter, 2017).

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { effect, effectOp } from "./effect";

type AdamAttributes = { beta1: number; beta2: number; epsilon: number; decay: number };

/**
 * m ← β1·m + (1 − β1)·g; v ← β2·v + (1 − β2)·g²; parameter ← parameter·(1 − rate·decay) − rate·(m·c1)/(√(v·c2) + ε), with the
 * corrections of step t c1 = 1/(1 − β1ᵗ) and c2 = 1/(1 − β2ᵗ) given as scalars.
 */
export const adamOp = effectOp<AdamAttributes>({
  name: "adam",
  opcode: Opcode.Adam,
  alike: 4,
  scalars: ({ beta1, beta2, epsilon, decay }) => [beta1, beta2, epsilon, decay],
  evaluate({ inputs, output, attributes: { beta1, beta2, epsilon, decay } }) {
    const [, first, second, gradient, [rate], [correction1], [correction2]] = inputs;
    for (let i = 0; i < output.length; i++) {
      const g = gradient[i];
      first[i] = beta1 * first[i] + (1 - beta1) * g;
      second[i] = beta2 * second[i] + (1 - beta2) * g * g;
      const step = (first[i] * correction1) / (Math.sqrt(second[i] * correction2) + epsilon);
      output[i] = output[i] * (1 - rate * decay) - rate * step;
    }
  },
  pytorch: "torch.optim.AdamW",
});

/** Updates the variables `parameter`, `first` and `second` (the moments). */
export function adam(
  variables: { parameter: Node; first: Node; second: Node },
  gradient: Node,
  scalars: { rate: Node; correction1: Node; correction2: Node },
  attributes: AdamAttributes,
): Node {
  const { parameter, first, second } = variables;
  const { rate, correction1, correction2 } = scalars;
  return effect(adamOp, [parameter, first, second, gradient, rate, correction1, correction2], attributes);
}
