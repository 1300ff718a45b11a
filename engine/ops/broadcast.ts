// A tensor repeated along axes of size 1, or missing in front.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { broadcastStrides, broadcastTypes, sameShape, type TensorType } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { lowerStridedCopy, walkElements } from "./elementwise";
import { sumTo } from "./sum";

type BroadcastAttributes = { shape: readonly number[]; batched: boolean };

export const broadcastOp: Op<BroadcastAttributes> = {
  name: "broadcast",
  type([x], { shape, batched }) {
    const type: TensorType = { shape, batched, elements: "f32" };
    const joined = broadcastTypes(x, type);
    if (!sameShape(joined.shape, shape)) throw new Error(`[${x.shape}] does not broadcast to [${shape}].`);
    return type;
  },
  evaluate({ inputs: [x], inputShapes: [inputShape], output, shape }) {
    walkElements(shape, [broadcastStrides(inputShape, shape)], (index, [offset]) => {
      output[index] = x[offset];
    });
  },
  gradient: ({ inputs: [x] }, g) => [sumTo(g, x.type)],
  lower: (node) =>
    lowerStridedCopy(
      node as unknown as Node,
      Opcode.StridedCopy,
      broadcastStrides(node.inputs[0].type.shape, node.type.shape),
    ),
  onnx: "Expand",
  pytorch: "torch.broadcast_to",
};

/** `x` repeated to the shape of `type`. */
export function broadcast(x: Node, { shape, batched }: TensorType): Node {
  if (sameShape(x.type.shape, shape) && x.type.batched === batched) return x;
  return x.graph.add(broadcastOp, [x], { shape, batched });
}
