// A sparse factor L·D·Lᵀ, computed row by row (up-looking; T. Davis, "Direct Methods for Sparse Linear Systems", 2006).

import { number, word } from "./arguments";

/**
 * Rows `from` to `to` of the factor of sign · A − shift · I. Columns of the factor begin with their entry of D, their row
 * indices ascend. Slots: row pointers, column indices, values of A, parents in the elimination tree, where columns
 * begin, where their next entries go, row indices, values, a row of zeros, marks (below `from`), a stack, size, sign, shift.
 * @returns how many entries of D are negative
 */
export function factorRows(slots: usize, from: usize, to: usize, chunk: usize, thread: usize): usize {
  const pointers = word(slots, 0);
  const columns = word(slots, 1);
  const entries = word(slots, 2);
  const parents = word(slots, 3);
  const starts = word(slots, 4);
  const nexts = word(slots, 5);
  const indices = word(slots, 6);
  const values = word(slots, 7);
  const dense = word(slots, 8);
  const marks = word(slots, 9);
  const stack = word(slots, 10);
  const size = word(slots, 11);
  const sign = number(slots, 12);
  const shift = number(slots, 13);
  let negative: usize = 0;
  for (let row = from; row < to; row++) {
    store<i32>(marks + (row << 2), <i32>row);
    let diagonal: f64 = -shift;
    let top = size;
    const last: usize = load<u32>(pointers + (row << 2), 4);
    for (let entry: usize = load<u32>(pointers + (row << 2)); entry < last; entry++) {
      let column: usize = load<u32>(columns + (entry << 2));
      const value = sign * load<f64>(entries + (entry << 3));
      if (column > row) continue;
      if (column == row) {
        diagonal += value;
        continue;
      }
      store<f64>(dense + (column << 3), load<f64>(dense + (column << 3)) + value);
      // The path to the first node that is already known goes before the paths before it.
      let length: usize = 0;
      while (load<i32>(marks + (column << 2)) != <i32>row) {
        store<u32>(stack + (length << 2), <u32>column);
        length++;
        store<i32>(marks + (column << 2), <i32>row);
        column = load<u32>(parents + (column << 2));
      }
      while (length > 0) {
        length--;
        top--;
        store<u32>(stack + (top << 2), load<u32>(stack + (length << 2)));
      }
    }
    for (; top < size; top++) {
      const column: usize = load<u32>(stack + (top << 2));
      const start: usize = load<u32>(starts + (column << 2));
      const next: usize = load<u32>(nexts + (column << 2));
      const left = load<f64>(dense + (column << 3));
      const factor = left / load<f64>(values + (start << 3));
      store<f64>(dense + (column << 3), 0);
      let index = indices + ((start + 1) << 2);
      let value = values + ((start + 1) << 3);
      for (const end = indices + (next << 2); index < end; index += 4) {
        const target = dense + (<usize>load<u32>(index) << 3);
        store<f64>(target, load<f64>(target) - load<f64>(value) * left);
        value += 8;
      }
      diagonal -= factor * left;
      store<u32>(index, <u32>row);
      store<f64>(value, factor);
      store<u32>(nexts + (column << 2), <u32>(next + 1));
    }
    // A pivot of 0 is taken as what rounding might have made of it.
    if (diagonal == 0) diagonal = f64.EPSILON * abs(shift) + f64.MIN_NORMAL_VALUE;
    if (diagonal < 0) negative++;
    const start: usize = load<u32>(starts + (row << 2));
    store<u32>(indices + (start << 2), <u32>row);
    store<f64>(values + (start << 3), diagonal);
    store<u32>(nexts + (row << 2), <u32>(start + 1));
  }
  return negative;
}

/** Columns `from` to `to` of L·y = b, in place, where L has ones on its diagonal. Slots: starts of columns (one more), row indices, values, panel. */
export function solveForward(slots: usize, from: usize, to: usize, chunk: usize, thread: usize): void {
  const starts = word(slots, 0);
  const indices = word(slots, 1);
  const values = word(slots, 2);
  const panel = word(slots, 3);
  for (let column = from; column < to; column++) {
    const start: usize = load<u32>(starts + (column << 2));
    let index = indices + (start << 2);
    let value = values + (start << 3);
    const end = indices + (<usize>load<u32>(starts + (column << 2), 4) << 2);
    const own = panel + (column << 6);
    const x0 = v128.load(own);
    const x1 = v128.load(own, 16);
    const x2 = v128.load(own, 32);
    const x3 = v128.load(own, 48);
    for (index += 4; index < end; index += 4) {
      value += 8;
      const factor = v128.load64_splat(value);
      const at = panel + (<usize>load<u32>(index) << 6);
      v128.store(at, f64x2.sub(v128.load(at), f64x2.mul(factor, x0)));
      v128.store(at, f64x2.sub(v128.load(at, 16), f64x2.mul(factor, x1)), 16);
      v128.store(at, f64x2.sub(v128.load(at, 32), f64x2.mul(factor, x2)), 32);
      v128.store(at, f64x2.sub(v128.load(at, 48), f64x2.mul(factor, x3)), 48);
    }
  }
}

/** Columns `to` − 1 down to `from` of D·Lᵀ·x = y, in place; slots as before. */
export function solveBackward(slots: usize, from: usize, to: usize, chunk: usize, thread: usize): void {
  const starts = word(slots, 0);
  const indices = word(slots, 1);
  const values = word(slots, 2);
  const panel = word(slots, 3);
  for (let column = to; column > from; ) {
    column--;
    const start: usize = load<u32>(starts + (column << 2));
    let index = indices + (start << 2);
    let value = values + (start << 3);
    const end = indices + (<usize>load<u32>(starts + (column << 2), 4) << 2);
    const own = panel + (column << 6);
    const inverse = f64x2.splat(1 / load<f64>(value));
    let x0 = f64x2.mul(v128.load(own), inverse);
    let x1 = f64x2.mul(v128.load(own, 16), inverse);
    let x2 = f64x2.mul(v128.load(own, 32), inverse);
    let x3 = f64x2.mul(v128.load(own, 48), inverse);
    for (index += 4; index < end; index += 4) {
      value += 8;
      const factor = v128.load64_splat(value);
      const at = panel + (<usize>load<u32>(index) << 6);
      x0 = f64x2.sub(x0, f64x2.mul(factor, v128.load(at)));
      x1 = f64x2.sub(x1, f64x2.mul(factor, v128.load(at, 16)));
      x2 = f64x2.sub(x2, f64x2.mul(factor, v128.load(at, 32)));
      x3 = f64x2.sub(x3, f64x2.mul(factor, v128.load(at, 48)));
    }
    v128.store(own, x0);
    v128.store(own, x1, 16);
    v128.store(own, x2, 32);
    v128.store(own, x3, 48);
  }
}
