// Random numbers of a training step: each a function of seed, stream, step and place, drawn in blocks.

import { threefry } from "../core/random";

/** Which numbers are drawn: streams of a seed are independent, and so are the steps of a stream. */
export interface Draw {
  seed: number;
  stream: number;
  step: number;
}

const unit = 2 ** -32;

/** `count` numbers from 0 to below 1, with 32 random bits. */
export function uniforms({ seed, stream, step }: Draw, count: number): Float64Array {
  const out = new Float64Array(count);
  const block = new Uint32Array(2);
  for (let i = 0; i < count; i += 2) {
    threefry(seed, stream, i >> 1, step, block);
    out[i] = block[0] * unit;
    if (i + 1 < count) out[i + 1] = block[1] * unit;
  }
  return out;
}

/** `count` standard normal numbers, two of each block (G. Box, M. Muller, 1958). */
export function normals({ seed, stream, step }: Draw, count: number): Float32Array {
  const out = new Float32Array(count);
  const block = new Uint32Array(2);
  for (let i = 0; i < count; i += 2) {
    threefry(seed, stream, i >> 1, step, block);
    const radius = Math.sqrt(-2 * Math.log((block[0] + 1) * unit));
    const angle = 2 * Math.PI * block[1] * unit;
    out[i] = radius * Math.cos(angle);
    if (i + 1 < count) out[i + 1] = radius * Math.sin(angle);
  }
  return out;
}

/** `count` numbers of the standard Gumbel distribution, whose largest sum with logits is drawn as their softmax. */
export function gumbels(draw: Draw, count: number): Float32Array {
  return Float32Array.from(uniforms(draw, count), (u) => -Math.log(-Math.log(u + unit / 2)));
}
