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
  gradient(y, g) {
    const { slope } = y.attributes;
    // The result is positive where the argument is, unless the slope is negative.
    const sign = slope >= 0 ? (y as unknown as Node) : y.inputs[0];
    return [multiply(g, shift(scale(greater(sign, constant(g.graph, 0)), 1 - slope), slope))];
  },
  onnx: "LeakyRelu",
  pytorch: "torch.nn.functional.leaky_relu",
});

/** Slope 0.01 unless said, as in PyTorch. */
export function leakyRelu(x: Node, slope = 0.01): Node {
  return x.graph.add(leakyReluOp, [x], { slope });
}
