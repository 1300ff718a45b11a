// Random numbers, uniform in [0, 1): a function of seed, stream, step and element, whatever the executor.

import type { Graph, Node } from "../core/graph";
import type { Op } from "../core/op";
import { threefry, toUnit } from "../core/random";
import type { TensorType } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { elementCount, rowElements, unitsOf } from "./units";

type UniformAttributes = { shape: readonly number[]; batched: boolean; stream: number };

export const uniformOp: Op<UniformAttributes> = {
  name: "uniform",
  type: (_, { shape, batched }) => ({ shape, batched, elements: "f32" }),
  /** Element e is word e & 1 of the block with counter (⌊e/2⌋, step index) and key (seed, stream). */
  evaluate({ output, attributes: { stream }, step: { seed, index } }) {
    const block = new Uint32Array(2);
    for (let e = 0; e < output.length; e++) {
      if ((e & 1) === 0) threefry(seed, stream, e >> 1, index, block);
      output[e] = toUnit(block[e & 1]);
    }
  },
  gradient: "none",
  /** Dimensions: number of elements, stream, elements of a row. */
  lower: ({ type, attributes: { stream } }) => [
    {
      opcode: Opcode.Uniform,
      inputs: [],
      dimensions: [elementCount(type), stream, rowElements(type)],
      units: unitsOf(type),
      parts: [rowElements(type)],
    },
  ],
  onnx: null,
  pytorch: "torch.rand",
};

/** Numbers like `type`; different streams of a seed are independent. */
export function uniform(graph: Graph, { shape, batched }: TensorType, stream: number): Node {
  return graph.add(uniformOp, [], { shape, batched, stream });
}
