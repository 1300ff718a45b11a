// Panels in single precision, half a cache line a row: copied there and back, and multiplied by a sparse matrix.

import { number, word } from "./arguments";

/** Rows `from` to `to` of a panel in single precision. Slots: panel, result. */
export function narrow(slots: usize, from: usize, to: usize, chunk: usize, thread: usize): void {
  let source = word(slots, 0) + (from << 6);
  let result = word(slots, 1) + (from << 5);
  for (const end = word(slots, 1) + (to << 5); result < end; result += 16) {
    const low = f32x4.demote_f64x2_zero(v128.load(source));
    const high = f32x4.demote_f64x2_zero(v128.load(source, 16));
    v128.store(result, v128.shuffle<u64>(low, high, 0, 2));
    source += 32;
  }
}

/** Rows `from` to `to` of a panel in double precision again. Slots: panel in single precision, result. */
export function widen(slots: usize, from: usize, to: usize, chunk: usize, thread: usize): void {
  let source = word(slots, 0) + (from << 5);
  let result = word(slots, 1) + (from << 6);
  for (const end = word(slots, 1) + (to << 6); result < end; result += 16) {
    v128.store(result, f64x2.promote_low_f32x4(v128.load64_zero(source)));
    source += 8;
  }
}

/** As `product`, in single precision. */
export function productSingle(slots: usize, from: usize, to: usize, chunk: usize, thread: usize): void {
  const pointers = word(slots, 0);
  const indices = word(slots, 1);
  const values = word(slots, 2);
  const x = word(slots, 3);
  const alpha = f32x4.splat(<f32>number(slots, 6));
  const beta = f32x4.splat(<f32>number(slots, 7));
  const gamma = f32x4.splat(<f32>number(slots, 8));
  const continues = number(slots, 8) != 0;
  let previous = word(slots, 4) + (from << 5);
  let result = word(slots, 5) + (from << 5);
  let own = x + (from << 5);
  let at: usize = <usize>load<u32>(pointers + (from << 2)) << 2;
  for (let row = from; row < to; row++) {
    const end = <usize>load<u32>(pointers + (row << 2), 4) << 2;
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    for (; at < end; at += 4) {
      const factor = v128.load32_splat(values + at);
      const line = x + (<usize>load<u32>(indices + at) << 5);
      s0 = f32x4.add(s0, f32x4.mul(factor, v128.load(line)));
      s1 = f32x4.add(s1, f32x4.mul(factor, v128.load(line, 16)));
    }
    s0 = f32x4.add(f32x4.mul(alpha, s0), f32x4.mul(beta, v128.load(own)));
    s1 = f32x4.add(f32x4.mul(alpha, s1), f32x4.mul(beta, v128.load(own, 16)));
    if (continues) {
      s0 = f32x4.add(s0, f32x4.mul(gamma, v128.load(previous)));
      s1 = f32x4.add(s1, f32x4.mul(gamma, v128.load(previous, 16)));
    }
    v128.store(result, s0);
    v128.store(result, s1, 16);
    previous += 32;
    result += 32;
    own += 32;
  }
}
