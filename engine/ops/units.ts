// How an instruction that works along the leading axis of a tensor is cut into units: the rows of that axis.

import type { Dimension, Instruction } from "../core/op";
import type { TensorType } from "../core/shape";

/** The number of units as the instruction counts it, and what the instruction says of them. */
interface Units extends Pick<Instruction, "units" | "parts"> {
  count: Dimension;
}

/** Units are the rows of `type`; an empty axis has nothing to cut. `parts` as in `Instruction`. */
export function unitsOf({ shape: [rows], batched }: TensorType, parts: readonly number[]): Units {
  if (batched) return { count: { perUnit: 1 }, parts };
  return rows > 0 ? { count: { perUnit: 1 }, units: rows, parts } : { count: 0 };
}
