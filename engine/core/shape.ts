// Tensor types: shapes whose leading dimension may be a batch, smaller at run time than the capacity it is planned for.

export type Shape = readonly number[];
export type ElementType = "f32" | "i32";

/**
 * `shape[0]` of a batched type is a capacity; a run sets how many of its rows are there (the extent), and kernels,
 * means and batch normalisation use the extent. A scalar has shape [].
 */
export interface TensorType {
  readonly shape: Shape;
  readonly batched: boolean;
  readonly elements: ElementType;
}

export const f32 = (shape: Shape, batched = false): TensorType => ({ shape, batched, elements: "f32" });
export const i32 = (shape: Shape, batched = false): TensorType => ({ shape, batched, elements: "i32" });

/** Number of elements at capacity. */
export const sizeOf = (shape: Shape): number => shape.reduce((product, dimension) => product * dimension, 1);

/** The shape at run time, for `extent` rows of a batched type. */
export const shapeAt = (type: TensorType, extent: number): Shape =>
  type.batched ? [extent, ...type.shape.slice(1)] : type.shape;

/** Row-major strides, in elements. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  for (let axis = shape.length - 1, stride = 1; axis >= 0; stride *= shape[axis--]) strides[axis] = stride;
  return strides;
}

/** Strides of `shape` seen as `target` (aligned at the last axis): 0 along every broadcast axis. */
export function broadcastStrides(shape: Shape, target: Shape): number[] {
  const strides = stridesOf(shape);
  const missing = target.length - shape.length;
  return target.map((_, axis) => (axis < missing || shape[axis - missing] === 1 ? 0 : strides[axis - missing]));
}

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((d, axis) => d === b[axis]);

export const formatShape = (type: TensorType): string =>
  `[${type.shape.map((d, axis) => (axis === 0 && type.batched ? `≤${d}` : d)).join(", ")}]`;

/**
 * The type that two operands broadcast to, by NumPy's rule. A batched operand must have the highest rank, so that the
 * batch stays in front.
 * @throws Error when the shapes do not fit
 */
export function broadcastTypes(a: TensorType, b: TensorType): TensorType {
  const rank = Math.max(a.shape.length, b.shape.length);
  const at = (type: TensorType, axis: number) => type.shape[axis - (rank - type.shape.length)] ?? 1;
  const shape = Array.from({ length: rank }, (_, axis) => {
    const [x, y] = [at(a, axis), at(b, axis)];
    if (x !== y && x !== 1 && y !== 1)
      throw new Error(`Shapes ${formatShape(a)} and ${formatShape(b)} do not broadcast.`);
    return x === 1 ? y : x;
  });
  for (const [one, other] of [
    [a, b],
    [b, a],
  ]) {
    if (!one.batched) continue;
    const leading = other.shape.length === rank ? other.shape[0] : 1;
    if (one.shape.length < rank || (!other.batched && leading !== 1)) {
      throw new Error(
        `A batch ${formatShape(one)} does not broadcast with ${formatShape(other)}: a batch stays in front.`,
      );
    }
  }
  return { shape, batched: a.batched || b.batched, elements: "f32" };
}

/** Axes counted from 0, of one counted from the end when negative. */
export function normalizeAxis(axis: number, rank: number): number {
  const normalized = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(normalized) || normalized < 0 || normalized >= rank) {
    throw new Error(`Axis ${axis} is outside a tensor of rank ${rank}.`);
  }
  return normalized;
}
