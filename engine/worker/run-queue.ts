// Runs of one kind that a worker was asked for: one at a time, in the order in which they were asked for.

import { InputError } from "../errors";
import { RunControl } from "../experiment/control";

export class RunQueue {
  /** The end of the last run that was asked for: the next one begins after it. */
  private last: Promise<void> = Promise.resolve();

  /** `active` holds what waits or runs, by folder, whatever its kind: `stop` finds it there. */
  constructor(private readonly active: Map<string, RunControl>) {}

  /**
   * Works when those before are through, unless it is stopped before; resolves when it is over.
   * @throws InputError, with this sentence, while a run of the folder is there already
   */
  add(folder: string, refusal: string, work: (control: RunControl) => Promise<void>): Promise<void> {
    const { active } = this;
    if (active.has(folder)) throw new InputError(refusal, { file: folder });
    const control = new RunControl();
    active.set(folder, control);
    const turn = this.last.then(() => (control.stopped ? undefined : work(control)));
    const over = turn.finally(() => active.delete(folder));
    this.last = over.catch(() => undefined);
    return over;
  }
}
