// A tensor of one repeated value.

import type { Graph, Node } from "../core/graph";
import type { Op } from "../core/op";
import type { TensorType } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { elementCount, rowElements, unitsOf } from "./units";

type FillAttributes = { shape: readonly number[]; batched: boolean; value: number };

export const fillOp: Op<FillAttributes> = {
  name: "fill",
  type: (_, { shape, batched }) => ({ shape, batched, elements: "f32" }),
  evaluate: ({ output, attributes }) => void output.fill(attributes.value),
  gradient: "none",
  lower: (node) => [
    {
      opcode: Opcode.Fill,
      inputs: [],
      dimensions: [elementCount(node.type)],
      scalars: [node.attributes.value],
      units: unitsOf(node.type),
      parts: [rowElements(node.type)],
    },
  ],
  onnx: "ConstantOfShape",
  pytorch: "torch.full",
};

/** A tensor like `type` with `value` everywhere. */
export function fill(graph: Graph, { shape, batched }: TensorType, value: number): Node {
  return graph.add(fillOp, [], { shape, batched, value });
}

/** A scalar constant, which broadcasts with everything. */
export function constant(graph: Graph, value: number): Node {
  return graph.add(fillOp, [], { shape: [], batched: false, value });
}
