// A sparse matrix times a panel, eight vectors whose entries for a row fill a cache line, within a three-term recurrence.

import { number, word } from "./arguments";

/**
 * result = α·A·x + β·x + γ·previous for rows `from` to `to`. Slots: row pointers, column indices, values, x, previous,
 * result (which may be `previous`), α, β, γ.
 */
export function product(slots: usize, from: usize, to: usize, chunk: usize, thread: usize): void {
  const pointers = word(slots, 0);
  const indices = word(slots, 1);
  const values = word(slots, 2);
  const x = word(slots, 3);
  const alpha = f64x2.splat(number(slots, 6));
  const beta = f64x2.splat(number(slots, 7));
  const gamma = f64x2.splat(number(slots, 8));
  const continues = number(slots, 8) != 0;
  let previous = word(slots, 4) + (from << 6);
  let result = word(slots, 5) + (from << 6);
  let own = x + (from << 6);
  let entry: usize = load<u32>(pointers + (from << 2));
  let index = indices + (entry << 2);
  let value = values + (entry << 3);
  for (let row = from; row < to; row++) {
    const end = indices + (<usize>load<u32>(pointers + (row << 2), 4) << 2);
    let s0 = f64x2.splat(0);
    let s1 = f64x2.splat(0);
    let s2 = f64x2.splat(0);
    let s3 = f64x2.splat(0);
    for (; index < end; index += 4) {
      const factor = v128.load64_splat(value);
      const at = x + (<usize>load<u32>(index) << 6);
      s0 = f64x2.add(s0, f64x2.mul(factor, v128.load(at)));
      s1 = f64x2.add(s1, f64x2.mul(factor, v128.load(at, 16)));
      s2 = f64x2.add(s2, f64x2.mul(factor, v128.load(at, 32)));
      s3 = f64x2.add(s3, f64x2.mul(factor, v128.load(at, 48)));
      value += 8;
    }
    s0 = f64x2.add(f64x2.mul(alpha, s0), f64x2.mul(beta, v128.load(own)));
    s1 = f64x2.add(f64x2.mul(alpha, s1), f64x2.mul(beta, v128.load(own, 16)));
    s2 = f64x2.add(f64x2.mul(alpha, s2), f64x2.mul(beta, v128.load(own, 32)));
    s3 = f64x2.add(f64x2.mul(alpha, s3), f64x2.mul(beta, v128.load(own, 48)));
    if (continues) {
      s0 = f64x2.add(s0, f64x2.mul(gamma, v128.load(previous)));
      s1 = f64x2.add(s1, f64x2.mul(gamma, v128.load(previous, 16)));
      s2 = f64x2.add(s2, f64x2.mul(gamma, v128.load(previous, 32)));
      s3 = f64x2.add(s3, f64x2.mul(gamma, v128.load(previous, 48)));
    }
    v128.store(result, s0);
    v128.store(result, s1, 16);
    v128.store(result, s2, 32);
    v128.store(result, s3, 48);
    previous += 64;
    result += 64;
    own += 64;
  }
}
