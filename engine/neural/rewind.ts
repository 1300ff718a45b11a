// The snapshot from which a failure of training is looked for: taken anew as training goes on, seldom enough to cost little.

import type { Snapshot } from "./trainer";

/** Computing between two snapshots: so long, or so many times what one takes. */
const leastMilliseconds = 200;
const share = 100;

export class Rewind {
  private snapshot: Snapshot;
  private sinceThen = 0;
  private interval = leastMilliseconds;

  constructor(private readonly take: () => Snapshot) {
    this.snapshot = take();
  }

  /** The last one. */
  get last(): Snapshot {
    return this.snapshot;
  }

  /** So much has been computed since the last call, without a failure. */
  passed(milliseconds: number): void {
    this.sinceThen += milliseconds;
    if (this.sinceThen <= this.interval) return;
    const before = performance.now();
    this.renew();
    this.interval = Math.max(leastMilliseconds, share * (performance.now() - before));
  }

  /** Takes one now: training goes on from elsewhere. */
  renew(): void {
    this.snapshot = this.take();
    this.sinceThen = 0;
  }
}
