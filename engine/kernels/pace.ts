// Whether a program is faster on one thread or on all: waiting for threads costs much while others use the machine.

export type Way = "one" | "all";

/** Share of the time that may be lost by trying the way that was slower. */
const trialShare = 0.02;
/** Milliseconds of computing in which both ways take turns, until the kernels have been compiled for speed. */
const warmUp = 250;
/** Weight of a new time beside those before. */
const weight = 0.3;
/** One thread is taken only where it is clearly faster. */
const clearly = 0.97;

/**
 * Milliseconds of a step, either way, as far as they are known. The choice changes no bits, so that times may make it:
 * a program has the same results on any number of threads.
 */
export class Pace {
  private readonly perStep: Partial<Record<Way, number>> = {};
  private sinceTrial = 0;
  private spent = 0;
  private last: Way = "one";

  /** For a call of so many steps. */
  choose(steps: number): Way {
    const { one, all } = this.perStep;
    if (one === undefined || all === undefined || this.spent < warmUp) return this.last === "one" ? "all" : "one";
    const faster: Way = one < clearly * all ? "one" : "all";
    const loss = steps * Math.abs(one - all);
    if (loss > trialShare * this.sinceTrial) return faster;
    this.sinceTrial = 0;
    return faster === "one" ? "all" : "one";
  }

  /** Takes how long a call took. */
  note(way: Way, steps: number, milliseconds: number): void {
    if (steps === 0) return;
    const before = this.perStep[way];
    const now = milliseconds / steps;
    this.perStep[way] = before === undefined || this.spent < warmUp ? now : before + weight * (now - before);
    this.spent += milliseconds;
    this.sinceTrial += milliseconds;
    this.last = way;
  }
}
