// What is drawn of a graph: which of its nodes, who their neighbours are, and which edge lies under a point.

import type { GraphDrawing } from "../../../engine";

export class Drawn {
  /** Nodes and, behind them, hyperedges. */
  readonly count: number;
  readonly edges: number;
  /** [count + 1]: where the neighbours of each begin. */
  readonly #pointers: Uint32Array;
  readonly #neighbours: Uint32Array;

  constructor(readonly data: GraphDrawing) {
    const { edges } = data;
    this.count = data.positions.length / 2;
    this.edges = edges.length / 2;
    this.#pointers = new Uint32Array(this.count + 1);
    for (const end of edges) this.#pointers[end + 1]!++;
    for (let at = 0; at < this.count; at++) this.#pointers[at + 1]! += this.#pointers[at]!;
    const next = this.#pointers.slice();
    this.#neighbours = new Uint32Array(edges.length);
    for (let edge = 0; edge < edges.length; edge += 2) {
      const [source, target] = [edges[edge]!, edges[edge + 1]!];
      this.#neighbours[next[source]!++] = target;
      this.#neighbours[next[target]!++] = source;
    }
  }

  /** Indices of the neighbours that are drawn too; a loop leads back twice. */
  neighbours(index: number): Uint32Array {
    return this.#neighbours.subarray(this.#pointers[index]!, this.#pointers[index + 1]!);
  }

  isHyperedge(index: number): boolean {
    return index >= (this.data.hyperedgesFrom ?? this.count);
  }

  /** The node of the whole graph that is drawn with this index; undefined for a hyperedge. */
  nodeAt(index: number): number | undefined {
    if (this.isHyperedge(index)) return undefined;
    return this.data.shown ? this.data.shown[index] : index;
  }

  /** Index with which a node of the whole graph is drawn; undefined where it is not in the sample. */
  indexOf(node: number): number | undefined {
    const { shown } = this.data;
    if (!shown) return node < (this.data.hyperedgesFrom ?? this.count) ? node : undefined;
    let [low, high] = [0, shown.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (shown[middle]! === node) return middle;
      if (shown[middle]! < node) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  /** The hyperedge, by its index in the file, that is drawn with this index; undefined for a node. */
  hyperedgeAt(index: number): number | undefined {
    const { hyperedgesFrom, hyperedges } = this.data;
    return hyperedgesFrom === undefined || index < hyperedgesFrom ? undefined : hyperedges?.[index - hyperedgesFrom];
  }

  /** Index with which a hyperedge is drawn; undefined where it is not in the sample. */
  indexOfHyperedge(hyperedge: number): number | undefined {
    const { hyperedgesFrom = 0, hyperedges } = this.data;
    const at = hyperedges?.indexOf(hyperedge) ?? -1;
    return at < 0 ? undefined : hyperedgesFrom + at;
  }

  /** The edge nearest to a point of the layout, if it is no further away than `reach`. */
  edgeAt(positions: Float32Array, x: number, y: number, reach: number): number | undefined {
    const { edges } = this.data;
    let best: number | undefined;
    let least = reach * reach;
    for (let edge = 0; edge < this.edges; edge++) {
      const [source, target] = [2 * edges[2 * edge]!, 2 * edges[2 * edge + 1]!];
      const [fromX, fromY] = [positions[source]!, positions[source + 1]!];
      const [alongX, alongY] = [positions[target]! - fromX, positions[target + 1]! - fromY];
      const length = alongX * alongX + alongY * alongY;
      const share = length ? Math.max(0, Math.min(1, ((x - fromX) * alongX + (y - fromY) * alongY) / length)) : 0;
      const away = (fromX + share * alongX - x) ** 2 + (fromY + share * alongY - y) ** 2;
      if (away <= least) [least, best] = [away, edge];
    }
    return best;
  }
}

/** A label that is no longer than this many characters. */
export function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** Positions within [−1, 1] on the longer side, around 0. */
export function normalised(positions: Float32Array): Float32Array {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  positions.forEach((value, at) => {
    low[at & 1] = Math.min(low[at & 1]!, value);
    high[at & 1] = Math.max(high[at & 1]!, value);
  });
  const half = Math.max(high[0]! - low[0]!, high[1]! - low[1]!) / 2 || 1;
  return positions.map((value, at) => (value - (low[at & 1]! + high[at & 1]!) / 2) / half);
}
