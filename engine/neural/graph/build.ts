// What the builders of graph networks share: the graph that is being built, its features, and layer upon layer.

import type { Node } from "../../core/graph";
import type { CsrMatrix } from "../../graph/csr";
import { relu } from "../../ops/relu";
import { type SparseMatrix, sparseMatrix } from "../../ops/sparse";
import type { Scope } from "../scope";
import type { NodeInputs } from "./inputs";
import { dropped, type Signal } from "./signal";

/** One network being built in one graph. */
export interface Build {
  readonly scope: Scope;
  readonly inputs: NodeInputs;
  readonly features: Signal;
  /** i32 [≤nodes]: the nodes of this step, where no others are asked for. */
  readonly rows?: Node;
  /** Columns of what the last layer gives. */
  readonly outputs: number;
  /** After each layer but the last, activation applied: f32 [nodes, units]. */
  readonly hidden: Node[];
  /** Of each layer that has it: f32 [entries, heads], entry by entry of A + I. */
  readonly attention: Node[];
}

/** What a layer of a stack is told. */
export interface Layer {
  /** Names the layer and its parameters: gcn1, gcn2, … */
  name: string;
  units: number;
  last: boolean;
}

export interface Stack {
  kind: string;
  layers: number;
  hidden: number;
  dropout: number;
  /** relu unless said. */
  activation?: (x: Node) => Node;
}

/** Layer upon layer, dropout before each and an activation after each but the last: the logits. */
export function stack(
  build: Build,
  { kind, layers, hidden, dropout, activation = relu }: Stack,
  layer: (x: Signal, layer: Layer) => Node,
): Node {
  const { scope, outputs } = build;
  let x = build.features;
  for (let number = 1; ; number++) {
    const name = `${kind}${number}`;
    const last = number === layers;
    const logits = scope.graph.within(name, () => {
      const y = layer(dropped(scope, x, `dropout${number}`, dropout), { name, units: last ? outputs : hidden, last });
      return last ? y : activation(y);
    });
    if (last) return logits;
    build.hidden.push(logits);
    x = logits;
  }
}

/** A matrix as resident data of f32. */
export const resident = (
  { graph, data }: Pick<Scope, "graph" | "data">,
  name: string,
  matrix: CsrMatrix,
): SparseMatrix => sparseMatrix(graph, data + name, matrix);
