// What solves eigenvalue problems of symmetric matrices: the ports to the dense and the sparse solver.

import type { Breathe } from "../tasks/table/matrix";
import type { CsrMatrix } from "./csr";

/** Long computations breathe, tell how far they are, and end early (with a rejection) when nobody waits any more. */
export interface SolverPace {
  breathe: Breathe;
  /** Whether nobody waits for the result any more; asked about every 20 ms. */
  stopped?(): boolean;
  /** How far it has come, 0 to 1. */
  progress?(fraction: number): void;
}

/** The rejection of a computation that was stopped. */
export class SolverStopped extends Error {}

export interface Eigenpairs {
  /** Ascending. */
  values: Float64Array;
  /** Row-major, one unit vector a row: vector k at [k · n, (k + 1) · n). Vectors of equal values are orthogonal too. */
  vectors: Float64Array;
}

/** All of a symmetric matrix, n × n, row-major; only its lower triangle is read, and it may be overwritten. */
export interface DenseSolver {
  readonly threads: number;
  /** Bytes of memory that it takes beside the matrix. */
  bytes(n: number, vectors: boolean): number;
  /** Ascending. */
  eigenvalues(matrix: Float64Array, n: number, pace: SolverPace): Promise<Float64Array>;
  eigenpairs(matrix: Float64Array, n: number, pace: SolverPace): Promise<Eigenpairs>;
}

export interface ExtremeRequest {
  /** So many pairs from the end; fewer than the matrix has rows. */
  k: number;
  end: "smallest" | "largest";
  /** Of each pair: |A·v − λ·v|₂ for unit v; 1e-8 · an estimate of the norm unless said. */
  tolerance?: number;
  /** Bounds that all eigenvalues are known to lie in. */
  bounds?: readonly [number, number];
  /** Unit vectors, row-major as in Eigenpairs, that are known and to be left out (a null space). */
  known?: Float64Array;
  seed?: number;
}

export interface Extremes extends Eigenpairs {
  /** |A·v − λ·v|₂ of each pair, computed from the matrix at the end. */
  residuals: Float64Array;
  /** Products with the matrix, counted a vector each. */
  products: number;
  /** In a word: the method that was used ("chebyshev-davidson", "shift-invert lanczos", …). */
  method: string;
}

/** Some of a symmetric sparse matrix, or the density of all. */
export interface SparseSolver {
  readonly threads: number;
  /** Bytes of memory that `extremes` takes for k pairs. */
  bytes(matrix: CsrMatrix, k: number): number;
  extremes(matrix: CsrMatrix, request: ExtremeRequest, pace: SolverPace): Promise<Extremes>;
  /**
   * Chebyshev moments of the density of eigenvalues, mean over probes of zᵀT_m(B)z / n, m = 0 … count − 1, for a matrix
   * B whose spectrum lies in [−1, 1] (R. Silver, H. Röder, 1994; the kernel polynomial method). Probes are ±1.
   */
  moments(matrix: CsrMatrix, request: MomentRequest, pace: SolverPace): Promise<Float64Array>;
}

export interface MomentRequest {
  count: number;
  probes: number;
  /** Entry of a probe for a row: ±1; drawn from `seed` unless given. */
  probe?: (row: number, probe: number) => number;
  seed?: number;
}

export interface Solvers {
  dense: DenseSolver;
  sparse: SparseSolver;
}
