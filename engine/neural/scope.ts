// What layers build with: the graph, the mode, and the parameters that they declare on the model.

import type { Graph, Node } from "../core/graph";
import type { VariableKind } from "../core/model";
import { f32, type Shape } from "../core/shape";
import { variable } from "../ops/variable";

/** Dropout drops and batch normalisation takes the batch's statistics in training only. */
export type Mode = "train" | "evaluate";

export interface Parameter {
  node: Node;
  name: string;
  /** A weight, which penalties count; not a bias, scale or shift. */
  weight: boolean;
}

/** One network being built in one graph. */
export class Scope {
  readonly parameters: Parameter[] = [];
  /** Scalars that training adds to the loss, beside the penalties on weights. */
  readonly penalties: Node[] = [];

  constructor(
    readonly graph: Graph,
    readonly mode: Mode,
    readonly seed: number,
    /** What the names of resident matrices begin with, so that graphs of one model may have others. */
    readonly data = "",
  ) {}

  /** A parameter, which other graphs of the model share by its name. */
  parameter(name: string, shape: Shape, initial: () => ArrayLike<number>, { weight = false } = {}): Node {
    const node = modelVariable(this.graph, "parameter", name, shape, initial);
    this.parameters.push({ node, name, weight });
    return node;
  }

  /** A state: kept and checkpointed, not trained. */
  state(name: string, shape: Shape, initial?: () => ArrayLike<number>): Node {
    return modelVariable(this.graph, "state", name, shape, initial);
  }
}

/** The node of an f32 variable, declared on the model unless another graph has done it. */
export function modelVariable(
  graph: Graph,
  kind: VariableKind,
  name: string,
  shape: Shape,
  initial?: () => ArrayLike<number>,
): Node {
  return variable(graph, graph.model.ensure({ name, kind, type: f32(shape), initial }));
}
