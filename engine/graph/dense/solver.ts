// The dense solver of symmetric eigenvalue problems: all eigenvalues, or all pairs, of a matrix, in WebAssembly on one thread.

import { InputError } from "../../errors";
import { denseModuleFile } from "../../kernels/modules";
import { grouped } from "../../words";
import type { DenseSolver } from "../solver";
import { sizesOfPairs, sizesOfValues } from "./layout";
import { Machine, memoryBytes } from "./machine";
import { eigenpairs } from "./pairs";
import { eigenvalues } from "./values";

/** Bytes that a problem may take: what 32 bits address, less what the engine's host needs of it. */
const mostBytes = 3.5e9;
/** A machine that holds more is not kept for the next problem. */
const keptBytes = 1 << 24;

/**
 * The solver whose module `read` gives, a file of `dist/kernels`. Its methods throw an InputError when a matrix is too
 * large for 32-bit memory or holds what is no finite number, and SolverStopped when nobody waits any more.
 */
export async function compileDenseSolver(read: (file: string) => Promise<Uint8Array>): Promise<DenseSolver> {
  const module = await WebAssembly.compile(await read(denseModuleFile));
  const idle: Machine[] = [];
  const withMachine = async <T>(n: number, vectors: boolean, compute: (machine: Machine) => Promise<T>): Promise<T> => {
    refuseLarge(n, vectors);
    const machine = idle.pop() ?? new Machine(module);
    try {
      return await compute(machine);
    } finally {
      if (machine.bytes <= keptBytes) idle.push(machine);
    }
  };
  return {
    threads: 1,
    bytes: bytesOf,
    eigenvalues: (matrix, n, pace) => withMachine(n, false, (machine) => eigenvalues(machine, matrix, n, pace)),
    eigenpairs: (matrix, n, pace) => withMachine(n, true, (machine) => eigenpairs(machine, matrix, n, pace)),
  };
}

/** With vectors, the result as well. */
function bytesOf(n: number, vectors: boolean): number {
  return vectors ? memoryBytes(sizesOfPairs(n)) + 8 * n * n : memoryBytes(sizesOfValues(n));
}

function refuseLarge(n: number, vectors: boolean): void {
  const needed = bytesOf(n, vectors);
  if (needed <= mostBytes) return;
  const what = vectors ? "eigenvectors" : "eigenvalues";
  throw new InputError(
    `All ${what} of a matrix of ${grouped(n)} rows take ${grouped(needed)} bytes, more than ${grouped(mostBytes)}: ask for ${
      vectors ? "the eigenvalues alone, or for " : ""
    }some pairs from an end of the spectrum, or for its density.`,
  );
}
