// One eigenvector of a graph's matrix, as it is shown and checked: of L_rw not that of the symmetric matrix behind it.

import { multiply } from "./csr";
import type { GraphInput } from "./matrices";
import type { Eigenpairs } from "./solver";
import type { MatrixName } from "./spectrum-types";
import { type Structure, structureOf } from "./structure";

/**
 * Pair `index` of those that `computeSpectrum` gave for the matrix, over all nodes: of unit length; for L_rw D^-½u, of
 * unit length in D. The residual is that of the symmetric matrix, |M·u − λ·u|₂.
 */
export function eigenvectorOf(
  input: GraphInput,
  name: MatrixName,
  { values, vectors }: Eigenpairs,
  index: number,
): { value: number; vector: Float64Array; residual: number } {
  const structure = structureOf(input, name);
  const n = structure.matrix.rows;
  const unit = vectors.slice(index * n, (index + 1) * n);
  const value = values[index];
  const image = multiply(structure.matrix, unit);
  const residual = Math.sqrt(image.reduce((sum, y, i) => sum + (y - value * unit[i]) ** 2, 0));
  const scale = similarity(structure);
  return { value, vector: scale ? unit.map((x, i) => x / scale[i]) : unit, residual };
}

/**
 * √d of each node where L_rw = D^-½ L_sym D^½ is looked at through L_sym, 1 at isolated nodes; undefined for the other
 * matrices, which are symmetric themselves.
 */
export function similarity({ name, roots }: Structure): Float64Array | undefined {
  return name === "randomwalk" ? roots.map((root) => root || 1) : undefined;
}
