// What element-wise ops share: collapsing broadcast axes for the tape, and walking them in the reference executor.

import type { Node } from "../core/graph";
import type { Attributes, Dimension, Evaluation, Instruction, Op } from "../core/op";
import { broadcastStrides, broadcastTypes, f32, type Shape, sameShape, sizeOf, type TensorType } from "../core/shape";
import type { Opcode } from "../kernels/opcodes";
import { elementCount, rowElements, unitsOf } from "./units";

/** Axes of a walk over an output, outermost first, with each operand's stride. */
export interface Walk {
  sizes: number[];
  strides: number[][];
}

/**
 * The fewest axes that walk `target` with operands of the given strides: neighbours that are contiguous in every
 * operand are merged, axes of size 1 dropped. At run time the first axis is the one that holds the batch, if any.
 */
export function collapse(target: Shape, operands: readonly (readonly number[])[]): Walk {
  const sizes: number[] = [];
  const strides: number[][] = operands.map(() => []);
  target.forEach((size, axis) => {
    const last = sizes.length - 1;
    const merges = last >= 0 && operands.every((operand, i) => strides[i][last] === operand[axis] * size);
    if (merges) {
      sizes[last] *= size;
      for (const [i, operand] of operands.entries()) strides[i][last] = operand[axis];
    } else if (size !== 1 || axis === 0) {
      sizes.push(size);
      for (const [i, operand] of operands.entries()) strides[i].push(operand[axis]);
    }
  });
  return { sizes, strides };
}

/** Pads a walk to `rank` axes in front; rows are then counted on the first real axis. */
function padded(walk: Walk, rank: number, type: TensorType): { sizes: Dimension[]; strides: number[][] } {
  const missing = rank - walk.sizes.length;
  if (missing < 0) throw new Error(`More than ${rank} broadcast axes that cannot be merged.`);
  const sizes: Dimension[] = walk.sizes.map((size, axis) =>
    axis === 0 ? { perUnit: size / (type.shape[0] || 1) } : size,
  );
  return {
    sizes: [...new Array<number>(missing).fill(1), ...sizes],
    strides: walk.strides.map((operand) => [...new Array<number>(missing).fill(0), ...operand]),
  };
}

/**
 * A binary instruction: sizes 0–3, strides of the first operand 4–7, of the second 8–11; the output is contiguous.
 */
export function lowerBinary(node: Node, opcode: Opcode): Instruction[] {
  const target = node.type.shape;
  const operands = node.inputs.map((input) => broadcastStrides(input.type.shape, target));
  const { sizes, strides } = padded(collapse(target, operands), 4, node.type);
  return [
    {
      opcode,
      inputs: node.inputs,
      dimensions: [...sizes, ...strides[0], ...strides[1]],
      units: unitsOf(node.type),
      parts: [rowElements(node.type), ...operands.map(([stride = 0]) => stride)],
      overwrites: [0, 1].filter((i) => sameShape(node.inputs[i].type.shape, target)),
    },
  ];
}

/** A strided-copy instruction: sizes 0–5, input strides 6–11; the output is contiguous. */
export function lowerStridedCopy(node: Node, opcode: Opcode, inputStrides: readonly number[]): Instruction[] {
  const { sizes, strides } = padded(collapse(node.type.shape, [inputStrides]), 6, node.type);
  return [
    {
      opcode,
      inputs: node.inputs,
      dimensions: [...sizes, ...strides[0]],
      units: unitsOf(node.type),
      parts: [rowElements(node.type), inputStrides[0] ?? 0],
    },
  ];
}

/** Calls `visit` with the offset into each operand for every element of `shape`, in row-major order. */
export function walkElements(
  shape: Shape,
  operands: readonly (readonly number[])[],
  visit: (index: number, offsets: readonly number[]) => void,
): void {
  const total = sizeOf(shape);
  const position = new Array<number>(shape.length).fill(0);
  const offsets = operands.map(() => 0);
  for (let index = 0; index < total; index++) {
    visit(index, offsets);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      position[axis]++;
      for (let i = 0; i < operands.length; i++) offsets[i] += operands[i][axis];
      if (position[axis] < shape[axis]) break;
      for (let i = 0; i < operands.length; i++) offsets[i] -= operands[i][axis] * shape[axis];
      position[axis] = 0;
    }
  }
}

type BinaryRules = Pick<Op, "name" | "gradient" | "onnx" | "pytorch"> & {
  opcode: Opcode;
  apply(a: number, b: number): number;
};

/** A binary element-wise op with NumPy's broadcasting. */
export function binaryOp({ opcode, apply, ...rules }: BinaryRules): Op {
  return {
    ...rules,
    type: ([a, b]) => broadcastTypes(a, b),
    evaluate({ inputs: [a, b], inputShapes, output, shape }: Evaluation) {
      const strides = inputShapes.map((inputShape) => broadcastStrides(inputShape, shape));
      walkElements(shape, strides, (index, [i, j]) => {
        output[index] = apply(a[i], b[j]);
      });
    },
    lower: (node) => lowerBinary(node, opcode),
  };
}

type UnaryRules<A extends Attributes> = Pick<Op<A>, "name" | "gradient" | "onnx" | "pytorch"> & {
  opcode: Opcode;
  apply(x: number, attributes: A): number;
  /** Parameters of the function, for the instruction. */
  scalars?(attributes: A): number[];
};

/** A unary element-wise op: the instruction's only dimension is the number of elements. */
export function unaryOp<A extends Attributes = Attributes>({ opcode, apply, scalars, ...rules }: UnaryRules<A>): Op<A> {
  return {
    ...rules,
    type: ([x]) => f32(x.shape, x.batched),
    evaluate({ inputs: [x], output, attributes }) {
      for (let i = 0; i < output.length; i++) output[i] = apply(x[i], attributes);
    },
    lower: (node) => [
      {
        opcode,
        inputs: node.inputs,
        dimensions: [elementCount(node.type)],
        scalars: scalars?.(node.attributes),
        units: unitsOf(node.type),
        parts: [rowElements(node.type), rowElements(node.type)],
        overwrites: [0],
      },
    ],
  };
}
