// Which nodes of a graph have to be computed.

import type { Graph, Node } from "./graph";

/**
 * Nodes that an output or a variable's change depends on, in the order in which they run. What nodes in `known` are made
 * of is left out: their values are there.
 */
export function liveNodes(graph: Graph, known: ReadonlySet<Node> = new Set()): Node[] {
  return upTo(graph, [...graph.outputs.values(), ...graph.nodes.filter(({ op }) => op.inPlace)], known);
}

/** Nodes that `targets` depend on, they among them, in the order in which they run. */
export function upTo(graph: Graph, targets: Iterable<Node>, known: ReadonlySet<Node> = new Set()): Node[] {
  const live = new Set<Node>(targets);
  for (let id = graph.nodes.length - 1; id >= 0; id--) {
    const node = graph.nodes[id];
    if (live.has(node) && !known.has(node)) for (const input of node.inputs) live.add(input);
  }
  return graph.nodes.filter((node) => live.has(node));
}
