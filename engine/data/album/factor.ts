// How many times as large one picture of a pair is as the other.

interface Size {
  width: number;
  height: number;
}

/**
 * How many times as wide and as high `large` is, where that is one whole number. Pixels at the right and lower rim count
 * for nothing where they are too few for one of the small picture. Undefined for other sizes.
 */
export function factorOf(small: Size, large: Size): number | undefined {
  const factor = Math.floor(large.width / small.width);
  return factor >= 1 && Math.floor(large.height / small.height) === factor && beyond(factor, small, large) < factor
    ? factor
    : undefined;
}

const beyond = (factor: number, small: Size, large: Size): number =>
  Math.max(large.width - factor * small.width, large.height - factor * small.height);

/** The one that comes most often, of those the smallest. */
export function mostFrequent(factors: readonly number[]): number {
  const count = (factor: number) => factors.filter((one) => one === factor).length;
  return [...new Set(factors)].sort((a, b) => count(b) - count(a) || a - b)[0];
}
