// Jobs in three lanes: two for those that compute, one for those that mostly wait; each takes the others' jobs when its own are done.

export interface Job {
  /** Whether it mostly waits, as for a window, and leaves the processor to others. */
  waits: boolean;
  run(): Promise<void>;
}

/** Runs all jobs, those of a kind begun in their order; resolves when the last one has ended. */
export async function runInLanes(jobs: readonly Job[]): Promise<void> {
  const queue = [...jobs];
  const lane = async (waits: boolean): Promise<void> => {
    while (queue.length > 0) {
      const own = queue.findIndex((job) => job.waits === waits);
      const [job] = queue.splice(Math.max(own, 0), 1);
      await job.run();
    }
  };
  await Promise.all([lane(false), lane(false), lane(true)]);
}
