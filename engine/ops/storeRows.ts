// Writes the rows of a batch into a table, each at its place in the order of the epoch.

import type { Node } from "../core/graph";
import type { Op } from "../core/op";
import { formatShape, sameShape, sizeOf } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { effect } from "./effect";

export const storeRowsOp: Op = {
  name: "storeRows",
  type([table, value]) {
    if (!value.batched || !sameShape(table.shape.slice(1), value.shape.slice(1))) {
      throw new Error(`${formatShape(value)} are not rows of ${formatShape(table)}.`);
    }
    return table;
  },
  evaluate({ inputs: [, value], output, shape, step: { start } }) {
    output.set(value, start * sizeOf(shape.slice(1)));
  },
  gradient: "refused",
  /** Dimensions: rows of the batch, elements of a row. */
  lower({ inputs, type }) {
    const width = sizeOf(type.shape.slice(1));
    return [{ opcode: Opcode.StoreRows, inputs, dimensions: [{ perUnit: 1 }, width], parts: [width, width, width] }];
  },
  inPlace: true,
  onnx: null,
  pytorch: null,
};

/** Row i of the batch becomes row (first row of the step + i) of the variable `table`. */
export function storeRows(table: Node, value: Node): Node {
  return effect(storeRowsOp, [table, value], {});
}
