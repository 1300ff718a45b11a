// The matrices of a graph as the page names them, and what their spectra are known for.

import type { MatrixName } from "../../../engine";

const symbols: Record<MatrixName, string> = {
  adjacency: "A",
  combinatorial: "L",
  normalized: "L_sym",
  randomwalk: "L_rw",
  propagation: "Â",
  hypergraph: "Δ",
};

export const symbolOf = (matrix: MatrixName): string => symbols[matrix];

/** An interval that theory keeps all eigenvalues in, whatever the graph. */
export function intervalOf(matrix: MatrixName): [number, number] | undefined {
  if (matrix === "normalized" || matrix === "randomwalk") return [0, 2];
  if (matrix === "hypergraph") return [0, 1];
  return matrix === "propagation" ? [-1, 1] : undefined;
}

/** The eigenvalue whose multiplicity counts the components; undefined where none does. */
export function componentValue(matrix: MatrixName): number | undefined {
  if (matrix === "adjacency") return undefined;
  return matrix === "propagation" ? 1 : 0;
}
