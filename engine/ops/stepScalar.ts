// A scalar that the caller gives for each step: a learning rate, a bias correction.

import type { Graph, Node } from "../core/graph";
import type { Op } from "../core/op";
import { f32 } from "../core/shape";
import { Opcode } from "../kernels/opcodes";

type StepScalarAttributes = { name: string };

export const stepScalarOp: Op<StepScalarAttributes> = {
  name: "stepScalar",
  type: () => f32([]),
  evaluate({ output, attributes: { name }, step: { scalars } }) {
    const value = scalars[name];
    if (value === undefined) throw new Error(`The step scalar ${name} has no value.`);
    output[0] = value;
  },
  gradient: "none",
  /** The executor puts the index of the name among the program's scalars as the only dimension. */
  lower: () => [{ opcode: Opcode.StepScalar, inputs: [], dimensions: [] }],
  onnx: null,
  pytorch: null,
};

/** The step scalar of that name. */
export function stepScalar(graph: Graph, name: string): Node {
  return graph.add(stepScalarOp, [], { name });
}
