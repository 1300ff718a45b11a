// A symmetric matrix on its way into the module's memory: checked, and scaled by a power of two so that squares neither vanish nor overflow.

import { InputError } from "../../errors";
import type { Block } from "./machine";
import type { Slices } from "./slices";

/** Exponents that a number may be scaled by at once. */
const mostExponent = 1000;

/**
 * Copies the lower triangle, n rows of `stride` bytes.
 * @returns what the largest entry was divided by to lie in [1, 2)
 * @throws InputError when an entry is no finite number
 */
export async function load(
  matrix: Float64Array,
  n: number,
  { to, stride }: { to: Block; stride: number },
  slices: Slices,
): Promise<number> {
  if (matrix.length !== n * n) throw new Error(`A matrix of ${n} rows has ${n * n} entries, and not ${matrix.length}.`);
  let largest = 0;
  for (let row = 0; row < n; row++) {
    for (let at = row * n; at <= row * n + row; at++) {
      const size = Math.abs(matrix[at]);
      if (size > largest) largest = size;
      else if (Number.isNaN(size)) refuse(matrix[at], row, at - row * n);
      if (size === Number.POSITIVE_INFINITY) refuse(matrix[at], row, at - row * n);
    }
    if (slices.spend(0)) await slices.rest();
  }
  const exponent = largest === 0 ? 0 : Math.floor(Math.log2(largest));
  const scale = 2 ** Math.max(-mostExponent, Math.min(mostExponent, exponent));
  const factor = 1 / scale;
  for (let row = 0; row < n; row++) {
    const into = (row * stride) / 8;
    for (let column = 0; column <= row; column++) to.values[into + column] = matrix[row * n + column] * factor;
    if (slices.spend(0)) await slices.rest();
  }
  return scale;
}

function refuse(value: number, row: number, column: number): never {
  throw new InputError(
    `The matrix holds ${value} in row ${row + 1}, column ${column + 1}: its entries must be finite numbers.`,
  );
}
