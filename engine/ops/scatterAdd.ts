// Rows added into a table of zeros by index: the gradient of gathering.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32, sizeOf } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { gather } from "./gather";
import { unitsOf } from "./units";

type ScatterAddAttributes = { rows: number };

export const scatterAddOp: Op<ScatterAddAttributes> = {
  name: "scatterAdd",
  type([values, index], { rows }) {
    if (index.elements !== "i32" || index.shape.length !== 1) throw new Error("Indices are integers, a row each.");
    if (values.shape[0] !== index.shape[0] || values.batched !== index.batched) {
      throw new Error("There must be an index for each row.");
    }
    return f32([rows, ...values.shape.slice(1)]);
  },
  evaluate({ inputs: [values, index], output, shape, attributes: { rows } }) {
    const width = sizeOf(shape.slice(1));
    index.forEach((row, i) => {
      if (row < 0 || row >= rows) return;
      for (let j = 0; j < width; j++) output[row * width + j] += values[i * width + j];
    });
  },
  gradient: ({ inputs: [, index] }, g) => [gather(g, index), null],
  /** Dimensions: number of indices, elements of a row, rows of the table. */
  lower: ({ inputs, type, attributes: { rows } }) => [
    {
      opcode: Opcode.ScatterAddRows,
      inputs,
      dimensions: [{ perUnit: 1 }, sizeOf(type.shape.slice(1)), rows],
      units: unitsOf(inputs[0].type),
    },
  ],
  onnx: null,
  pytorch: "torch.index_add",
};

/** [rows, …]: row i of `values` added to row `index[i]`; left out when that is outside the table. */
export function scatterAdd(values: Node, index: Node, rows: number): Node {
  return values.graph.add(scatterAddOp, [values, index], { rows });
}
