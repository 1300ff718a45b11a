// An order of elimination that keeps a sparse factor sparse: nested dissection (A. George, 1973) by levels of distance.

import type { Breathe } from "../../tasks/table/matrix";
import type { CsrMatrix } from "../csr";

/** Parts of so few nodes are not divided any more. */
const leaf = 48;
/** The part before a separator has at least this share of the nodes, and at most the rest. */
const balance = 0.3;

/** Nodes that are searched between two breaths. */
const searchedTogether = 1 << 14;

/** Which row is eliminated first, second and so on; undefined where a factor surely has more than `limit` entries. */
export async function nestedDissection(
  matrix: CsrMatrix,
  limit: number,
  breathe: Breathe,
): Promise<Int32Array | undefined> {
  const { rows } = matrix;
  const order = new Int32Array(rows);
  const search = new Search(matrix, breathe);
  /** What is to be ordered, and the place behind its last node. */
  const waiting: { nodes: Int32Array; end: number }[] = [
    { nodes: Int32Array.from({ length: rows }, (_, i) => i), end: rows },
  ];
  for (let work = waiting.pop(); work; work = waiting.pop()) {
    await breathe();
    const { nodes, end } = work;
    const parts = nodes.length > leaf ? await search.divide(nodes) : undefined;
    if (!parts) {
      // Hubs last: what is eliminated joins all of its neighbours.
      order.set(search.byDegree(nodes), end - nodes.length);
      continue;
    }
    const { before, separator, after } = parts;
    // What separates two connected parts is joined with itself when they are eliminated.
    if (separator.length ** 2 / 2 > limit) return undefined;
    order.set(separator, end - separator.length);
    waiting.push({ nodes: before, end: end - separator.length - after.length });
    waiting.push({ nodes: after, end: end - separator.length });
  }
  return order;
}

interface Parts {
  before: Int32Array;
  separator: Int32Array;
  after: Int32Array;
}

/** Divides parts of a graph by searching them breadth first. */
class Search {
  /** Number of the part that a node was in last. */
  private readonly partOf: Int32Array;
  /** Distance from where the search began, −1 for nodes that were not reached. */
  private readonly level: Int32Array;
  private readonly queue: Int32Array;
  private parts = 0;

  constructor(
    private readonly matrix: CsrMatrix,
    private readonly breathe: Breathe,
  ) {
    this.partOf = new Int32Array(matrix.rows);
    this.level = new Int32Array(matrix.rows).fill(-1);
    this.queue = new Int32Array(matrix.rows);
  }

  byDegree(nodes: Int32Array): Int32Array {
    const { rowPointers } = this.matrix;
    const degree = (node: number): number => rowPointers[node + 1] - rowPointers[node];
    return nodes.sort((a, b) => degree(a) - degree(b));
  }

  /** No entry of the matrix joins `before` and `after`; undefined where no level in the middle separates them. */
  async divide(nodes: Int32Array): Promise<Parts | undefined> {
    const { level, partOf } = this;
    const part = ++this.parts;
    for (const node of nodes) partOf[node] = part;
    let count = await this.run(nodes[0], part);
    if (count < nodes.length) {
      const before = this.queue.slice(0, count);
      const after = nodes.filter((node) => level[node] < 0);
      this.forget(count);
      return { before, separator: new Int32Array(0), after };
    }
    // From the far end of the far end, where levels are many and thin.
    for (let turn = 0; turn < 2; turn++) {
      const far = this.queue[count - 1];
      this.forget(count);
      count = await this.run(far, part);
    }
    const reached = this.queue.subarray(0, count);
    const cut = this.thinnest(reached);
    const separates = (node: number): boolean => level[node] === cut && this.leadsOn(node, part);
    const separator = reached.filter(separates);
    const isSeparator = new Set(separator);
    const before = reached.filter((node) => level[node] <= cut && !isSeparator.has(node));
    const after = reached.filter((node) => level[node] > cut);
    this.forget(count);
    return cut < 0 ? undefined : { before, separator, after };
  }

  /** Number of nodes of a part that are reached; they are in `queue`, by level. */
  private async run(start: number, part: number): Promise<number> {
    const { level, partOf, queue } = this;
    const { rowPointers, columnIndices } = this.matrix;
    let end = 1;
    queue[0] = start;
    level[start] = 0;
    for (let at = 0; at < end; at++) {
      if (at % searchedTogether === searchedTogether - 1) await this.breathe();
      const node = queue[at];
      for (let entry = rowPointers[node]; entry < rowPointers[node + 1]; entry++) {
        const next = columnIndices[entry];
        if (level[next] >= 0 || partOf[next] !== part) continue;
        level[next] = level[node] + 1;
        queue[end++] = next;
      }
    }
    return end;
  }

  private forget(count: number): void {
    for (let at = 0; at < count; at++) this.level[this.queue[at]] = -1;
  }

  /** The level of fewest nodes that divides evenly enough, or −1. */
  private thinnest(reached: Int32Array): number {
    const { level } = this;
    let found = -1;
    let fewest = Number.POSITIVE_INFINITY;
    for (let begin = 0, end = 0; begin < reached.length; begin = end) {
      while (end < reached.length && level[reached[end]] === level[reached[begin]]) end++;
      if (begin < balance * reached.length || end === reached.length) continue;
      if (begin > (1 - balance) * reached.length) break;
      if (end - begin >= fewest) continue;
      fewest = end - begin;
      found = level[reached[begin]];
    }
    return found;
  }

  /** Whether an entry leads from a node to the next level. */
  private leadsOn(node: number, part: number): boolean {
    const { level, partOf } = this;
    const { rowPointers, columnIndices } = this.matrix;
    for (let entry = rowPointers[node]; entry < rowPointers[node + 1]; entry++) {
      const next = columnIndices[entry];
      if (partOf[next] === part && level[next] === level[node] + 1) return true;
    }
    return false;
  }
}
