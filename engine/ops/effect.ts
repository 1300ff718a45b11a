// What ops share that write into a variable of the model.

import type { Node } from "../core/graph";
import type { Attributes, Dimension, Op } from "../core/op";
import { formatShape, sameShape } from "../core/shape";
import type { Opcode } from "../kernels/opcodes";
import { rowElements, unitsOf } from "./units";

type EffectRules<A extends Attributes> = Pick<Op<A>, "name" | "evaluate" | "pytorch"> & {
  opcode: Opcode;
  /** How many inputs, the variable first, have one shape; the others are scalars. */
  alike: number;
  /** Dimensions after the number of elements. */
  dimensions?(attributes: A): Dimension[];
  scalars?(attributes: A): number[];
};

/** An op that updates its first input element by element; the first dimension is the number of elements. */
export function effectOp<A extends Attributes = Attributes>(rules: EffectRules<A>): Op<A> {
  const { opcode, alike, dimensions, scalars, ...rest } = rules;
  return {
    ...rest,
    type([target, ...others]) {
      others.forEach((other, index) => {
        if (other.batched || !sameShape(other.shape, index + 1 < alike ? target.shape : [])) {
          throw new Error(`${formatShape(other)} does not fit the variable ${formatShape(target)}.`);
        }
      });
      return target;
    },
    gradient: "refused",
    lower({ inputs, type, attributes }) {
      const width = rowElements(type);
      return [
        {
          opcode,
          inputs,
          dimensions: [{ perUnit: width }, ...(dimensions?.(attributes) ?? [])],
          scalars: scalars?.(attributes),
          units: unitsOf(type),
          parts: [width, ...inputs.map((_, index) => (index < alike ? width : 0))],
        },
      ];
    },
    inPlace: true,
    onnx: null,
  };
}

/**
 * Appends an op that writes into `target`; the node stands for the variable from then on.
 * @throws Error when `target` is not a variable
 */
export function effect<A extends Attributes>(op: Op<A>, [target, ...others]: readonly Node[], attributes: A): Node {
  if (target.op.name !== "variable" && !target.op.inPlace) throw new Error(`${op.name} writes into variables only.`);
  return target.graph.add(op, [target, ...others], attributes);
}
