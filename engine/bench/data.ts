// Data and initial weights of the benchmarks: functions of seed and index, so that any engine can build the same ones.

/** The finalizer of MurmurHash3 (A. Appleby) on a 32-bit unsigned integer. */
export function fmix32(x: number): number {
  let h = x | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Uniform in [0, 1). */
export const u = (seed: number, index: number): number => fmix32((index + fmix32(seed)) | 0) / 2 ** 32;

const fill = (length: number, value: (index: number) => number): Float32Array => {
  const values = new Float32Array(length);
  for (let i = 0; i < length; i++) values[i] = value(i);
  return values;
};

/** Uniform in [low, high). */
export const uni = (seed: number, low: number, high: number, length: number): Float32Array =>
  fill(length, (i) => low + (high - low) * u(seed, i));

/** Normal with standard deviation `deviation`, by Box and Muller. */
export const normal = (seed: number, deviation: number, length: number): Float32Array =>
  fill(length, (i) => deviation * Math.sqrt(-2 * Math.log(1 - u(seed, i))) * Math.cos(2 * Math.PI * u(seed + 7919, i)));

/** Uniform among 0 … n − 1. */
export const draw = (seed: number, n: number, length: number): Int32Array =>
  Int32Array.from({ length }, (_, i) => Math.floor(n * u(seed, i)));

/** A weight of `length`, uniform in ±√(6/(fanIn + fanOut)) (X. Glorot, Y. Bengio, 2010). */
export function glorot(seed: number, fanIn: number, fanOut: number, length = fanIn * fanOut): Float32Array {
  const bound = Math.sqrt(6 / (fanIn + fanOut));
  return uni(seed, -bound, bound, length);
}

/** Pairs of numbers below n, flat: those of `next` that are no loops, each pair once whatever its order, the first m. */
export function distinctPairs(n: number, m: number, next: (index: number) => readonly [number, number]): Int32Array {
  const pairs = new Int32Array(2 * m);
  const known = new Set<number>();
  for (let index = 0; known.size < m; index++) {
    const [a, b] = next(index);
    const key = Math.min(a, b) * n + Math.max(a, b);
    if (a === b || known.has(key)) continue;
    pairs.set([a, b], 2 * known.size);
    known.add(key);
  }
  return pairs;
}

/** m edges, flat, of a random graph of n nodes. */
export const undirected = (n: number, m: number, seed: number): Int32Array =>
  distinctPairs(n, m, (k) => [Math.floor(n * u(seed, k)), Math.floor(n * u(seed + 1, k))]);
