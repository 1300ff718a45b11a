// Axes in another order; the batch stays in front.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, normalizeAxis, stridesOf } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { lowerStridedCopy, walkElements } from "./elementwise";

/** Axis i of the output is axis `permutation[i]` of the input. */
type TransposeAttributes = { permutation: readonly number[] };

const permuted = <T>(values: readonly T[], permutation: readonly number[]): T[] =>
  permutation.map((axis) => values[axis]);

export const transposeOp: Op<TransposeAttributes> = {
  name: "transpose",
  type([x], { permutation }) {
    if (permutation.length !== x.shape.length || new Set(permutation).size !== permutation.length) {
      throw new Error(`[${permutation}] is not a permutation of ${x.shape.length} axes.`);
    }
    if (x.batched && permutation[0] !== 0) throw new Error("The batch stays in front.");
    return f32(permuted(x.shape, permutation), x.batched);
  },
  evaluate({ inputs: [x], inputShapes: [inputShape], output, shape, attributes: { permutation } }) {
    walkElements(shape, [permuted(stridesOf(inputShape), permutation)], (index, [offset]) => {
      output[index] = x[offset];
    });
  },
  gradient: ({ attributes: { permutation } }, g) => [
    transpose(
      g,
      permutation.map((_, axis) => permutation.indexOf(axis)),
    ),
  ],
  lower: (node) =>
    lowerStridedCopy(
      node as unknown as Node,
      Opcode.StridedCopy,
      permuted(stridesOf(node.inputs[0].type.shape), node.attributes.permutation),
    ),
  onnx: "Transpose",
  pytorch: "torch.permute",
};

/** `x` with its axes in the order of `permutation`: the last two exchanged unless said. */
export function transpose(x: Node, permutation?: readonly number[]): Node {
  const rank = x.type.shape.length;
  const order = permutation?.map((axis) => normalizeAxis(axis, rank)) ?? [
    ...Array(rank - 2).keys(),
    rank - 1,
    rank - 2,
  ];
  return x.graph.add(transposeOp, [x], { permutation: order });
}
