// From nodes to instructions on buffers: dead nodes dropped, activations fused into the instruction before them.

import { Opcode } from "../kernels/opcodes";
import type { Node } from "./graph";
import type { Instruction } from "./op";
import { sizeOf } from "./shape";

/** A stretch of memory in which one or several nodes have their values. */
export interface Buffer {
  /** 32-bit elements. */
  readonly size: number;
  /** The variable of the model that it is; without it working memory. */
  readonly variable?: string;
}

/** A unary function that an instruction applies to its own output. */
export interface Activation {
  readonly opcode: Opcode;
  readonly parameter: number;
}

/** An instruction with the buffers that it reads and writes. */
export interface Lowered {
  readonly node: Node;
  readonly instruction: Instruction;
  readonly output: Buffer;
  readonly inputs: readonly Buffer[];
  readonly activation?: Activation;
}

/** The instructions of some nodes, and where each node has its values. */
export interface LoweredNodes {
  readonly instructions: readonly Lowered[];
  readonly buffers: ReadonlyMap<Node, Buffer>;
}

export interface LowerOptions {
  /** Nodes whose values somebody else reads. */
  kept: ReadonlySet<Node>;
  /** Where the values of nodes are that have been computed already. */
  known?: ReadonlyMap<Node, Buffer>;
  /** Nothing is fused, so that every node has its values somewhere. */
  keepAll: boolean;
}

/** Lowers nodes in the order given. */
export function lower(live: readonly Node[], { kept, known = new Map(), keepAll }: LowerOptions): LoweredNodes {
  const followers = keepAll ? new Map<Node, Node>() : fusedActivations(live, kept);
  const absorbed = new Set(followers.values());
  const buffers = new Map<Node, Buffer>(known);
  const instructions: Lowered[] = [];
  for (const node of live) {
    if (known.has(node)) continue;
    const own = absorbed.has(node) ? "alias" : node.op.lower(node);
    buffers.set(node, bufferFor(node, own, buffers));
    if (own === "leaf" || own === "alias") continue;
    const follower = followers.get(node);
    own.forEach((instruction, index) => {
      instructions.push({
        node,
        instruction,
        output: buffers.get(node)!,
        inputs: instruction.inputs.map((input) => buffers.get(input)!),
        activation: follower && index === own.length - 1 ? activationOf(follower) : undefined,
      });
    });
  }
  return { instructions, buffers };
}

function bufferFor(
  { op, inputs, type, attributes }: Node,
  lowered: ReturnType<Node["op"]["lower"]>,
  buffers: ReadonlyMap<Node, Buffer>,
): Buffer {
  if (lowered === "leaf") return { size: sizeOf(type.shape), variable: String(attributes.name) };
  if (lowered === "alias" || op.inPlace) return buffers.get(inputs[0])!;
  return { size: sizeOf(type.shape) };
}

/** Unary functions that instructions can apply as they write their output. */
const fusable: readonly Opcode[] = [Opcode.Relu, Opcode.LeakyRelu, Opcode.Tanh, Opcode.Sigmoid];

function activationOf(node: Node): Activation | undefined {
  const lowered = node.inputs.length === 1 ? node.op.lower(node) : "alias";
  if (lowered === "leaf" || lowered === "alias" || lowered.length !== 1) return undefined;
  const [{ opcode, scalars = [0] }] = lowered;
  return fusable.includes(opcode) ? { opcode, parameter: scalars[0] } : undefined;
}

/** Whether a node can apply an activation as it writes its values: of a sum over units no part is the value. */
function appliesActivation(node: Node): boolean {
  if (!node.op.appliesActivation) return false;
  const lowered = node.op.lower(node);
  return lowered !== "leaf" && lowered !== "alias" && !lowered.at(-1)?.partial;
}

/** By node the activation that its instruction applies, where nothing else reads the node's own values. */
function fusedActivations(live: readonly Node[], kept: ReadonlySet<Node>): Map<Node, Node> {
  const readers = new Map<Node, number>();
  for (const { inputs } of live) for (const input of inputs) readers.set(input, (readers.get(input) ?? 0) + 1);
  const followers = new Map<Node, Node>();
  for (const node of live) {
    const [source] = node.inputs;
    if (!source || !appliesActivation(source) || readers.get(source) !== 1 || kept.has(source)) continue;
    if (activationOf(node)) followers.set(source, node);
  }
  return followers;
}
