// Counter-based random numbers: Threefry-2x32 with 20 rounds, so that every executor draws the same ones in any order.

// J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011: rotations and the key-schedule constant.
const rotations = [13, 15, 26, 6, 17, 29, 16, 24];
const parity = 0x1bd11bda;

/**
 * One block: two 32-bit words for a key (k0, k1) and a counter (c0, c1), written to `out` as unsigned integers.
 */
export function threefry(k0: number, k1: number, c0: number, c1: number, out: Uint32Array): void {
  const k2 = parity ^ k0 ^ k1;
  const schedule = [k0 | 0, k1 | 0, k2 | 0];
  let x = (c0 + k0) | 0;
  let y = (c1 + k1) | 0;
  for (let round = 0; round < 20; round++) {
    const rotation = rotations[round & 7];
    x = (x + y) | 0;
    y = ((y << rotation) | (y >>> (32 - rotation))) ^ x;
    if ((round & 3) === 3) {
      const injection = (round >> 2) + 1;
      x = (x + schedule[injection % 3]) | 0;
      y = (y + schedule[(injection + 1) % 3] + injection) | 0;
    }
  }
  out[0] = x;
  out[1] = y;
}

/** 32 random bits as a number in [0, 1): the upper 24 bits, which both f32 and f64 hold exactly. */
export const toUnit = (bits: number): number => (bits >>> 8) * 2 ** -24;

/** A sequence of numbers, for what is drawn outside a program: shuffles, splits, initial weights, generated data. */
export class Random {
  private counter = 0;
  private readonly block = new Uint32Array(2);
  private half = 1;

  /** Sequences of different `stream` are independent for the same seed. */
  constructor(
    private readonly seed: number,
    private readonly stream = 0,
  ) {}

  /** 32 random bits as an unsigned integer. */
  bits(): number {
    this.half ^= 1;
    if (this.half === 0) threefry(this.seed, this.stream, this.counter++, 0, this.block);
    return this.block[this.half];
  }

  /** Uniform in [0, 1), with 53 random bits. */
  uniform(): number {
    return ((this.bits() >>> 5) * 67108864 + (this.bits() >>> 6)) * 2 ** -53;
  }

  /** Uniform among 0 … n − 1. */
  integer(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** Standard normal, by Box and Muller. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Shuffles in place (Fisher and Yates) and returns its argument. */
  shuffle<T extends { length: number; [index: number]: unknown }>(array: T): T {
    for (let i = array.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [array[i], array[j]] = [array[j], array[i]];
    }
    return array;
  }
}
