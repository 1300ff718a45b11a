// Jobs in three lanes: two for those that compute, one for those that mostly wait; two of them take others' jobs when their own are done.

export interface Job {
  /** Whether it mostly waits, as for a window, and leaves the processor to others. */
  waits: boolean;
  run(): Promise<void>;
}

/** Runs all jobs, those of a kind begun in their order, of those that wait two at a time at most; resolves when the last one has ended. */
export async function runInLanes(jobs: readonly Job[]): Promise<void> {
  const queue = [...jobs];
  const lane = async (waits: boolean, helps: boolean): Promise<void> => {
    for (;;) {
      const own = queue.findIndex((job) => job.waits === waits);
      if (queue.length === 0 || (own < 0 && !helps)) return;
      const [job] = queue.splice(Math.max(own, 0), 1);
      await job.run();
    }
  };
  await Promise.all([lane(false, true), lane(false, false), lane(true, true)]);
}
