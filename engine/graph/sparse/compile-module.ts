// From the file of the kernels for sparse eigenvalue problems to their solver, for hosts that do not know WebAssembly's types.

import { sparseModuleFile } from "../../kernels/modules";
import type { DenseSolver, SparseSolver } from "../solver";
import type { SpectrumThreads } from "./machine";
import { sparseSolver } from "./solver";

/** The solver of sparse problems; `read` gives the bytes of a file of `dist/kernels`, `dense` solves small ones. */
export async function compileSparseSolver(
  read: (file: string) => Promise<Uint8Array>,
  threads?: SpectrumThreads,
  dense?: DenseSolver,
): Promise<SparseSolver> {
  return sparseSolver(await WebAssembly.compile(await read(sparseModuleFile)), threads, dense);
}
