// Runs on the command line: every event told as it happens, Ctrl-C as a stop, the error of a run thrown at its end.

import type { RunControl } from "../experiment/control";

/** @throws what the run has failed with */
export async function tell<E>(run: AsyncGenerator<E, unknown>, take: (event: E) => void): Promise<void> {
  for (;;) {
    const next = await run.next();
    if (next.done) {
      if (next.value !== undefined) throw next.value;
      return;
    }
    take(next.value);
  }
}

/** Stops the run at the first interrupt while `work` goes on; a second one ends the process. */
export async function untilInterrupted(control: RunControl, work: () => Promise<void>): Promise<void> {
  const interrupted = () => control.stop();
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    await work();
  } finally {
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
  }
}
