// What an instruction counts as its units: the rows of a tensor, which are those of the batch where it is batched.

import type { Dimension } from "../core/op";
import { sizeOf, type TensorType } from "../core/shape";

/** `Instruction.units` of an instruction on the rows of tensors like `type`. */
export const unitsOf = ({ shape, batched }: TensorType): number | undefined => (batched ? undefined : (shape[0] ?? 1));

/** Elements of a row, which is what belongs to one index of the leading axis; 0 where there are no rows. */
export const rowElements = ({ shape, batched }: TensorType): number =>
  batched ? sizeOf(shape.slice(1)) : sizeOf(shape) / (shape[0] || 1);

/** Number of elements, for an instruction whose units are the rows. */
export const elementCount = (type: TensorType): Dimension => ({ perUnit: rowElements(type) });
