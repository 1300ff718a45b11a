// Reverse-mode differentiation: the gradient of a scalar is more graph.

import { add } from "../ops/add";
import { fill } from "../ops/fill";
import type { Graph, Node } from "./graph";
import { sizeOf } from "./shape";

/**
 * Gradients of `loss` (one element) with respect to `targets`, in their order. A target that the loss does not depend
 * on gets zeros.
 * @throws Error when the loss is not a scalar, or the way leads through an op that refuses to be differentiated
 */
export function gradient(loss: Node, targets: readonly Node[]): Node[] {
  if (sizeOf(loss.type.shape) !== 1) throw new Error("Only a scalar has a gradient here: reduce the loss first.");
  const graph = loss.graph;
  const reaches = dependents(graph, targets);
  const gradients = new Map<Node, Node>([[loss, fill(graph, loss.type, 1)]]);
  for (let id = loss.id; id >= 0; id--) {
    const node = graph.nodes[id];
    const outgoing = gradients.get(node);
    if (!outgoing || !reaches.has(node) || node.op.gradient === "none") continue;
    const rule = node.op.gradient;
    if (rule === "refused") throw new Error(`${node.op.name} has no gradient of this order.`);
    const incoming = graph.within(node.label || node.op.name, () => rule(node, outgoing));
    node.inputs.forEach((input, index) => {
      const part = incoming[index];
      if (!part || !reaches.has(input)) return;
      const before = gradients.get(input);
      gradients.set(input, before ? add(before, part) : part);
    });
  }
  return targets.map((target) => gradients.get(target) ?? fill(graph, target.type, 0));
}

/** The targets and every node that is computed from one of them. */
function dependents(graph: Graph, targets: readonly Node[]): Set<Node> {
  const found = new Set(targets);
  for (const node of graph.nodes) if (node.inputs.some((input) => found.has(input))) found.add(node);
  return found;
}
