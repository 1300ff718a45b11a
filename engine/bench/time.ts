// How long something takes: warmed up, repeated, and summarised by median and minimum.

/** Milliseconds per unit of work. */
export interface Timing {
  median: number;
  minimum: number;
  repeats: number;
}

const warmUp = 250;
const innerLoop = 120;
const repeats = 7;

/**
 * Times `run(count)`, which does `count` units of work; counts are chosen so that a call takes at least 0.12 s. After
 * `budget` milliseconds no repeat begins any more: where there is none by then, the warm-up counts as one.
 */
export async function time(
  run: (count: number) => void | Promise<void>,
  budget = Number.POSITIVE_INFINITY,
): Promise<Timing> {
  const begin = performance.now();
  const measure = async (count: number): Promise<number> => {
    const started = performance.now();
    await run(count);
    return performance.now() - started;
  };
  let count = 1;
  let last = await measure(count);
  for (let spent = last; spent < warmUp || last < innerLoop; spent += last) {
    if (last < innerLoop) count = last < innerLoop / 8 ? count * 2 : Math.ceil((count * innerLoop * 1.1) / last);
    last = await measure(count);
  }
  const times: number[] = [];
  while (times.length < repeats && performance.now() - begin < budget) times.push((await measure(count)) / count);
  if (times.length === 0) times.push(last / count);
  times.sort((a, b) => a - b);
  return { median: times[(times.length - 1) >> 1], minimum: times[0], repeats: times.length };
}
