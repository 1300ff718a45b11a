// Numbers that look random, from a seed and an index, quick enough to fill vectors of millions of rows.

/** 32 bits that differ unpredictably from index to index (the finalizer of MurmurHash3, A. Appleby). */
export function noiseBits(seed: number, index: number): number {
  let bits = (Math.imul(seed, 0x9e3779b1) + index) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** Uniform in (−1, 1). */
export const noise = (seed: number, index: number): number => (noiseBits(seed, index) + 0.5) / 2 ** 31 - 1;
