// Medians of any odd size by a network of minima and maxima that a table tells, each step over a run of samples.

import { greatest, least } from "./extremes";
import { kindF32, kindU8 } from "./samples";

/** Bytes of a step in the table: the offsets of two operands, and of their minimum and maximum, −1 for neither. */
const stepBytes: usize = 16;

/** One vector of a step that needs both results, or one of them. */
@inline
function compare<T>(both: bool, minimum: bool, a: usize, b: usize, low: usize, high: usize): void {
  const first = v128.load(a);
  const second = v128.load(b);
  if (both || minimum) v128.store(low, least<T>(first, second));
  if (both || !minimum) v128.store(high, greatest<T>(first, second));
}

/** A step over a plane, whose bytes are a multiple of 64. */
@inline
function comparePlanes<T>(both: bool, minimum: bool, a: usize, b: usize, low: usize, high: usize, bytes: usize): void {
  const stop = a + bytes;
  while (a < stop) {
    compare<T>(both, minimum, a, b, low, high);
    compare<T>(both, minimum, a + 16, b + 16, low + 16, high + 16);
    compare<T>(both, minimum, a + 32, b + 32, low + 32, high + 32);
    compare<T>(both, minimum, a + 48, b + 48, low + 48, high + 48);
    a += 64;
    b += 64;
    if (both || minimum) low += 64;
    if (both || !minimum) high += 64;
  }
}

@inline
function runSteps<T>(planes: usize, steps: usize, end: usize, bytes: usize): void {
  for (let step = steps; step < end; step += stepBytes) {
    const a = planes + load<usize>(step);
    const b = planes + load<usize>(step, 4);
    const minimum = load<i32>(step, 8);
    const maximum = load<i32>(step, 12);
    const low = planes + <usize>minimum;
    const high = planes + <usize>maximum;
    if (minimum >= 0 && maximum >= 0) comparePlanes<T>(true, true, a, b, low, high, bytes);
    else if (minimum >= 0) comparePlanes<T>(false, true, a, b, low, high, bytes);
    else comparePlanes<T>(false, false, a, b, low, high, bytes);
  }
}

/**
 * Rows of medians of padded rows, in runs of `run` bytes. Plane r of the network, `plane` bytes long, a multiple of 64,
 * begins as the run of row r with what stands right of it; the result is the plane at byte `result`.
 */
export function medianNetwork(
  kind: i32,
  from: usize,
  fromStride: usize,
  to: usize,
  toStride: usize,
  rows: usize,
  bytes: usize,
  size: usize,
  planes: usize,
  plane: usize,
  run: usize,
  steps: usize,
  end: usize,
  result: usize,
): void {
  for (; rows > 0; rows--) {
    for (let i: usize = 0; i < bytes; i += run) {
      for (let r: usize = 0; r < size; r++) memory.copy(planes + r * plane, from + r * fromStride + i, plane);
      if (kind == kindU8) runSteps<u8>(planes, steps, end, plane);
      else if (kind == kindF32) runSteps<f32>(planes, steps, end, plane);
      else runSteps<u16>(planes, steps, end, plane);
      memory.copy(to + i, planes + result, min(run, bytes - i));
    }
    from += fromStride;
    to += toStride;
  }
}
