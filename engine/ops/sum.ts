// Sums over neighbouring axes, which become 1 or go; and the sum that undoes a broadcast.

import type { Node } from "../core/graph";
import type { Dimension, Instruction, Op } from "../core/op";
import { f32, normalizeAxis, type Shape, sameShape, sizeOf, type TensorType } from "../core/shape";
import { Opcode } from "../kernels/opcodes";
import { broadcast } from "./broadcast";
import { reshape } from "./reshape";
import { rowElements, unitsOf } from "./units";

/** Axes from `from` up to, not including, `to` are reduced and kept with size 1. */
export type ReduceAttributes = { from: number; to: number };

/** The type after reducing neighbouring axes to size 1: not batched any more when the batch was among them. */
export function reducedType(x: TensorType, { from, to }: ReduceAttributes): TensorType {
  const shape = x.shape.map((size, axis) => (axis >= from && axis < to ? 1 : size));
  return f32(shape, x.batched && from > 0);
}

/**
 * The instruction of a reduction, whose dimensions are outer, reduced and inner size. Rows of the input are its units: of
 * the outer axes, or of the reduced ones.
 */
export function lowerReduction(node: Node<ReduceAttributes>, opcode: Opcode): Instruction {
  const { from, to } = node.attributes;
  const [{ type: x }] = node.inputs;
  const rows = x.shape[0] || 1;
  const outer = sizeOf(x.shape.slice(0, from));
  const reduced = sizeOf(x.shape.slice(from, to));
  const inner = sizeOf(x.shape.slice(to));
  const dimensions: Dimension[] =
    from > 0 ? [{ perUnit: outer / rows }, reduced, inner] : [1, { perUnit: reduced / rows }, inner];
  const parts = [from > 0 ? rowElements(node.type) : 0, rowElements(x)];
  return { opcode, inputs: node.inputs, dimensions, units: unitsOf(x), parts: from > 0 ? parts : undefined };
}

export const sumOp: Op<ReduceAttributes> = {
  name: "sum",
  type: ([x], attributes) => reducedType(x, attributes),
  evaluate({ inputs: [x], inputShapes: [shape], output, attributes: { from, to } }) {
    const reduced = sizeOf(shape.slice(from, to));
    const inner = sizeOf(shape.slice(to));
    for (let i = 0; i < output.length; i++) {
      const base = Math.floor(i / inner) * reduced * inner + (i % inner);
      let sum = 0;
      for (let j = 0; j < reduced; j++) sum += x[base + j * inner];
      output[i] = sum;
    }
  },
  gradient: ({ inputs: [x] }, g) => [broadcast(g, x.type)],
  lower(node) {
    const instruction = lowerReduction(node, Opcode.Sum);
    if (node.attributes.from > 0) return [instruction];
    return [{ ...instruction, parts: [0, rowElements(node.inputs[0].type)], partial: true }];
  },
  onnx: "ReduceSum",
  pytorch: "torch.sum",
};

export interface ReduceOptions {
  /** All axes when absent; negative ones count from the end. */
  axes?: readonly number[];
  /** Whether reduced axes stay with size 1. */
  keep?: boolean;
}

/** Runs of neighbouring axes, last run first, so that reducing one does not move the others. */
export function axisRuns(rank: number, axes?: readonly number[]): ReduceAttributes[] {
  const chosen = new Set((axes ?? [...Array(rank).keys()]).map((axis) => normalizeAxis(axis, rank)));
  const runs: ReduceAttributes[] = [];
  for (let axis = 0; axis < rank; axis++) {
    if (!chosen.has(axis)) continue;
    const from = axis;
    while (axis + 1 < rank && chosen.has(axis + 1)) axis++;
    runs.push({ from, to: axis + 1 });
  }
  return runs.reverse();
}

/** Applies a reduction over each run of axes, then drops the reduced axes unless they are kept. */
export function reduce(x: Node, op: Op<ReduceAttributes>, { axes, keep = false }: ReduceOptions): Node {
  const runs = axisRuns(x.type.shape.length, axes);
  const result = runs.reduce((node, run) => node.graph.add(op, [node], run), x);
  if (keep) return result;
  const gone = new Set(runs.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)));
  const shape: Shape = result.type.shape.filter((_, axis) => !gone.has(axis));
  return sameShape(shape, result.type.shape) ? result : reshape(result, { shape, batched: result.type.batched });
}

/** Sum over some axes, or all. */
export function sum(x: Node, options: ReduceOptions = {}): Node {
  return reduce(x, sumOp, options);
}

/** The sum over the axes along which `type` was broadcast to the shape of `x`: the gradient of broadcasting. */
export function sumTo(x: Node, type: TensorType): Node {
  if (sameShape(x.type.shape, type.shape) && x.type.batched === type.batched) return x;
  const missing = x.type.shape.length - type.shape.length;
  const axes = x.type.shape.flatMap((size, axis) => {
    const own = axis < missing ? 1 : type.shape[axis - missing];
    return own === 1 && (size !== 1 || (axis === 0 && x.type.batched && !type.batched)) ? [axis] : [];
  });
  const summed = axes.length > 0 ? sum(x, { axes, keep: true }) : x;
  return sameShape(summed.type.shape, type.shape) ? summed : reshape(summed, type);
}
