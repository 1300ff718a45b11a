// Which node a key press goes to next: round the neighbours of the node it began at, or through all nodes.

import type { Drawn } from "./drawn";

export class NodeSteps {
  readonly #drawn: Drawn;
  /** Neighbours of the node that steps go round, and that node itself as the last; without it steps go through all. */
  #ring: number[] = [];
  #at = -1;

  constructor(drawn: Drawn) {
    this.#drawn = drawn;
  }

  /** Steps go round this node from now on. */
  begin(index: number | undefined): void {
    const neighbours = index === undefined ? [] : [...new Set(this.#drawn.neighbours(index))];
    this.#ring = index !== undefined && neighbours.some((other) => other !== index) ? [...neighbours, index] : [];
    this.#at = this.#ring.length - 1;
  }

  /** The next node, or the one before; undefined where none is drawn. */
  next(selected: number | undefined, by: 1 | -1): number | undefined {
    const { count } = this.#drawn;
    if (count === 0) return undefined;
    if (selected === undefined) {
      const first = by > 0 ? 0 : count - 1;
      this.begin(first);
      return first;
    }
    // Another node was selected elsewhere: steps go round that one.
    if (this.#ring[this.#at] !== selected) this.begin(selected);
    const { length } = this.#ring;
    if (length === 0) return (selected + by + count) % count;
    this.#at = (this.#at + by + length) % length;
    return this.#ring[this.#at];
  }
}
