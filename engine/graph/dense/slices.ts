// Where a long computation breathes, tells how far it is, and ends early.

import { sliceMilliseconds } from "../../tasks/table/matrix";
import { type SolverPace, SolverStopped } from "../solver";

export class Slices {
  private last = performance.now();
  private done = 0;

  /** `work`: of the whole computation, in any unit. */
  constructor(
    private readonly pace: SolverPace,
    private readonly work: number,
  ) {}

  /** Counts work that was done; whether it is time for `rest`. */
  spend(work: number): boolean {
    this.done += work;
    return performance.now() - this.last >= sliceMilliseconds;
  }

  /** @throws SolverStopped when nobody waits any more */
  async rest(): Promise<void> {
    const { breathe, progress } = this.pace;
    progress?.(Math.min(1, this.done / this.work));
    await breathe();
    this.check();
    this.last = performance.now();
  }

  /** @throws SolverStopped when nobody waits any more */
  check(): void {
    if (this.pace.stopped?.()) throw new SolverStopped("The computation of eigenvalues was stopped.");
  }

  finish(): void {
    this.pace.progress?.(1);
  }
}
