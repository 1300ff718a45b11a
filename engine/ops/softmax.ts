// Probabilities along the last axis: e^x / Σ e^x, with the row's maximum subtracted first; gradient y·(g − Σ g·y).

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { multiply } from "./multiply";
import { rowOp } from "./rows";
import { subtract } from "./subtract";
import { sum } from "./sum";

export const softmaxOp = rowOp({
  name: "softmax",
  opcode: Opcode.Softmax,
  apply(x, output, at, columns) {
    let max = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < columns; j++) max = Math.max(max, x[at + j]);
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += Math.exp(x[at + j] - max);
    for (let j = 0; j < columns; j++) output[at + j] = Math.exp(x[at + j] - max) / sum;
  },
  gradient: (y, g) => [multiply(y, subtract(g, sum(multiply(g, y), { axes: [-1], keep: true })))],
  onnx: "Softmax",
  pytorch: "torch.softmax",
});

export function softmax(x: Node): Node {
  return x.graph.add(softmaxOp, [x], {});
}
