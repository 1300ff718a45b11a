// What is asked and said of a spectrum: the matrix, the way it is computed, eigenvalues with what they mean.

import type { Assumption } from "../data/dataset";

/** As the command line's --laplacian names them. */
export const matrixNames = [
  "adjacency",
  "combinatorial",
  "normalized",
  "randomwalk",
  "propagation",
  "hypergraph",
] as const;
export type MatrixName = (typeof matrixNames)[number];

export interface SpectrumRequest {
  matrix: MatrixName;
  /** Extreme pairs at the ends of the spectrum (of all components together); all eigenvalues where absent and they can be had. */
  k?: number;
  /** Which end k counts from; "both" takes k from each. "smallest" unless said ("largest" for adjacency and propagation). */
  end?: "smallest" | "largest" | "both";
  /** Chosen by size where absent. */
  method?: SpectrumMethod;
  /** What is done with directions where the matrix must be symmetric. */
  directions?: "union" | "mutual";
}

export type SpectrumMethod = "dense" | "sparse" | "density";

/** Said before a computation begins. */
export interface SpectrumPlan {
  method: SpectrumMethod;
  /** One sentence: why this method. */
  reason: string;
  /** Bytes of memory at most. */
  bytes: number;
  components: number;
  /** Nodes of the largest component. */
  largest: number;
}

/** Eigenvalues that agree within the accuracy of the method. */
export interface EigenvalueGroup {
  value: number;
  multiplicity: number;
  /** Index of the first of them in `eigenvalues`. */
  first: number;
  /** Where theory fixes the value: why, and what the solver had computed (the farthest from it). */
  exact?: { reason: string; computed: number };
}

/** A statement about the spectrum that theory makes, held against this graph. */
export interface SpectrumBound {
  /** `d_max + 1 ≤ λ_max(L)`, in plain text with the symbols of the field. */
  formula: string;
  /** The two sides as they are here. */
  left: number;
  right: number;
  holds: boolean;
  /** Why it holds, in one sentence. */
  proof: string;
}

export interface SpectrumDensity {
  /** Eigenvalue at the middle of each bin of the smooth part, and the share of eigenvalues per unit there. */
  at: number[];
  density: number[];
  /** Eigenvalues that repeat because of motifs in the graph, counted exactly and left out of the smooth part. */
  spikes: { value: number; count: number; reason: string }[];
  moments: number[];
  probes: number;
}

export interface Spectrum {
  event: "spectrum";
  matrix: MatrixName;
  /** The definition of the matrix, in plain text with the symbols of the field. */
  formula: string;
  method: SpectrumMethod;
  reason: string;
  nodes: number;
  edges: number;
  /** Ascending: all, or those asked for. Empty for a density. */
  eigenvalues: number[];
  /** Whether `eigenvalues` are all there are. */
  complete: boolean;
  groups: EigenvalueGroup[];
  /** Eigenvalues that differ by no more than this from the one before are in one group. */
  tolerance?: number;
  /** Largest |A·v − λ·v|₂ over the pairs that were checked, for unit v; absent where eigenvalues alone were computed. */
  residual?: number;
  /** Of all pairs: largest |UΛUᵀ − A| and |UᵀU − I| entry; where all vectors were computed. */
  decomposition?: { residual: number; orthogonality: number };
  components: { count: number; isolated: number; largest: number };
  /** Non-trivial components that are bipartite, which is the multiplicity of 2 in L_sym. */
  bipartite: number;
  /** What the number of zeros (or of ones of Â) says, in one sentence. */
  zeros?: { count: number; sentence: string };
  /** Smallest eigenvalue above 0 of the largest component (algebraic connectivity for L), or λ1 − λ2 for adjacency and Â. */
  gap?: { value: number; sentence: string };
  bounds: SpectrumBound[];
  density?: SpectrumDensity;
  assumptions: Assumption[];
  seconds: number;
}

/** xᵀMx of a signal, added up edge by edge. */
export interface QuadraticForm {
  matrix: MatrixName;
  /** xᵀMx from the edges, and from the product with the matrix. */
  value: number;
  product: number;
  /** xᵀx (xᵀDx for the random-walk Laplacian). */
  norm: number;
  rayleigh: number;
  /** Ends of the spectrum, where known. */
  least?: number;
  most?: number;
  /** The formula of an edge's share, in plain text. */
  formula: string;
  /** The largest shares first, at most 200. */
  edges: { source: number; target: number; share: number }[];
  /** Share of the diagonal or of isolated nodes, where the matrix has such. */
  rest: number;
}

export const graphFilterNames = ["low", "high", "band", "heat", "wavelet"] as const;
/** low, high, band: cut at eigenvalues; heat: e^{−tλ}; wavelet: t·λ·e^{1 − t·λ} (a Mexican-hat-like band pass at λ = 1/t). */
export type GraphFilter =
  | { kind: "low" | "high"; cut: number }
  | { kind: "band"; from: number; to: number }
  | { kind: "heat" | "wavelet"; t: number };

/** A signal on the nodes, in the eigenvectors of a symmetric matrix. */
export interface GraphSignal {
  matrix: MatrixName;
  /** Of each eigenvalue in `eigenvalues`. */
  eigenvalues: Float64Array;
  coefficients: Float64Array;
  /** Of the nodes, filtered; the signal itself without a filter. */
  filtered: Float64Array;
  /** Response of the filter at each eigenvalue. */
  response: Float64Array;
  /** Σx² and Σx̂²: equal by Parseval's theorem. */
  energy: { nodes: number; frequencies: number };
  /** Whether all eigenvectors are there; else the filter works by a Chebyshev polynomial and coefficients are of the k known. */
  complete: boolean;
  /** Of the filter's polynomial: the largest difference from the filter, farther than `beside` from where it jumps. */
  polynomial?: { degree: number; error: number; beside: number };
}
