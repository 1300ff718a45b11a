// Graphs with communities: a seeded stochastic block model with noisy features, and Zachary's karate club.

import { Random } from "../../core/random";
import type { GeneratedTable } from "./table";

/** A graph as two tables: its edges, by the ids of their ends, and its nodes. */
export interface GeneratedGraph {
  edges: GeneratedTable;
  nodes: GeneratedTable;
}

export interface BlockOptions {
  /** Nodes of each block. */
  size: number;
  blocks: number;
  /** Probability of an edge within a block, and between two. */
  within: number;
  between: number;
  /** Standard deviation of the noise on the features, whose means are 1 for a node's own block and 0 for the others. */
  noise: number;
}

/**
 * Nodes n1, n2, … in turn of the blocks a, b, …; each pair joined with the probability of its blocks. Features x1, x2, …
 * hint at the block, `block` names it, and `score` is the block's number plus noise.
 */
export function blockGraph(seed: number, options: Partial<BlockOptions> = {}): GeneratedGraph {
  const { size = 30, blocks = 3, within = 0.2, between = 0.02, noise = 1 } = options;
  const random = new Random(seed);
  const count = size * blocks;
  const nodes = Array.from({ length: count }, (_, node) => {
    const block = node % blocks;
    const features = Array.from({ length: blocks }, (_, j) => Number(j === block) + noise * random.normal());
    return [`n${node + 1}`, ...features, String.fromCharCode(97 + block), block + noise * random.normal()];
  });
  const edges: string[][] = [];
  for (let u = 0; u < count; u++) {
    for (let v = u + 1; v < count; v++) {
      const probability = u % blocks === v % blocks ? within : between;
      if (random.uniform() < probability) edges.push([`n${u + 1}`, `n${v + 1}`]);
    }
  }
  const features = Array.from({ length: blocks }, (_, j) => `x${j + 1}`);
  return {
    edges: { columns: ["source", "target"], rows: edges },
    nodes: { columns: ["id", ...features, "block", "score"], rows: nodes },
  };
}

/** The friends of each member with a higher number, members counted from 1 (W. Zachary, 1977). */
const friends: readonly (readonly number[])[] = [
  [2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 18, 20, 22, 32],
  [3, 4, 8, 14, 18, 20, 22, 31],
  [4, 8, 9, 10, 14, 28, 29, 33],
  [8, 13, 14],
  [7, 11],
  [7, 11, 17],
  [17],
  [],
  [31, 33, 34],
  [34],
  [],
  [],
  [],
  [34],
  [33, 34],
  [33, 34],
  [],
  [],
  [33, 34],
  [34],
  [33, 34],
  [],
  [33, 34],
  [26, 28, 30, 33, 34],
  [26, 28, 32],
  [32],
  [30, 34],
  [34],
  [32, 34],
  [33, 34],
  [33, 34],
  [33, 34],
  [34],
  [],
];

/** Members who went with the instructor when the club split; the others stayed with the officers. */
const instructors = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 17, 18, 20, 22]);

/** The 34 members of the club, its 78 friendships, and the side that each member took. */
export function karateClub(): GeneratedGraph {
  const edges = friends.flatMap((others, index) => others.map((other) => [index + 1, other]));
  const nodes = friends.map((_, index) => [index + 1, instructors.has(index + 1) ? "instructor" : "officers"]);
  return {
    edges: { columns: ["source", "target"], rows: edges },
    nodes: { columns: ["id", "side"], rows: nodes },
  };
}
