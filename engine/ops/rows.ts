// What ops along the last axis share.

import type { Op } from "../core/op";
import { f32, formatShape, sizeOf } from "../core/shape";
import type { Opcode } from "../kernels/opcodes";
import { scaled } from "./elementwise";

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
    lower({ inputs, type: { shape, batched } }) {
      const rows = sizeOf(shape.slice(0, -1));
      const columns = shape[shape.length - 1];
      return [{ opcode, inputs, dimensions: [scaled(batched ? rows / shape[0] : rows, batched), columns] }];
    },
  };
}
