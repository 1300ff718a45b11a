// variable ← value.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { effect, effectOp } from "./effect";

export const assignOp = effectOp({
  name: "assign",
  opcode: Opcode.Assign,
  alike: 2,
  evaluate: ({ inputs: [, value], output }) => output.set(value),
  pytorch: "torch.Tensor.copy_",
});

export function assign(variable: Node, value: Node): Node {
  return effect(assignOp, [variable, value], {});
}
