// What ops on segments share: rows sorted by segment, those of segment s from pointer s up to, not including, pointer s + 1.

import { f32, formatShape, type Shape, sizeOf, type TensorType } from "../core/shape";

/** @throws Error when these are not rows and the pointers of segments */
function check(x: TensorType, pointers: TensorType): void {
  if (x.batched || x.shape.length === 0) throw new Error(`${formatShape(x)} has no rows, or they are a batch.`);
  if (pointers.batched || pointers.elements !== "i32" || pointers.shape.length !== 1 || pointers.shape[0] === 0) {
    throw new Error("Pointers of segments are a list of integers, one more than there are segments.");
  }
}

/** The type of a row for each segment, of rows [E, …]. */
export function segmentsType(x: TensorType, pointers: TensorType): TensorType {
  check(x, pointers);
  return f32([pointers.shape[0] - 1, ...x.shape.slice(1)]);
}

/** The type of `rows` rows, of a row for each segment [S, …]. */
export function rowsType(x: TensorType, pointers: TensorType, rows: number): TensorType {
  check(x, pointers);
  const segments = pointers.shape[0] - 1;
  if (x.shape[0] !== segments) throw new Error(`${formatShape(x)} has not a row for each of ${segments} segments.`);
  return f32([rows, ...x.shape.slice(1)]);
}

/** Number of elements of a row. */
export const widthOf = ({ shape }: TensorType): number => sizeOf(shape.slice(1));

/** Elements of the rows of a segment on average. */
export const elementsPerSegment = ({ shape }: TensorType, segments: number): number =>
  Math.ceil(sizeOf(shape) / Math.max(1, segments));

/** Calls `visit` for each column of each segment with the positions of its elements in the rows, and its own position. */
export function eachColumn(
  pointers: Float64Array,
  shape: Shape,
  visit: (elements: readonly number[], own: number) => void,
): void {
  const width = sizeOf(shape.slice(1));
  for (let segment = 0; segment < pointers.length - 1; segment++) {
    const [from, to] = [pointers[segment], pointers[segment + 1]];
    for (let column = 0; column < width; column++) {
      const elements = Array.from({ length: to - from }, (_, row) => (from + row) * width + column);
      visit(elements, segment * width + column);
    }
  }
}
