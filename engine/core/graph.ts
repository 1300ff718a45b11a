// The symbolic graph: what to compute, with static shapes; building it runs nothing.

import type { Model } from "./model";
import type { Attributes, Op } from "./op";
import type { TensorType } from "./shape";

export interface Node<A extends Attributes = Attributes> {
  readonly id: number;
  readonly graph: Graph;
  readonly op: Op<A>;
  readonly inputs: readonly Node[];
  readonly attributes: A;
  readonly type: TensorType;
  /** The layer or quantity it belongs to, for messages and for the step-through view. */
  readonly label: string;
}

export interface GraphOptions {
  /** Rows of a batch at most: the capacity that batched tensors are planned for. */
  capacity: number;
}

/** Nodes in the order in which they run. */
export class Graph {
  readonly nodes: Node[] = [];
  readonly outputs = new Map<string, Node>();
  readonly capacity: number;
  private scope = "";

  constructor(
    readonly model: Model,
    { capacity }: GraphOptions,
  ) {
    this.capacity = capacity;
  }

  /**
   * Appends a node.
   * @throws Error naming op and label when the inputs do not fit
   */
  add<A extends Attributes>(op: Op<A>, inputs: readonly Node[], attributes: A): Node {
    let type: TensorType;
    try {
      type = op.type(
        inputs.map((input) => input.type),
        attributes,
      );
    } catch (error) {
      throw new Error(`${op.name}${this.scope && ` in ${this.scope}`}: ${(error as Error).message}`);
    }
    const node = { id: this.nodes.length, graph: this, op, inputs, attributes, type, label: this.scope };
    this.nodes.push(node as unknown as Node);
    return node as unknown as Node;
  }

  /** Labels every node that `build` appends. */
  within<T>(label: string, build: () => T): T {
    const outer = this.scope;
    this.scope = outer ? `${outer}/${label}` : label;
    try {
      return build();
    } finally {
      this.scope = outer;
    }
  }

  /** Keeps a node's value after the step, to be read under that name. */
  output(name: string, node: Node): Node {
    this.outputs.set(name, node);
    return node;
  }
}
