// What predicted links are held against: rules on the edges that are seen, the MLP that sees none, and chance.

import { neighbourCounts } from "../../graph/components";
import type { CsrMatrix } from "../../graph/csr";
import type { Rival } from "../training/training";
import type { Pairs } from "./pairs";

/** A score of each pair of nodes from the edges that are seen. */
export interface PairRule extends Rival {
  scores(adjacency: CsrMatrix, pairs: Pairs): Float64Array;
}

/** Sums over the nodes that both ends are joined to. */
const overCommon =
  (share: (degree: number) => number): PairRule["scores"] =>
  (adjacency, { first, second }) => {
    const { rowPointers, columnIndices } = adjacency;
    const shares = Float64Array.from(neighbourCounts(adjacency), share);
    return Float64Array.from(first, (u, pair) => {
      const v = second[pair];
      let [a, b, sum] = [rowPointers[u], rowPointers[v], 0];
      while (a < rowPointers[u + 1] && b < rowPointers[v + 1]) {
        const difference = columnIndices[a] - columnIndices[b];
        if (difference === 0) sum += shares[columnIndices[a]];
        if (difference <= 0) a++;
        if (difference >= 0) b++;
      }
      return sum;
    });
  };

export const chance = "chance";

/** D. Liben-Nowell, J. Kleinberg, "The link prediction problem for social networks", 2003. */
export const pairRules: readonly PairRule[] = [
  { name: "common neighbours", title: "the number of common neighbours", scores: overCommon(() => 1) },
  { name: "Adamic–Adar", title: "the Adamic–Adar index", scores: overCommon((degree) => 1 / Math.log(degree)) },
  {
    name: "preferential attachment",
    title: "the product of degrees",
    scores(adjacency, { first, second }) {
      const degrees = neighbourCounts(adjacency);
      return Float64Array.from(first, (u, pair) => degrees[u] * degrees[second[pair]]);
    },
  },
  { name: chance, title: "chance", scores: (_, { first }) => new Float64Array(first.length) },
];
