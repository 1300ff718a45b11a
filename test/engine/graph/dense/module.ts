// The dense solver of the compiled module, as the build puts it into dist, and a pace that never waits.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Machine } from "../../../../engine/graph/dense/machine";
import { compileDenseSolver } from "../../../../engine/graph/dense/solver";
import { eigenvalues } from "../../../../engine/graph/dense/values";
import type { DenseSolver, SolverPace } from "../../../../engine/graph/solver";
import { denseModuleFile } from "../../../../engine/kernels/modules";

const kernels = join(__dirname, "..", "..", "..", "..", "dist", "kernels");
const read = (file: string): Promise<Uint8Array> => readFile(join(kernels, file));

export const atOnce: SolverPace = { breathe: async () => {} };

export const denseSolver = (): Promise<DenseSolver> => compileDenseSolver(read);

/** Eigenvalues by way of a band, which the solver takes for large matrices alone. */
export async function valuesInTwoSteps(matrix: Float64Array, n: number): Promise<Float64Array> {
  const module = await WebAssembly.compile(Uint8Array.from(await read(denseModuleFile)));
  return eigenvalues(new Machine(module), matrix, n, atOnce, 2);
}
