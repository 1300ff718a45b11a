// A step of the kernel polynomial method: Chebyshev vectors of up to sixteen probes, a cache line a row, and their products.

import { number, word } from "./arguments";

/** Rows whose products are added up in single precision. */
const blockRows: usize = 64;
/** Bytes of the indices of entries whose rows are loaded together: half of the first cache. */
const aheadBytes: usize = 256 << 2;
/** What those loads give, which nobody needs: it is kept so that they are not left out. */
let touched: u32 = 0;

/**
 * next = α·B·x − β·next for rows `from` to `to`, in single precision; writes Σ next·next and Σ next·x of each probe, 16
 * and 16 numbers in double precision, for the chunk. Slots: row pointers, column indices, values (f32), x, next, sums,
 * number of probes, α, β.
 */
export function moment(slots: usize, from: usize, to: usize, chunk: usize, thread: usize): void {
  const sums = word(slots, 5) + (chunk << 8);
  memory.fill(sums, 0, 256);
  const probes = word(slots, 6);
  for (; from < to; from += blockRows) {
    const end = min(to, from + blockRows);
    if (probes > 12) rowsOf(slots, from, end, sums, true, true);
    else if (probes > 8) rowsOf(slots, from, end, sums, true, false);
    else rowsOf(slots, from, end, sums, false, false);
  }
}

@inline
function rowsOf(slots: usize, from: usize, to: usize, sums: usize, third: bool, fourth: bool): void {
  const pointers = word(slots, 0);
  const indices = word(slots, 1);
  const values = word(slots, 2);
  const x = word(slots, 3);
  const alpha = f32x4.splat(<f32>number(slots, 7));
  const beta = f32x4.splat(<f32>number(slots, 8));
  let next = word(slots, 4) + (from << 6);
  let own = x + (from << 6);
  let at: usize = <usize>load<u32>(pointers + (from << 2)) << 2;
  const last = <usize>load<u32>(pointers + (to << 2)) << 2;
  let ahead = at;
  let squares0 = f32x4.splat(0);
  let squares1 = f32x4.splat(0);
  let squares2 = f32x4.splat(0);
  let squares3 = f32x4.splat(0);
  let products0 = f32x4.splat(0);
  let products1 = f32x4.splat(0);
  let products2 = f32x4.splat(0);
  let products3 = f32x4.splat(0);
  for (let row = from; row < to; row++) {
    const end = <usize>load<u32>(pointers + (row << 2), 4) << 2;
    if (ahead < end) ahead = touchLines(x, indices, max(ahead, at), min(last, at + aheadBytes));
    let s0 = f32x4.splat(0);
    let s1 = f32x4.splat(0);
    let s2 = f32x4.splat(0);
    let s3 = f32x4.splat(0);
    for (; at < end; at += 4) {
      const factor = v128.load32_splat(values + at);
      const line = x + (<usize>load<u32>(indices + at) << 6);
      s0 = f32x4.add(s0, f32x4.mul(factor, v128.load(line)));
      s1 = f32x4.add(s1, f32x4.mul(factor, v128.load(line, 16)));
      if (third) s2 = f32x4.add(s2, f32x4.mul(factor, v128.load(line, 32)));
      if (fourth) s3 = f32x4.add(s3, f32x4.mul(factor, v128.load(line, 48)));
    }
    s0 = f32x4.sub(f32x4.mul(alpha, s0), f32x4.mul(beta, v128.load(next)));
    v128.store(next, s0);
    squares0 = f32x4.add(squares0, f32x4.mul(s0, s0));
    products0 = f32x4.add(products0, f32x4.mul(s0, v128.load(own)));
    s1 = f32x4.sub(f32x4.mul(alpha, s1), f32x4.mul(beta, v128.load(next, 16)));
    v128.store(next, s1, 16);
    squares1 = f32x4.add(squares1, f32x4.mul(s1, s1));
    products1 = f32x4.add(products1, f32x4.mul(s1, v128.load(own, 16)));
    if (third) {
      s2 = f32x4.sub(f32x4.mul(alpha, s2), f32x4.mul(beta, v128.load(next, 32)));
      v128.store(next, s2, 32);
      squares2 = f32x4.add(squares2, f32x4.mul(s2, s2));
      products2 = f32x4.add(products2, f32x4.mul(s2, v128.load(own, 32)));
    }
    if (fourth) {
      s3 = f32x4.sub(f32x4.mul(alpha, s3), f32x4.mul(beta, v128.load(next, 48)));
      v128.store(next, s3, 48);
      squares3 = f32x4.add(squares3, f32x4.mul(s3, s3));
      products3 = f32x4.add(products3, f32x4.mul(s3, v128.load(own, 48)));
    }
    next += 64;
    own += 64;
  }
  addDoubles(sums, squares0);
  addDoubles(sums + 32, squares1);
  addDoubles(sums + 128, products0);
  addDoubles(sums + 160, products1);
  if (third) {
    addDoubles(sums + 64, squares2);
    addDoubles(sums + 192, products2);
  }
  if (fourth) {
    addDoubles(sums + 96, squares3);
    addDoubles(sums + 224, products3);
  }
}

/**
 * Loads from the rows of entries, so that all of these come to the cache at once: in sums, each row's end, which cannot be
 * predicted, keeps the processor from asking for those of the next. @returns `to`
 */
@inline
function touchLines(x: usize, indices: usize, from: usize, to: usize): usize {
  let sum: u32 = 0;
  for (; from + 16 <= to; from += 16) {
    const at = indices + from;
    sum += load<u32>(x + (<usize>load<u32>(at) << 6));
    sum += load<u32>(x + (<usize>load<u32>(at, 4) << 6));
    sum += load<u32>(x + (<usize>load<u32>(at, 8) << 6));
    sum += load<u32>(x + (<usize>load<u32>(at, 12) << 6));
  }
  for (; from < to; from += 4) sum += load<u32>(x + (<usize>load<u32>(indices + from) << 6));
  touched = sum;
  return to;
}

@inline
function addDoubles(to: usize, singles: v128): void {
  v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(singles)));
  const high = v128.shuffle<u64>(singles, singles, 1, 0);
  v128.store(to, f64x2.add(v128.load(to, 16), f64x2.promote_low_f32x4(high)), 16);
}
