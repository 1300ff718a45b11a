// variable ← variable + value.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { effect, effectOp } from "./effect";

export const accumulateOp = effectOp({
  name: "accumulate",
  opcode: Opcode.Accumulate,
  alike: 2,
  evaluate({ inputs: [, value], output }) {
    for (let i = 0; i < output.length; i++) output[i] += value[i];
  },
  pytorch: "torch.Tensor.add_",
});

export function accumulate(variable: Node, value: Node): Node {
  return effect(accumulateOp, [variable, value], {});
}
