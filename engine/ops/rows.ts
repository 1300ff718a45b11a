// What ops along the last axis share.

import type { Op } from "../core/op";
import { f32, formatShape } from "../core/shape";
import type { Opcode } from "../kernels/opcodes";
import { rowElements, unitsOf } from "./units";

type RowRules = Pick<Op, "name" | "gradient" | "onnx" | "pytorch"> & {
  opcode: Opcode;
  /** Fills `columns` elements of the output from `at` on. */
  apply(x: Float64Array, output: Float64Array, at: number, columns: number): void;
};

/** An op that maps each row (all axes but the last) by itself; the instruction's dimensions are rows and columns. */
export function rowOp({ opcode, apply, ...rules }: RowRules): Op {
  return {
    ...rules,
    type([x]) {
      if (x.shape.length === 0 || (x.batched && x.shape.length === 1)) {
        throw new Error(`${formatShape(x)} has no last axis beside the batch.`);
      }
      return f32(x.shape, x.batched);
    },
    evaluate({ inputs: [x], output, shape }) {
      const columns = shape[shape.length - 1];
      for (let at = 0; at < output.length; at += columns) apply(x, output, at, columns);
    },
    lower({ inputs, type }) {
      const width = rowElements(type);
      const columns = type.shape[type.shape.length - 1];
      // A list is one row by itself.
      if (type.shape.length === 1) return [{ opcode, inputs, dimensions: [1, columns] }];
      const dimensions = [{ perUnit: width / (columns || 1) }, columns];
      return [{ opcode, inputs, dimensions, units: unitsOf(type), parts: [width, width] }];
    },
  };
}
