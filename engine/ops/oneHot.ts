// A row of zeros with a 1 at the index, for each index; all zeros for an index outside.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32 } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { elementCount, rowElements, unitsOf } from "./units";

type OneHotAttributes = { classes: number };

export const oneHotOp: Op<OneHotAttributes> = {
  name: "oneHot",
  type([index], { classes }) {
    if (index.elements !== "i32") throw new Error("Indices are integers.");
    return f32([...index.shape, classes], index.batched);
  },
  evaluate({ inputs: [index], output, attributes: { classes } }) {
    index.forEach((value, row) => {
      if (value >= 0 && value < classes) output[row * classes + value] = 1;
    });
  },
  gradient: "none",
  /** Dimensions: rows, classes. */
  lower({ inputs, type, attributes: { classes } }) {
    const [{ type: index }] = inputs;
    return [
      {
        opcode: Opcode.OneHot,
        inputs,
        dimensions: [elementCount(index), classes],
        units: unitsOf(index),
        parts: index.shape.length > 0 ? [rowElements(type), rowElements(index)] : undefined,
      },
    ];
  },
  onnx: "OneHot",
  pytorch: "torch.nn.functional.one_hot",
};

/** f32 [...indices, classes] of i32 indices. */
export function oneHot(index: Node, classes: number): Node {
  return index.graph.add(oneHotOp, [index], { classes });
}
