// The hand on a running training: stop, pause, go on; asked between two slices.

export class RunControl {
  private stopping = false;
  private resting?: { over: Promise<void>; end(): void };

  get stopped(): boolean {
    return this.stopping;
  }

  get paused(): boolean {
    return this.resting !== undefined;
  }

  /** Ends the training at the next slice, with a checkpoint to go on from. */
  stop(): void {
    this.stopping = true;
    this.pause(false);
  }

  pause(paused: boolean): void {
    if (!paused) {
      this.resting?.end();
      this.resting = undefined;
    } else if (!this.resting && !this.stopping) {
      let end = () => {};
      const over = new Promise<void>((resolve) => {
        end = resolve;
      });
      this.resting = { over, end };
    }
  }

  /** Resolves at once, or when a pause is over. */
  async awake(): Promise<void> {
    await this.resting?.over;
  }
}
