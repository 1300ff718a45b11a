// Many normal numbers at once, from few random bits, by the ziggurat.

import type { Random } from "./random";

/**
 * J. A. Doornik, "An improved ziggurat method to generate normal random samples", 2005, after G. Marsaglia and W. W. Tsang,
 * 2000: so many layers of equal area, where the tail begins, and the area of a layer under exp(−x²/2).
 */
const layers = 128;
const tail = 3.442619855899;
const area = 9.91256303526217e-3;

const density = (x: number) => Math.exp(-0.5 * x * x);

/** Widths of the layers from the lowest, which holds the tail, to the top, and what share of each is surely below the curve. */
const widths = new Float64Array(layers + 1);
widths[0] = area / density(tail);
widths[1] = tail;
for (let i = 2; i < layers; i++) {
  widths[i] = Math.sqrt(-2 * Math.log(area / widths[i - 1] + density(widths[i - 1])));
}
const sure = Float64Array.from({ length: layers }, (_, i) => widths[i + 1] / widths[i]);

/** A standard normal number. Most need 32 random bits, of which 24 are those of the value within its layer. */
export function normal(random: Random): number {
  for (;;) {
    const bits = random.bits();
    const layer = bits & (layers - 1);
    const u = (bits >> 8) * 2 ** -23;
    const x = u * widths[layer];
    if (Math.abs(u) < sure[layer]) return x;
    if (layer === 0) return beyond(random, u < 0);
    const [outer, inner] = [widths[layer], widths[layer + 1]];
    const low = Math.exp(-0.5 * (outer * outer - x * x));
    const high = Math.exp(-0.5 * (inner * inner - x * x));
    if (low + random.uniform() * (high - low) < 1) return x;
  }
}

/** Of the tail (G. Marsaglia, 1964). */
function beyond(random: Random, negative: boolean): number {
  for (;;) {
    const x = Math.log(1 - random.uniform()) / tail;
    const y = Math.log(1 - random.uniform());
    if (-2 * y >= x * x) return negative ? x - tail : tail - x;
  }
}
