// x where x > 0, else slope·x.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { shift } from "./add";
import { unaryOp } from "./elementwise";
import { constant } from "./fill";
import { greater } from "./greater";
import { multiply, scale } from "./multiply";

type LeakyReluAttributes = { slope: number };

export const leakyReluOp = unaryOp<LeakyReluAttributes>({
  name: "leakyRelu",
  opcode: Opcode.LeakyRelu,
  apply: (x, { slope }) => (x > 0 ? x : slope * x),
  scalars: ({ slope }) => [slope],
  gradient: ({ inputs: [x], attributes: { slope } }, g) => [
    multiply(g, shift(scale(greater(x, constant(x.graph, 0)), 1 - slope), slope)),
  ],
  onnx: "LeakyRelu",
  pytorch: "torch.nn.functional.leaky_relu",
});

/** Slope 0.01 unless said, as in PyTorch. */
export function leakyRelu(x: Node, slope = 0.01): Node {
  return x.graph.add(leakyReluOp, [x], { slope });
}
