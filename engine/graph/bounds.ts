// Statements of theory about a spectrum held against it; one whose conditions the graph does not meet is not made.

import { rowSums } from "./csr";
import type { SimpleGraph } from "./simple-graph";
import { spanningTrees } from "./spanning-trees";
import type { SpectrumBound } from "./spectrum-types";
import type { Structure } from "./structure";

/** What is known of the spectrum. */
export interface KnownSpectrum {
  least?: number;
  most?: number;
  /** All eigenvalues, ascending, where they are known. */
  all?: Float64Array;
}

/** Relative slack in which a computed side may miss. */
const slack = 1e-7;

export function boundsOf(structure: Structure, known: KnownSpectrum): SpectrumBound[] {
  const list = new Statements(known);
  if (!structure.graph) boundsOfHypergraph(structure, list);
  else if (!hasLoops(structure.graph)) {
    const facts = factsOf(structure.graph);
    const { name } = structure;
    if (name === "adjacency") boundsOfAdjacency(structure, facts, list);
    else if (name === "combinatorial") boundsOfLaplacian(structure, facts, list);
    else if (name === "propagation") boundsOfPropagation(structure, facts, list);
    else if (name === "hypergraph") boundsOfHypergraph(structure, list);
    else boundsOfNormalized(structure, facts, list);
  }
  return list.made;
}

class Statements {
  readonly made: SpectrumBound[] = [];

  constructor(readonly known: KnownSpectrum) {}

  /** left ≤ right, where both are known. */
  atMost(formula: string, left: number | undefined, right: number | undefined, proof: string): void {
    if (left === undefined || right === undefined) return;
    this.made.push({ formula, left, right, holds: left <= right + slackOf(left, right), proof });
  }

  /** left < right, where both are known. */
  below(formula: string, left: number | undefined, right: number | undefined, proof: string): void {
    if (left === undefined || right === undefined) return;
    this.made.push({ formula, left, right, holds: left < right, proof });
  }

  equal(formula: string, left: number | undefined, right: number | undefined, proof: string): void {
    if (left === undefined || right === undefined) return;
    this.made.push({ formula, left, right, holds: Math.abs(left - right) <= slackOf(left, right), proof });
  }

  /** Σ f(λ), where all are known. */
  sum(of: (value: number) => number): number | undefined {
    return this.known.all?.reduce((sum, value) => sum + of(value), 0);
  }
}

const slackOf = (left: number, right: number) => slack * Math.max(1, Math.abs(left), Math.abs(right));

interface Facts {
  /** Σ of the weights at each node, and of their absolute values. */
  degrees: Float64Array;
  absolute: Float64Array;
  most: number;
  /** Largest d_u + d_v of an edge. */
  pair: number;
  /** Σ over edges of w and of w². */
  weight: number;
  squares: number;
  nodes: number;
  /** Nodes with an edge. */
  joined: number;
}

function factsOf({ nodes, adjacency }: SimpleGraph): Facts {
  const degrees = rowSums(adjacency);
  const absolute = rowSums({ ...adjacency, values: adjacency.values.map(Math.abs) });
  let [pair, weight, squares, joined] = [0, 0, 0, 0];
  for (let u = 0; u < nodes; u++) {
    if (adjacency.rowPointers[u] < adjacency.rowPointers[u + 1]) joined++;
    for (let at = adjacency.rowPointers[u]; at < adjacency.rowPointers[u + 1]; at++) {
      pair = Math.max(pair, degrees[u] + degrees[adjacency.columnIndices[at]]);
      weight += adjacency.values[at] / 2;
      squares += adjacency.values[at] ** 2 / 2;
    }
  }
  return { degrees, absolute, most: maximum(degrees), pair, weight, squares, nodes, joined };
}

const maximum = (values: Float64Array) =>
  values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);

function hasLoops({ nodes, adjacency: { rowPointers, columnIndices } }: SimpleGraph): boolean {
  for (let u = 0; u < nodes; u++) {
    for (let at = rowPointers[u]; at < rowPointers[u + 1]; at++) if (columnIndices[at] === u) return true;
  }
  return false;
}

function boundsOfLaplacian({ graph, positive, parts }: Structure, facts: Facts, list: Statements): void {
  const { least, most, all } = list.known;
  const { weighted, edges } = graph!;
  const plain = !weighted && edges > 0;
  if (positive) {
    list.atMost("0 ≤ λ_min(L)", 0, least, "xᵀLx = Σ w(x_u − x_v)² over the edges is a sum of squares.");
  }
  if (plain) {
    const proof =
      "The node of largest degree d and its neighbours hold a star, whose largest eigenvalue is d + 1; more edges never lower it.";
    list.atMost("d_max + 1 ≤ λ_max(L)", facts.most + 1, most, proof);
  } else {
    list.atMost(
      "d_max ≤ λ_max(L)",
      facts.most,
      most,
      "The Rayleigh quotient of the vector that is 1 at one node is its degree.",
    );
  }
  if (positive && edges > 0) {
    const proof =
      "λ_max(L) ≤ λ_max(D + A), which has the same largest eigenvalue as a matrix over the edges whose rows add up to d_u + d_v (Anderson and Morley, 1985).";
    list.atMost("λ_max(L) ≤ max (d_u + d_v) over edges uv", most, facts.pair, proof);
  }
  if (!positive) {
    const right = maximum(facts.degrees.map((degree, u) => degree + facts.absolute[u]));
    list.atMost("λ_max(L) ≤ max (d_u + Σ|w|)", most, right, "Every eigenvalue lies in a Gershgorin disc.");
  }
  const m = plain ? "2m" : "2Σw";
  const trace = "The eigenvalues add up to the diagonal, which holds the degrees; every edge counts at both ends.";
  list.equal(
    `tr L = Σλ = ${m}`,
    list.sum((value) => value),
    2 * facts.weight,
    trace,
  );
  const squares = facts.degrees.reduce((sum, degree) => sum + degree * degree, 2 * facts.squares);
  const second = "Σλ² adds up the squares of all entries: the degrees, and each edge twice.";
  list.equal(
    `tr L² = Σλ² = Σd² + ${plain ? "2m" : "2Σw²"}`,
    list.sum((value) => value * value),
    squares,
    second,
  );
  if (plain && parts.count === 1 && all) {
    const trees = spanningTrees(graph!, all);
    if (trees) {
      const proof = "Kirchhoff's theorem: the product of the eigenvalues above 0, divided by n, is any cofactor of L.";
      list.equal(trees.formula, trees.fromEigenvalues, trees.fromCofactor, proof);
    }
  }
}

function boundsOfNormalized({ graph, positive, name }: Structure, facts: Facts, list: Statements): void {
  const { least, most } = list.known;
  const symbol = name === "randomwalk" ? "L_rw" : "L_sym";
  const { joined } = facts;
  if (positive) {
    const zero = "xᵀL_sym x = Σ w(x_u/√d_u − x_v/√d_v)² over the edges is a sum of squares.";
    const two =
      "xᵀ(2I − L_sym)x = Σ w(x_u/√d_u + x_v/√d_v)² over the edges, and 2x² at isolated nodes, is a sum of squares.";
    list.atMost(`0 ≤ λ_min(${symbol})`, 0, least, zero);
    list.atMost(`λ_max(${symbol}) ≤ 2`, most, 2, two);
  }
  if (positive && joined > 1) {
    const proof =
      "The eigenvalues add up to the number n′ of nodes with edges, and at most n′ − 1 of them are above 0.";
    list.atMost(`n′/(n′ − 1) ≤ λ_max(${symbol})`, joined / (joined - 1), most, proof);
  }
  const trace = "The eigenvalues add up to the diagonal: 1 at every node with an edge, 0 at isolated ones.";
  list.equal(
    `tr ${symbol} = Σλ = n′`,
    list.sum((value) => value),
    joined,
    trace,
  );
  const { rowPointers, columnIndices, values } = graph!.adjacency;
  let squares = joined;
  for (let u = 0; u < facts.nodes; u++) {
    for (let at = rowPointers[u]; at < rowPointers[u + 1]; at++) {
      squares += values[at] ** 2 / (facts.degrees[u] * facts.degrees[columnIndices[at]]);
    }
  }
  const second = "Σλ² adds up the squares of all entries of L_sym.";
  list.equal(
    `tr ${symbol}² = Σλ² = n′ + 2Σ w²/(d_u d_v)`,
    list.sum((value) => value * value),
    squares,
    second,
  );
}

function boundsOfPropagation({ positive }: Structure, facts: Facts, list: Statements): void {
  const { least, most } = list.known;
  if (positive) {
    const below = "I + Â is positive definite: xᵀ(I + Â)x = Σ w(x_u/√d̃_u + x_v/√d̃_v)² + 2Σ x_u²/d̃_u.";
    const above = "I − Â is the normalised Laplacian of the graph with self-loops, a sum of squares.";
    list.below("−1 < λ_min(Â)", -1, least, below);
    list.atMost("λ_max(Â) ≤ 1", most, 1, above);
  }
  const right = facts.degrees.reduce((sum, degree) => sum + 1 / (degree + 1), 0);
  list.equal(
    "tr Â = Σλ = Σ 1/(d + 1)",
    list.sum((value) => value),
    right,
    "The eigenvalues add up to the diagonal.",
  );
}

function boundsOfAdjacency({ positive, graph }: Structure, facts: Facts, list: Statements): void {
  const { least, most } = list.known;
  const plain = !graph!.weighted;
  if (positive) {
    const perron =
      "All entries are 0 or more, so that no eigenvalue is larger in size than λ_max (Perron and Frobenius).";
    const rows = "No eigenvalue is larger than the largest sum of a row.";
    const mean = "The Rayleigh quotient of the vector of ones is the mean degree.";
    list.atMost("λ_max(A) ≤ d_max", most, facts.most, rows);
    list.atMost("mean degree ≤ λ_max(A)", (2 * facts.weight) / facts.nodes, most, mean);
    list.atMost("−λ_min(A) ≤ λ_max(A)", least === undefined ? undefined : -least, most, perron);
    if (plain) {
      const star =
        "A star with d_max leaves is among the edges; its largest eigenvalue is √d_max, and more edges never lower it.";
      list.atMost("√d_max ≤ λ_max(A)", Math.sqrt(facts.most), most, star);
    }
  } else {
    const disc = "Every eigenvalue lies in a Gershgorin disc.";
    list.atMost("λ_max(A) ≤ max Σ|w|", most, maximum(facts.absolute), disc);
    list.atMost("−max Σ|w| ≤ λ_min(A)", -maximum(facts.absolute), least, disc);
  }
  list.equal(
    "tr A = Σλ = 0",
    list.sum((value) => value),
    0,
    "The eigenvalues add up to the diagonal, which is 0.",
  );
  const m = plain ? "2m" : "2Σw²";
  const second = "Σλ² counts closed walks of two steps: each edge there and back from both ends.";
  list.equal(
    `tr A² = Σλ² = ${m}`,
    list.sum((value) => value * value),
    2 * facts.squares,
    second,
  );
}

function boundsOfHypergraph({ matrix, positive }: Structure, list: Statements): void {
  const { least, most } = list.known;
  if (positive) {
    const zero =
      "xᵀΔx = ½ Σ over hyperedges e of w/|e| Σ over u, v in e of (x_u/√d_u − x_v/√d_v)² is a sum of squares.";
    const one = "Θ = (Dv^-½ H W^½ De^-½)(…)ᵀ is positive semidefinite, and Δ = I − Θ.";
    list.atMost("0 ≤ λ_min(Δ)", 0, least, zero);
    list.atMost("λ_max(Δ) ≤ 1", most, 1, one);
  }
  let trace = 0;
  for (let u = 0; u < matrix.rows; u++) {
    for (let at = matrix.rowPointers[u]; at < matrix.rowPointers[u + 1]; at++) {
      if (matrix.columnIndices[at] === u) trace += matrix.values[at];
    }
  }
  const proof = "The eigenvalues add up to the diagonal.";
  list.equal(
    "tr Δ = Σλ = Σ (1 − Σ w/(|e| d))",
    list.sum((value) => value),
    trace,
    proof,
  );
}
