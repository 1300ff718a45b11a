// What dropout multiplies by, drawn at random: a function of seed, stream, step and element, whatever the executor.

import type { Graph, Node } from "../core/graph";
import type { Op } from "../core/op";
import { threefry } from "../core/random";
import type { TensorType } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { elementCount, rowElements, unitsOf } from "./units";

type DropoutMaskAttributes = { shape: readonly number[]; batched: boolean; stream: number; share: number };

/** Numbers that are drawn for an element, 16 random bits each. */
const draws = 2 ** 16;

/** Numbers below are dropped: the share in steps of 2⁻¹⁶, never all of it. */
const thresholdOf = ({ share }: { share: number }): number => Math.min(draws - 1, Math.round(share * draws));

/** What is kept is multiplied by, so that the mean stays. */
const factorOf = (attributes: { share: number }): number => draws / (draws - thresholdOf(attributes));

export const dropoutMaskOp: Op<DropoutMaskAttributes> = {
  name: "dropoutMask",
  type: (_, { shape, batched }) => ({ shape, batched, elements: "f32" }),
  /**
   * Element e has the e & 3rd 16 bits, lowest first, of the block with counter (⌊e/4⌋, step index) and key (seed, stream),
   * and is kept where they are no less than the threshold.
   */
  evaluate({ output, attributes, step: { seed, index } }) {
    const [threshold, factor] = [thresholdOf(attributes), factorOf(attributes)];
    const block = new Uint32Array(2);
    for (let e = 0; e < output.length; e++) {
      if ((e & 3) === 0) threefry(seed, attributes.stream, e >> 2, index, block);
      const bits = (block[(e >> 1) & 1] >>> (16 * (e & 1))) & (draws - 1);
      output[e] = bits >= threshold ? factor : 0;
    }
  },
  gradient: "none",
  /** Dimensions: number of elements, stream, elements of a row, threshold. Scalar: factor of what is kept. */
  lower: ({ type, attributes }) => [
    {
      opcode: Opcode.DropoutMask,
      inputs: [],
      dimensions: [elementCount(type), attributes.stream, rowElements(type), thresholdOf(attributes)],
      scalars: [factorOf(attributes)],
      units: unitsOf(type),
      parts: [rowElements(type)],
    },
  ],
  onnx: null,
  pytorch: null,
};

/**
 * Like `type`: 0 with probability `share`, in steps of 2⁻¹⁶, else 1/(1 − share); different streams of a seed are
 * independent.
 */
export function dropoutMask(graph: Graph, { shape, batched }: TensorType, stream: number, share: number): Node {
  return graph.add(dropoutMaskOp, [], { shape, batched, stream, share });
}
