// How long something takes: warmed up, repeated, and summarised by median and minimum.

/** Milliseconds per unit of work. */
export interface Timing {
  median: number;
  minimum: number;
}

const warmUp = 250;
const innerLoop = 120;
const repeats = 7;

/** Times `run(count)`, which does `count` units of work; counts are chosen so that a call takes at least 0.12 s. */
export function time(run: (count: number) => void): Timing {
  const measure = (count: number): number => {
    const started = performance.now();
    run(count);
    return performance.now() - started;
  };
  let count = 1;
  let spent = 0;
  let last = 0;
  while (spent < warmUp || last < innerLoop) {
    if (last < innerLoop) count = last < innerLoop / 8 ? count * 2 : Math.ceil((count * innerLoop * 1.1) / last);
    last = measure(count);
    spent += last;
  }
  const times = Array.from({ length: repeats }, () => measure(count) / count).sort((a, b) => a - b);
  return { median: times[(repeats - 1) / 2], minimum: times[0] };
}
