// Logarithms of the probabilities along the last axis: x − max − log Σ e^(x − max); gradient g − e^y·Σ g.

import type { Node } from "../core/graph";
import { Opcode } from "../kernels/opcodes";
import { exp } from "./exp";
import { multiply } from "./multiply";
import { rowOp } from "./rows";
import { subtract } from "./subtract";
import { sum } from "./sum";

export const logSoftmaxOp = rowOp({
  name: "logSoftmax",
  opcode: Opcode.LogSoftmax,
  apply(x, output, at, columns) {
    let max = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < columns; j++) max = Math.max(max, x[at + j]);
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += Math.exp(x[at + j] - max);
    for (let j = 0; j < columns; j++) output[at + j] = x[at + j] - max - Math.log(sum);
  },
  gradient: (y, g) => [subtract(g, multiply(exp(y), sum(g, { axes: [-1], keep: true })))],
  onnx: "LogSoftmax",
  pytorch: "torch.log_softmax",
});

export function logSoftmax(x: Node): Node {
  return x.graph.add(logSoftmaxOp, [x], {});
}
