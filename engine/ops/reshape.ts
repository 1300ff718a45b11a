// The same elements in another shape; no instruction, the buffer is the input's.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { sizeOf, type TensorType } from "../core/shape";

type ReshapeAttributes = { shape: readonly number[]; batched: boolean };

export const reshapeOp: Op<ReshapeAttributes> = {
  name: "reshape",
  type([x], { shape, batched }) {
    if (sizeOf(shape) !== sizeOf(x.shape)) throw new Error(`[${x.shape}] has not as many elements as [${shape}].`);
    if (batched !== x.batched || (batched && shape[0] !== x.shape[0])) throw new Error("The batch stays in front.");
    return { shape, batched, elements: x.elements };
  },
  evaluate: ({ inputs: [x], output }) => output.set(x),
  gradient: ({ inputs: [x] }, g) => [reshape(g, x.type)],
  lower: () => "alias",
  onnx: "Reshape",
  pytorch: "torch.reshape",
};

/** `x` in the shape of `type`. */
export function reshape(x: Node, { shape, batched }: Pick<TensorType, "shape" | "batched">): Node {
  return x.graph.add(reshapeOp, [x], { shape, batched });
}
