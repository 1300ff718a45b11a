// A variable of the model as a node: what it holds when an instruction reads it.

import type { Graph, Node } from "../core/graph";
import type { Variable } from "../core/model";
import type { Op } from "../core/op";

type VariableAttributes = { name: string };

export const variableOp: Op<VariableAttributes> = {
  name: "variable",
  type: () => {
    throw new Error("the type of a variable is the model's");
  },
  evaluate: () => {
    throw new Error("the executor holds the values of variables");
  },
  gradient: "none",
  lower: () => "leaf",
  onnx: null,
  pytorch: null,
};

/** The node of a model's variable. */
export function variable(graph: Graph, { name, type }: Variable): Node {
  return graph.add({ ...variableOp, type: () => type }, [], { name });
}
