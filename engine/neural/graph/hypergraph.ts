// Incidence matrices that hypergraph networks propagate over: given, or made of the edges of a graph.

import { InputError } from "../../errors";
import type { CsrMatrix } from "../../graph/csr";
import type { Complete } from "./defaults";
import { adjacencyOf, type NodeInputs } from "./inputs";
import { inverseRoot, rowSums, scaled, withLoops } from "./propagation";

type Hyperedges = Pick<Complete<"hgnn">, "hyperedges" | "loops">;

/**
 * B of the hyperedges that `options` choose, see `incidenceFactor`. A node that is in none has zeros, or with `loops` a
 * hyperedge of its own.
 * @throws InputError when the hyperedges are to be given and are not, or a weight is negative
 */
export function hypergraphFactor(inputs: NodeInputs, options: Hyperedges): CsrMatrix {
  const { incidence, weights } = incidenceOf(inputs, options);
  return incidenceFactor(incidence, weights);
}

/**
 * Dv^-½ H (W De⁻¹)^½, which is B in Θ = B·Bᵀ = Dv^-½ H W De⁻¹ Hᵀ Dv^-½ (Y. Feng et al., 2019): Dv the weights of each
 * node's hyperedges added up, De the numbers of members. Hyperedges beyond `weights` weigh 1; a node that is in none has
 * zeros.
 * @throws InputError when a weight is negative
 */
export function incidenceFactor(incidence: CsrMatrix, weights?: Float64Array): CsrMatrix {
  if (weights?.some((weight) => !(weight >= 0))) {
    throw new InputError("A hyperedge has a negative weight, which hgnn takes the root of: give positive ones.");
  }
  const sizes = new Float64Array(incidence.columns);
  for (const hyperedge of incidence.columnIndices) sizes[hyperedge]++;
  const weightOf = (hyperedge: number): number => weights?.[hyperedge] ?? 1;
  const degrees = rowSums(scaled(incidence, (_, hyperedge) => weightOf(hyperedge)));
  return scaled(
    incidence,
    (node, hyperedge) => inverseRoot(degrees[node]) * Math.sqrt(weightOf(hyperedge) / sizes[hyperedge]),
  );
}

/** H, and the weights of its hyperedges: all 1 where absent, or beyond those that are there. */
function incidenceOf(
  inputs: NodeInputs,
  { hyperedges, loops }: Hyperedges,
): { incidence: CsrMatrix; weights?: Float64Array } {
  if (hyperedges === "given") {
    if (!inputs.incidence) {
      throw new InputError("The data have no hyperedges: choose neighbourhoods or edges to make some of the graph.");
    }
    const incidence = loops ? withOwnHyperedges(inputs.incidence) : inputs.incidence;
    return { incidence, weights: inputs.hyperedgeWeights };
  }
  const adjacency = adjacencyOf(inputs);
  if (hyperedges === "neighbourhoods") {
    const incidence = withLoops(adjacency);
    return { incidence: { ...incidence, values: incidence.values.map(() => 1) } };
  }
  const { incidence, weights } = edgeIncidence(adjacency);
  return { incidence: loops ? withOwnHyperedges(incidence) : incidence, weights };
}

/** A hyperedge of two for each edge, its weight that of the edge. */
function edgeIncidence({ rows, rowPointers, columnIndices, values }: CsrMatrix): {
  incidence: CsrMatrix;
  weights: Float64Array;
} {
  const members: number[][] = Array.from({ length: rows }, () => []);
  const weights: number[] = [];
  for (let row = 0; row < rows; row++) {
    for (let entry = rowPointers[row]; entry < rowPointers[row + 1]; entry++) {
      const column = columnIndices[entry];
      const counted = column < row && includes(columnIndices, rowPointers[column], rowPointers[column + 1], row);
      if (column === row || counted) continue;
      members[row].push(weights.length);
      members[column].push(weights.length);
      weights.push(values[entry]);
    }
  }
  return { incidence: incidenceRows(members, weights.length), weights: Float64Array.from(weights) };
}

/** Whether an ascending stretch holds a value. */
function includes(sorted: Int32Array, from: number, end: number, value: number): boolean {
  let low = from;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low < end && sorted[low] === value;
}

function withOwnHyperedges({ rows, columns, rowPointers, columnIndices }: CsrMatrix): CsrMatrix {
  let next = columns;
  const members = Array.from({ length: rows }, (_, row) => {
    const own = columnIndices.subarray(rowPointers[row], rowPointers[row + 1]);
    return own.length > 0 ? [...own] : [next++];
  });
  return incidenceRows(members, next);
}

/** H of the hyperedges of each node, ascending. */
export function incidenceRows(members: readonly (readonly number[])[], columns: number): CsrMatrix {
  const rowPointers = new Int32Array(members.length + 1);
  members.forEach((own, row) => {
    rowPointers[row + 1] = rowPointers[row] + own.length;
  });
  const columnIndices = Int32Array.from(members.flat());
  const values = new Float64Array(columnIndices.length).fill(1);
  return { rows: members.length, columns, rowPointers, columnIndices, values };
}
