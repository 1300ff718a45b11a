// Sums, maxima and softmax over segments of rows, and rows repeated for each segment.

import { copyRun, fillRun } from "./copy";
import { exp } from "./exponential";
import { dimension, firstUnit, input, output, setWritten } from "./instruction";
import { maximumOfColumns, maximumOfRows, sumRows } from "./reduce";
import { softmaxRow } from "./softmax";
import { rowOfEntry } from "./sparse";
import { all, multiplyAdd, storeUpTo } from "./vector";

/** Divides `count` neighbouring elements. */
@inline
function divideRun(from: usize, to: usize, count: usize, divisor: usize): void {
  const by = all(<f32>divisor);
  for (let i: usize = 0; i < count; i += 4) {
    storeUpTo(to + (i << 2), f32x4.div(v128.load(from + (i << 2)), by), count - i);
  }
}

export function segmentSum(instruction: usize): void {
  const width = dimension(instruction, 1);
  const mean = dimension(instruction, 2) != 0;
  const x = input(instruction, 0);
  let pointer = input(instruction, 1);
  let to = output(instruction);
  let from = load<usize>(pointer);
  for (let segments = dimension(instruction, 0); segments > 0; segments--) {
    pointer += 4;
    const end = load<usize>(pointer);
    const rows = end - from;
    sumRows(x + ((from * width) << 2), to, rows, width, false);
    if (mean && rows > 1) divideRun(to, to, width, rows);
    from = end;
    to += width << 2;
  }
}

export function segmentMax(instruction: usize): void {
  const width = dimension(instruction, 1);
  const x = input(instruction, 0);
  let pointer = input(instruction, 1);
  let to = output(instruction);
  let from = load<usize>(pointer);
  for (let segments = dimension(instruction, 0); segments > 0; segments--) {
    pointer += 4;
    const end = load<usize>(pointer);
    if (end > from) maximumOfRows(x + ((from * width) << 2), to, end - from, width);
    else fillRun(to, all(0), width);
    from = end;
    to += width << 2;
  }
}

/** Softmax of up to four neighbouring columns over `rows` rows; `stride` in bytes. */
@inline
function softmaxColumns(from: usize, to: usize, rows: usize, stride: usize, room: usize): void {
  const largest = maximumOfColumns(from, rows, stride);
  let total = all(0);
  let at = to;
  for (let row = rows; row > 0; row--) {
    const value = exp(f32x4.sub(v128.load(from), largest));
    total = f32x4.add(total, value);
    storeUpTo(at, value, room);
    from += stride;
    at += stride;
  }
  for (at = to; rows > 0; rows--) {
    storeUpTo(at, f32x4.div(v128.load(at), total), room);
    at += stride;
  }
}

export function segmentSoftmax(instruction: usize): void {
  const width = dimension(instruction, 1);
  const stride = width << 2;
  let pointer = input(instruction, 1);
  let from = load<usize>(pointer);
  let segments = dimension(instruction, 0);
  setWritten(instruction, output(instruction), stride, from, load<usize>(pointer + (segments << 2)));
  for (; segments > 0; segments--) {
    pointer += 4;
    const end = load<usize>(pointer);
    const rows = end - from;
    const x = input(instruction, 0) + from * stride;
    const to = output(instruction) + from * stride;
    if (width == 1) softmaxRow(x, to, rows);
    else {
      for (let column: usize = 0; column < width; column += 4) {
        softmaxColumns(x + (column << 2), to + (column << 2), rows, stride, width - column);
      }
    }
    from = end;
  }
}

/** y·(g − Σ g·y) over segments of rows, four neighbouring columns at a time. */
export function segmentSoftmaxGradient(instruction: usize): void {
  const width = dimension(instruction, 1);
  const stride = width << 2;
  let pointer = input(instruction, 2);
  let from = load<usize>(pointer);
  let segments = dimension(instruction, 0);
  setWritten(instruction, output(instruction), stride, from, load<usize>(pointer + (segments << 2)));
  for (; segments > 0; segments--) {
    pointer += 4;
    const end = load<usize>(pointer);
    const begin = from * stride;
    const rows = (end - from) * stride;
    for (let column: usize = 0; column < stride; column += 16) {
      const y = input(instruction, 0) + begin + column;
      const g = input(instruction, 1) + begin + column;
      const to = output(instruction) + begin + column;
      let total = all(0);
      for (let row: usize = 0; row < rows; row += stride) {
        total = multiplyAdd(v128.load(y + row), v128.load(g + row), total);
      }
      for (let row: usize = 0; row < rows; row += stride) {
        const value = f32x4.mul(v128.load(y + row), f32x4.sub(v128.load(g + row), total));
        storeUpTo(to + row, value, (stride - column) >> 2);
      }
    }
    from = end;
  }
}

export function segmentRepeat(instruction: usize): void {
  const width = dimension(instruction, 1);
  const segments = dimension(instruction, 2);
  const mean = dimension(instruction, 3) != 0;
  const pointers = input(instruction, 1);
  let row = firstUnit(instruction);
  const last = row + dimension(instruction, 0);
  let to = output(instruction);
  for (let segment = rowOfEntry(pointers, segments, row); segment < segments && row < last; segment++) {
    const begin = load<usize>(pointers + (segment << 2));
    const end = load<usize>(pointers + (segment << 2), 4);
    const from = input(instruction, 0) + ((segment * width) << 2);
    for (; row < min(last, end); row++) {
      if (mean) divideRun(from, to, width, end - begin);
      else if (width == 1) store<f32>(to, load<f32>(from));
      else copyRun(from, to, width);
      to += width << 2;
    }
  }
}
