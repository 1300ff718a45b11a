// The solver of sparse eigenvalue problems: kernels of WebAssembly on one thread or several.

import type { DenseSolver, SparseSolver } from "../solver";
import { extremes, extremesBytes } from "./extremes";
import type { SpectrumThreads } from "./machine";
import { moments } from "./moments";

/**
 * With the module that `assembly` was compiled to. Results do not depend on the number of threads. Small matrices are
 * solved by `dense`, or by a plain algorithm without one.
 */
export function sparseSolver(module: WebAssembly.Module, threads?: SpectrumThreads, dense?: DenseSolver): SparseSolver {
  const count = threads?.count ?? 1;
  return {
    threads: count,
    bytes: (matrix, k) => extremesBytes(matrix, k, count),
    extremes: (matrix, request, pace) => extremes(module, matrix, request, pace, { threads, dense }),
    moments: (matrix, request, pace) => moments(module, matrix, request, pace, threads),
  };
}
