// The ids of single nodes, asked for when they are first seen and then remembered.

import type { GraphLab } from "./graph-lab";

/** Ids by index; a node that the host does not know is called by its index. */
export class NodeNames {
  readonly #known = new Map<number, Promise<string>>();

  constructor(readonly lab: GraphLab) {}

  name(node: number): Promise<string> {
    let name = this.#known.get(node);
    if (!name) {
      const { page, path } = this.lab;
      name = page.host.call("graphNodes", { path, offset: node, count: 1 }).then(
        ({ rows }) => rows.find((row) => row.node === node)?.id ?? String(node),
        () => String(node),
      );
      this.#known.set(node, name);
    }
    return name;
  }

  /** The file has changed: its nodes may be others. */
  forget(): void {
    this.#known.clear();
  }
}
