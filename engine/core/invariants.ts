// What a program computes from data alone: it is the same in every step, so that it need be computed only once.

import type { Graph, Node } from "./graph";
import { liveNodes } from "./live";
import { sizeOf } from "./shape";

/** Work (multiplications, elements read and written) from which on a result is kept instead of being computed again. */
export const usualKeepFrom = 1_000_000;

export interface InvariantOptions {
  /** Data variables that a program of the session writes into. */
  written: ReadonlySet<string>;
  keepFrom: number;
}

/** Nodes that do not change from step to step, cost much together with what they are made of, and are read by others. */
export function invariants(graph: Graph, { written, keepFrom }: InvariantOptions): Set<Node> {
  const live = liveNodes(graph);
  const fixed = new Set<Node>();
  for (const node of live) if (isFixed(node, graph, written, fixed)) fixed.add(node);
  const read = new Set<Node>(graph.outputs.values());
  for (const node of live) if (!fixed.has(node)) for (const input of node.inputs) read.add(input);
  return new Set(live.filter((node) => fixed.has(node) && read.has(node) && costOf(node) >= keepFrom));
}

function isFixed({ op, inputs, type, attributes }: Node, graph: Graph, written: ReadonlySet<string>, fixed: Set<Node>) {
  if (op.inPlace || type.batched) return false;
  if (op.name === "variable") {
    const name = String(attributes.name);
    return graph.model.find(name)?.kind === "data" && !written.has(name);
  }
  // Without inputs only a constant is the same in every step: random numbers, extents and step scalars are not.
  return inputs.length > 0 ? inputs.every((input) => fixed.has(input)) : op.name === "fill";
}

/** Of a node and all that it is made of. */
function costOf(node: Node): number {
  const counted = new Set<Node>();
  const cost = (one: Node): number => {
    if (counted.has(one)) return 0;
    counted.add(one);
    const lowered = one.op.lower(one);
    const own = typeof lowered === "string" ? 0 : lowered.reduce((sum, { work = 0 }) => sum + work, 0);
    const touched =
      typeof lowered === "string" ? 0 : [one, ...one.inputs].reduce((sum, { type }) => sum + sizeOf(type.shape), 0);
    return one.inputs.reduce((sum, input) => sum + cost(input), Math.max(own, touched));
  };
  return cost(node);
}

/** Names of the variables that graphs write into. */
export function writtenVariables(graphs: Iterable<Graph>): Set<string> {
  const written = new Set<string>();
  for (const { nodes } of graphs) {
    for (const node of nodes) if (node.op.inPlace) written.add(String(variableOf(node).attributes.name));
  }
  return written;
}

/** The variable that a chain of updates began with. */
const variableOf = (node: Node): Node => (node.op.inPlace ? variableOf(node.inputs[0]) : node);
