// What the graph benchmarks share: the propagation matrix of a graph, and training two graph convolutions on some nodes.

import { gradient } from "../core/gradient";
import type { Graph, Node } from "../core/graph";
import { i32 } from "../core/shape";
import { update } from "../neural/optimizers";
import type { Parameter } from "../neural/scope";
import { add } from "../ops/add";
import { logSoftmax } from "../ops/logSoftmax";
import { multiply, scale } from "../ops/multiply";
import { oneHot } from "../ops/oneHot";
import { slice } from "../ops/slice";
import type { CompressedRows } from "../ops/sparse";
import { sum } from "../ops/sum";
import { variable } from "../ops/variable";
import type { Optimization } from "./training";

interface Propagation extends CompressedRows {
  rowPointers: Int32Array;
  columnIndices: Int32Array;
  values: Float32Array;
}

/**
 * D̃^−½ (A + I) D̃^−½ of an undirected graph with edges `pairs`, flat, D̃ the degrees of A + I (T. Kipf, M. Welling, 2017).
 */
export function propagation(nodes: number, pairs: Int32Array): Propagation {
  const rowPointers = new Int32Array(nodes + 1);
  for (const node of pairs) rowPointers[node + 1]++;
  for (let node = 0; node < nodes; node++) rowPointers[node + 1] += rowPointers[node] + 1;
  const next = rowPointers.slice();
  const columnIndices = new Int32Array(pairs.length + nodes);
  for (let node = 0; node < nodes; node++) columnIndices[next[node]++] = node;
  for (let at = 0; at < pairs.length; at += 2) {
    columnIndices[next[pairs[at]]++] = pairs[at + 1];
    columnIndices[next[pairs[at + 1]]++] = pairs[at];
  }
  const degree = (node: number): number => rowPointers[node + 1] - rowPointers[node];
  const values = new Float32Array(columnIndices.length);
  for (let node = 0; node < nodes; node++) {
    columnIndices.subarray(rowPointers[node], rowPointers[node + 1]).sort();
    for (let entry = rowPointers[node]; entry < rowPointers[node + 1]; entry++) {
      values[entry] = 1 / Math.sqrt(degree(node) * degree(columnIndices[entry]));
    }
  }
  return { rows: nodes, columns: nodes, rowPointers, columnIndices, values };
}

export const optimization: Optimization = { optimizer: "adam", rate: 0.01 };

/** What trains and on which nodes. */
export interface NodeTraining {
  parameters: readonly Parameter[];
  /** Class of each of the first nodes, which train. */
  classes: Int32Array;
  /** Factor of ½·Σw² over the parameters that decay: its gradient, factor · w, is added to that of the loss. */
  decay?: number;
  /** The first parameter unless said. */
  decays?: "first" | "all";
}

/** The mean cross-entropy of the first rows of the logits as the output `loss`, and an update by Adam. */
export function trainOnNodes(
  graph: Graph,
  logits: Node,
  { parameters, classes, decay = 0, decays = "first" }: NodeTraining,
): void {
  const declared = { name: "classes", kind: "data", type: i32([classes.length]), initial: classes } as const;
  const target = oneHot(variable(graph, graph.model.ensure(declared)), logits.type.shape[1]);
  const likelihoods = multiply(target, logSoftmax(slice(logits, 0, 0, classes.length)));
  const loss = graph.output("loss", scale(sum(likelihoods), -1 / classes.length));
  const nodes = parameters.map(({ node }) => node);
  const gradients = gradient(loss, nodes).map((own, index) =>
    decay && (index === 0 || decays === "all") ? add(own, scale(nodes[index], decay)) : own,
  );
  update(graph, parameters, gradients, optimization);
}
