// What dropout multiplies by, drawn at random: a function of seed, stream, step and element, whatever the executor.

import type { Graph, Node } from "../core/graph";
import type { Op } from "../core/op";
import { threefry, toUnit } from "../core/random";
import type { TensorType } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { elementCount, rowElements, unitsOf } from "./units";

type DropoutMaskAttributes = { shape: readonly number[]; batched: boolean; stream: number; share: number };

/** What is kept is multiplied by, so that the mean stays. */
const factorOf = ({ share }: { share: number }): number => 1 / (1 - share);

export const dropoutMaskOp: Op<DropoutMaskAttributes> = {
  name: "dropoutMask",
  type: (_, { shape, batched }) => ({ shape, batched, elements: "f32" }),
  /** Element e is kept where word e & 1 of the block with counter (⌊e/2⌋, step index) and key (seed, stream) exceeds the share. */
  evaluate({ output, attributes, step: { seed, index } }) {
    const { stream, share } = attributes;
    const block = new Uint32Array(2);
    for (let e = 0; e < output.length; e++) {
      if ((e & 1) === 0) threefry(seed, stream, e >> 1, index, block);
      output[e] = toUnit(block[e & 1]) > Math.fround(share) ? factorOf(attributes) : 0;
    }
  },
  gradient: "none",
  /** Dimensions: number of elements, stream, elements of a row. Scalars: share, factor of what is kept. */
  lower: ({ type, attributes }) => [
    {
      opcode: Opcode.DropoutMask,
      inputs: [],
      dimensions: [elementCount(type), attributes.stream, rowElements(type)],
      scalars: [attributes.share, factorOf(attributes)],
      units: unitsOf(type),
      parts: [rowElements(type)],
    },
  ],
  onnx: null,
  pytorch: null,
};

/** Like `type`: 0 with probability `share`, else 1/(1 − share); different streams of a seed are independent. */
export function dropoutMask(graph: Graph, { shape, batched }: TensorType, stream: number, share: number): Node {
  return graph.add(dropoutMaskOp, [], { shape, batched, stream, share });
}
