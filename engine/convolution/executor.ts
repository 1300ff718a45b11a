// What computes programs of filters: WebAssembly in products, plain TypeScript as the oracle.

import type { FilterProgram, Region, Window } from "./program";

export interface FilterExecutor {
  /** Threads that compute at most. */
  readonly threads: number;
  /**
   * The pixels of `region` of a node of the program, the last one unless said, on the picture of which `source` is a
   * part that holds at least what `neededRegion` says. They may be written to `into`, of the node's type and as long as
   * the result: memory that has been used before is written in a fraction of the time of fresh one. Threads help where
   * the samples of both lie in shared memory. The result is what is returned.
   */
  render(program: FilterProgram, source: Window, region: Region, node?: number, into?: Window["samples"]): Window;
  close(): void;
}
