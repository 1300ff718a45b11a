// What ops on heads share: rows of heads side by side, and vectors for each head, one set of heads after the other.

import { formatShape, type TensorType } from "../core/shape";

/** Columns of rows [n, heads·units], and vectors [sets·heads, units]. */
export interface HeadSizes {
  heads: number;
  units: number;
  sets: number;
}

/** @throws Error when rows of `width` columns and `count` vectors of so many units do not fit */
export function headSizes(width: number, count: number, units: number): HeadSizes {
  const heads = width / units;
  if (!(heads >= 1 && Number.isInteger(heads)) || count % heads !== 0 || count === 0) {
    throw new Error(`${count} vectors of ${units} are no sets of vectors for the heads of ${width} columns.`);
  }
  return { heads, units, sets: count / heads };
}

/** @throws Error when one of these is no matrix */
export function checkMatrices(types: readonly TensorType[]): void {
  const other = types.find(({ shape }) => shape.length !== 2);
  if (other) throw new Error(`${formatShape(other)} is no matrix.`);
}

/** Calls `visit` for each unit of each vector with its position in the vectors and that of its column in a row. */
export function eachHeadUnit(
  { heads, units, sets }: HeadSizes,
  visit: (vector: number, element: number, column: number) => void,
): void {
  for (let vector = 0; vector < sets * heads; vector++) {
    for (let unit = 0; unit < units; unit++) visit(vector, vector * units + unit, (vector % heads) * units + unit);
  }
}
