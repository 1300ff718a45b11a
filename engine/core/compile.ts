// From graph to program: dead nodes dropped, each node lowered to instructions, buffers placed by lifetime.

import type { Graph, Node } from "./graph";
import type { Instruction } from "./op";
import { type Lifetime, planMemory } from "./plan";
import type { Place, PlacedInstruction, Program } from "./program";
import { sizeOf } from "./shape";

export interface CompileOptions {
  /** Every buffer keeps its own room until the end, so that a view can step through a finished program. */
  keepAll?: boolean;
}

export function compile(graph: Graph, { keepAll = false }: CompileOptions = {}): Program {
  const live = liveNodes(graph);
  const owner = new Map<Node, Node>();
  const lowered: { node: Node; instruction: Instruction }[] = [];
  const written = new Map<Node, number>();
  const lastRead = new Map<Node, number>();
  const variables = new Map<Node, string>();
  const scalars: string[] = [];

  for (const node of live) {
    if (node.op.name === "stepScalar") noteScalar(scalars, String(node.attributes.name));
    const instructions = node.op.lower(node);
    const root = (input: Node) => owner.get(input) ?? input;
    if (instructions === "leaf") {
      owner.set(node, node);
      variables.set(node, String(node.attributes.name));
      continue;
    }
    owner.set(node, instructions === "alias" || node.op.inPlace ? root(node.inputs[0]) : node);
    if (instructions === "alias") continue;
    for (const instruction of instructions) {
      const at = lowered.length;
      lowered.push({ node, instruction });
      if (!written.has(root(node))) written.set(root(node), at);
      lastRead.set(root(node), at);
      for (const input of instruction.inputs) lastRead.set(root(input), at);
    }
  }
  for (const node of graph.outputs.values()) lastRead.set(owner.get(node)!, lowered.length);

  const buffers: { node: Node; lifetime: Lifetime }[] = [];
  for (const [node, from] of written) {
    if (variables.has(node)) continue;
    const to = keepAll ? lowered.length : lastRead.get(node)!;
    buffers.push({ node, lifetime: { size: sizeOf(node.type.shape), from: keepAll ? 0 : from, to } });
  }
  const scratches = lowered.flatMap(({ instruction: { scratch } }, at) =>
    scratch ? [{ at, lifetime: { size: scratch, from: at, to: at } }] : [],
  );
  const { offsets, size } = planMemory([...buffers, ...scratches].map(({ lifetime }) => lifetime));
  const offsetOf = new Map(buffers.map(({ node }, index) => [node, offsets[index]]));
  const scratchOffset = new Map(scratches.map(({ at }, index) => [at, offsets[buffers.length + index]]));

  const places = new Map<Node, Place>();
  for (const [node, root] of owner) {
    const name = variables.get(root);
    places.set(node, name ? { in: "variable", name } : { in: "working", offset: offsetOf.get(root)! });
  }
  const instructions: PlacedInstruction[] = lowered.map(({ node, instruction }, at) => ({
    node,
    instruction,
    scratchOffset: scratchOffset.get(at) ?? 0,
  }));
  return { graph, instructions, places, workingSize: size, scalars };
}

function noteScalar(scalars: string[], name: string): void {
  if (!scalars.includes(name)) scalars.push(name);
}

/** Nodes that an output or a variable's change depends on, in the order in which they run. */
export function liveNodes(graph: Graph): Node[] {
  const live = new Set<Node>(graph.outputs.values());
  for (let id = graph.nodes.length - 1; id >= 0; id--) {
    const node = graph.nodes[id];
    if (node.op.inPlace) live.add(node);
    if (live.has(node)) for (const input of node.inputs) live.add(input);
  }
  return graph.nodes.filter((node) => live.has(node));
}
