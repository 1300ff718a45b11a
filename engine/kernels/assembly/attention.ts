// Attention over the entries of a sparse matrix and its gradients, from scores of both ends of an entry.

import { exp } from "./exponential";
import { dimension, firstUnit, input, output, scalar, setWritten } from "./instruction";
import { all, choose, multiplyAdd, storeUpTo } from "./vector";

/** Rows that are computed step by step together, so that their entries stay in the first cache. */
const blockRows: usize = 64;

@inline
function leaky(x: v128, slope: v128): v128 {
  return choose(f32x4.gt(x, all(0)), x, f32x4.mul(x, slope));
}

export function edgeSoftmax(instruction: usize): void {
  const heads = dimension(instruction, 1);
  const slope = <f32>scalar(instruction, 0);
  const scores = input(instruction, 0);
  const pointers = input(instruction, 1);
  const indices = input(instruction, 2);
  const rows = dimension(instruction, 0);
  const first = firstUnit(instruction);
  const stride = heads << 2;
  const to = output(instruction);
  setWritten(instruction, to, stride, load<usize>(pointers), load<usize>(pointers + (rows << 2)));
  for (let row: usize = 0; row < rows; row += blockRows) {
    const last = min(rows, row + blockRows);
    const from = load<usize>(pointers + (row << 2));
    const end = load<usize>(pointers + (last << 2));
    centre(scores, pointers, indices, row, last, first, heads, slope, to);
    exponentials(to + from * stride, (end - from) * heads);
    shareOut(pointers, row, last, heads, to);
  }
}

/** LeakyReLU of the sums of scores of some rows' entries, less the largest of the row. */
@inline
function centre(
  scores: usize,
  pointers: usize,
  indices: usize,
  row: usize,
  last: usize,
  first: usize,
  heads: usize,
  slope: f32,
  to: usize,
): void {
  const stride = heads << 2;
  let from = load<usize>(pointers + (row << 2)) << 2;
  for (; row < last; row++) {
    const end = load<usize>(pointers + (row << 2), 4) << 2;
    const own = scores + (first + row) * 2 * stride + stride;
      for (let head: usize = 0; head < heads; head += 4) {
        const at = head << 2;
        const score = v128.load(own + at);
        const begin = to + (from >> 2) * stride + at;
        let largest = all(-Infinity);
        let target = begin;
        for (let entry = from; entry < end; entry += 4) {
          const sum = f32x4.add(v128.load(scores + load<usize>(indices + entry) * 2 * stride + at), score);
          const value = leaky(sum, all(slope));
          largest = f32x4.pmax(largest, value);
          storeUpTo(target, value, heads - head);
          target += stride;
        }
        for (let source = begin; source < target; source += stride) {
          storeUpTo(source, f32x4.sub(v128.load(source), largest), heads - head);
        }
      }
    from = end;
  }
}

/** Exponentials of neighbouring elements, whatever row they belong to. */
@inline
function exponentials(at: usize, count: usize): void {
  for (; count >= 4; count -= 4) {
    v128.store(at, exp(v128.load(at)));
    at += 16;
  }
  if (count) storeUpTo(at, exp(v128.load(at)), count);
}

/** Divides the entries of each row by their sum. */
@inline
function shareOut(pointers: usize, row: usize, last: usize, heads: usize, to: usize): void {
  const stride = heads << 2;
  let from = load<usize>(pointers + (row << 2)) * stride;
  for (; row < last; row++) {
    const end = load<usize>(pointers + (row << 2), 4) * stride;
      for (let head: usize = 0; head < heads; head += 4) {
        const at = to + (head << 2);
        let total = all(0);
        for (let entry = from; entry < end; entry += stride) total = f32x4.add(total, v128.load(at + entry));
        const factor = f32x4.div(all(1), total);
        for (let entry = from; entry < end; entry += stride) {
          storeUpTo(at + entry, f32x4.mul(v128.load(at + entry), factor), heads - head);
        }
      }
    from = end;
  }
}

export function edgeSoftmaxGradient(instruction: usize): void {
  const heads = dimension(instruction, 1);
  const slope = <f32>scalar(instruction, 0);
  const y = input(instruction, 0);
  const g = input(instruction, 1);
  const scores = input(instruction, 2);
  let pointer = input(instruction, 3);
  const indices = input(instruction, 4);
  const stride = heads << 2;
  const to = output(instruction);
  let rows = dimension(instruction, 0);
  setWritten(instruction, to, stride, load<usize>(pointer), load<usize>(pointer + (rows << 2)));
  let own = scores + firstUnit(instruction) * 2 * stride + stride;
  let from = load<usize>(pointer);
  for (; rows > 0; rows--) {
    pointer += 4;
    const end = load<usize>(pointer);
    for (let head: usize = 0; head < heads; head += 4) {
      const at = head << 2;
      const room = heads - head;
      let total = all(0);
      let some = all(0);
      for (let entry = from * stride + at; entry < end * stride; entry += stride) {
        const slopes = v128.load(g + entry);
        total = multiplyAdd(v128.load(y + entry), slopes, total);
        some = v128.or(some, slopes);
      }
      if (!v128.any_true(some)) {
        // So are most rows where few nodes train.
        for (let entry = from * stride + at; entry < end * stride; entry += stride) storeUpTo(to + entry, all(0), room);
        continue;
      }
      const score = v128.load(own + at);
      let index = indices + (from << 2);
      for (let entry = from * stride + at; entry < end * stride; entry += stride) {
        const sum = f32x4.add(v128.load(scores + load<usize>(index) * 2 * stride + at), score);
        const inner = f32x4.mul(v128.load(y + entry), f32x4.sub(v128.load(g + entry), total));
        storeUpTo(to + entry, choose(f32x4.gt(sum, all(0)), inner, f32x4.mul(inner, all(slope))), room);
        index += 4;
      }
    }
    own += 2 * stride;
    from = end;
  }
}

export function endSum(instruction: usize): void {
  const heads = dimension(instruction, 1);
  const stride = heads << 2;
  const x = input(instruction, 0);
  let rowPointer = input(instruction, 1);
  let columnPointer = input(instruction, 2);
  const places = input(instruction, 3);
  let to = output(instruction);
  let ofRow = x + load<usize>(rowPointer) * stride;
  let place = places + (load<usize>(columnPointer) << 2);
  for (let rows = dimension(instruction, 0); rows > 0; rows--) {
    rowPointer += 4;
    columnPointer += 4;
    const endOfRow = x + load<usize>(rowPointer) * stride;
    const end = places + (load<usize>(columnPointer) << 2);
    for (let at: usize = 0; at < stride; at += 16) {
      let sum = all(0);
      for (let entry = place; entry < end; entry += 4) {
        sum = f32x4.add(sum, v128.load(x + load<usize>(entry) * stride + at));
      }
      storeUpTo(to + at, sum, (stride - at) >> 2);
    }
    for (let at: usize = 0; at < stride; at += 16) {
      let sum = all(0);
      for (let entry = ofRow; entry < endOfRow; entry += stride) sum = f32x4.add(sum, v128.load(entry + at));
      storeUpTo(to + stride + at, sum, (stride - at) >> 2);
    }
    place = end;
    ofRow = endOfRow;
    to += 2 * stride;
  }
}
