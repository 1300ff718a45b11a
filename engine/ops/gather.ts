// Rows of a table by index.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { sizeOf } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { scatterAdd } from "./scatterAdd";
import { rowElements, unitsOf } from "./units";

export const gatherOp: Op = {
  name: "gather",
  type([table, index]) {
    if (table.batched || table.shape.length === 0) throw new Error("The table is a tensor with rows, not a batch.");
    if (index.elements !== "i32" || index.shape.length !== 1) throw new Error("Indices are integers, a row each.");
    return {
      shape: [...index.shape, ...table.shape.slice(1)],
      batched: index.batched,
      elements: table.elements,
    };
  },
  evaluate({ inputs: [table, index], inputShapes: [[rows]], output, shape }) {
    const width = sizeOf(shape.slice(1));
    index.forEach((row, i) => {
      if (row >= 0 && row < rows) output.set(table.subarray(row * width, (row + 1) * width), i * width);
      else output.fill(Number.NaN, i * width, (i + 1) * width);
    });
  },
  gradient: ({ inputs: [table, index] }, g) => [scatterAdd(g, index, table.type.shape[0]), null],
  /** Dimensions: number of indices, elements of a row, rows of the table. */
  lower({ inputs, type }) {
    const width = rowElements(type);
    return [
      {
        opcode: Opcode.GatherRows,
        inputs,
        dimensions: [{ perUnit: 1 }, width, inputs[0].type.shape[0]],
        units: unitsOf(type),
        parts: [width, 0, 1],
      },
    ];
  },
  onnx: "Gather",
  pytorch: "torch.index_select",
};

/** Row `index[i]` of the table as row i, NaN for an index outside the table. The elements may be integers. */
export function gather(table: Node, index: Node): Node {
  return table.graph.add(gatherOp, [table, index], {});
}
