// xᵀMx of a signal x, added up edge by edge, beside the product with the matrix, and its Rayleigh quotient.

import { multiply } from "./csr";
import type { GraphInput } from "./matrices";
import type { MatrixName, QuadraticForm } from "./spectrum-types";
import { type Structure, structureOf } from "./structure";

/** Shares that are given, the largest first. */
const shareLimit = 200;

const formulas: Readonly<Record<MatrixName, string>> = {
  adjacency: "2·w·x_u·x_v",
  combinatorial: "w·(x_u − x_v)²",
  normalized: "w·(x_u/√d_u − x_v/√d_v)²",
  randomwalk: "w·(x_u − x_v)² (xᵀDL_rw x = xᵀLx)",
  propagation: "2·w·x_u·x_v/√(d̃_u·d̃_v)",
  hypergraph: "Σ over hyperedges with both of w/|e|·(x_u/√d_u − x_v/√d_v)²",
};

/** `signal` [nodes]; `ends`: the smallest and the largest eigenvalue, where they are known. */
export function quadraticForm(
  input: GraphInput,
  name: MatrixName,
  signal: Float64Array,
  ends: { least?: number; most?: number } = {},
): QuadraticForm {
  // xᵀDL_rw x = xᵀLx: the edges and the product are those of L, D comes in with the norm alone.
  const structure = structureOf(input, name === "randomwalk" ? "combinatorial" : name);
  const { matrix } = structure;
  const share = shareOf(structure, signal);
  const largest = new Largest(shareLimit);
  let [value, rest] = [0, 0];
  for (let u = 0; u < matrix.rows; u++) {
    let own = 0;
    for (let at = matrix.rowPointers[u]; at < matrix.rowPointers[u + 1]; at++) {
      const v = matrix.columnIndices[at];
      if (v === u) own = matrix.values[at];
      if (v <= u) continue;
      const part = share(u, v, matrix.values[at]);
      value += part;
      largest.add({ source: u, target: v, share: part });
    }
    rest += restOf(structure, own) * signal[u] * signal[u];
  }
  const image = multiply(matrix, signal);
  const product = signal.reduce((sum, x, u) => sum + x * image[u], 0);
  const weights = name === "randomwalk" ? structureOf(input, name).roots : undefined;
  const norm = signal.reduce((sum, x, u) => sum + x * x * (weights ? weights[u] ** 2 : 1), 0);
  return {
    matrix: name,
    value: value + rest,
    product,
    norm,
    rayleigh: norm === 0 ? 0 : (value + rest) / norm,
    ...ends,
    formula: formulas[name],
    edges: largest.list(),
    rest,
  };
}

/** The share of an edge, from the entry of the matrix at its two ends. */
function shareOf({ name, roots }: Structure, x: Float64Array): (u: number, v: number, entry: number) => number {
  if (name === "adjacency" || name === "propagation") return (u, v, entry) => 2 * entry * x[u] * x[v];
  if (name === "combinatorial") return (u, v, entry) => -entry * (x[u] - x[v]) ** 2;
  return (u, v, entry) => -entry * roots[u] * roots[v] * (x[u] / roots[u] - x[v] / roots[v]) ** 2;
}

/** What of the diagonal no edge has taken up: all of it where shares are products, nothing where they are squares. */
const restOf = ({ name }: Structure, diagonal: number): number =>
  name === "adjacency" || name === "propagation" ? diagonal : 0;

type Share = QuadraticForm["edges"][number];

/** The largest in size of many shares, in memory for twice as many as are kept. */
class Largest {
  private kept: Share[] = [];
  private least = 0;

  constructor(private readonly limit: number) {}

  add(share: Share): void {
    if (Math.abs(share.share) < this.least) return;
    this.kept.push(share);
    if (this.kept.length >= 2 * this.limit) this.cut();
  }

  list(): Share[] {
    this.cut();
    return this.kept;
  }

  private cut(): void {
    this.kept.sort((a, b) => Math.abs(b.share) - Math.abs(a.share) || a.source - b.source || a.target - b.target);
    if (this.kept.length <= this.limit) return;
    this.kept.length = this.limit;
    this.least = Math.abs(this.kept[this.limit - 1].share);
  }
}
