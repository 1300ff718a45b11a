// A block of a picture with what stands around it, converted to the type that a filter computes with.

import { kindF32, kindI16, kindI32, kindU8, kindU16, loadIntegers, loadSingles } from "./samples";

/** Samples after the end of a row that are 0, so that whole vectors may be read there. */
const slack: usize = 64;

/** In a table of columns: one of zeros. */
const outside: i32 = i32.MIN_VALUE;

/** Converts `count` samples, up to 15 more with them. */
@inline
function convertRun<From, To>(from: usize, to: usize, count: usize): void {
  if (sizeof<From>() == sizeof<To>()) {
    memory.copy(to, from, count * sizeof<From>());
    return;
  }
  const end = to + count * sizeof<To>();
  while (to < end) {
    if (isFloat<To>()) {
      v128.store(to, loadSingles<From>(from));
      v128.store(to, loadSingles<From>(from + 4 * sizeof<From>()), 16);
      from += 8 * sizeof<From>();
      to += 32;
    } else if (sizeof<To>() == 4) {
      v128.store(to, loadIntegers<From>(from));
      from += 4 * sizeof<From>();
      to += 16;
    } else {
      v128.store(to, v128.load8x8_u(from));
      v128.store(to, v128.load8x8_u(from + 8), 16);
      from += 16;
      to += 32;
    }
  }
}

/** Pixels of a row that lie at the byte offsets of a table; zeros for `outside`. */
@inline
function gather<From, To>(row: usize, table: usize, count: usize, channels: usize, to: usize): void {
  for (let i: usize = 0; i < count; i++) {
    const offset = load<i32>(table + (i << 2));
    for (let c: usize = 0; c < channels; c++) {
      store<To>(to, offset == outside ? <To>0 : <To>load<From>(row + <usize>offset + c * sizeof<From>()));
      to += sizeof<To>();
    }
  }
}

@inline
function padRows<From, To>(
  rowTable: usize,
  rows: usize,
  columnTable: usize,
  left: usize,
  right: usize,
  inner: usize,
  innerOffset: usize,
  channels: usize,
  to: usize,
  stride: usize,
): void {
  const pixel = channels * sizeof<To>();
  const width = (left + inner + right) * pixel;
  for (let r: usize = 0; r < rows; r++) {
    const row = load<usize>(rowTable + (r << 2));
    if (row == 0) memory.fill(to, 0, width + slack * sizeof<To>());
    else {
      convertRun<From, To>(row + innerOffset, to + left * pixel, inner * channels);
      gather<From, To>(row, columnTable, left, channels, to);
      gather<From, To>(row, columnTable + (left << 2), right, channels, to + (left + inner) * pixel);
      memory.fill(to + width, 0, slack * sizeof<To>());
    }
    to += stride;
  }
}

/**
 * Writes `rows` rows of `left` + `inner` + `right` pixels, `stride` bytes apart. `rowTable` holds the address of each
 * row of the input, 0 for one of zeros; `columnTable` the byte offset in it of each pixel on the left and then on the
 * right; the inner pixels lie side by side from `innerOffset` on.
 */
export function pad(
  from: i32,
  to: i32,
  rowTable: usize,
  rows: usize,
  columnTable: usize,
  left: usize,
  right: usize,
  inner: usize,
  innerOffset: usize,
  channels: usize,
  target: usize,
  stride: usize,
): void {
  if (from == kindU8) {
    if (to == kindU8)
      padRows<u8, u8>(rowTable, rows, columnTable, left, right, inner, innerOffset, channels, target, stride);
    else if (to == kindI16)
      padRows<u8, i16>(rowTable, rows, columnTable, left, right, inner, innerOffset, channels, target, stride);
    else if (to == kindI32)
      padRows<u8, i32>(rowTable, rows, columnTable, left, right, inner, innerOffset, channels, target, stride);
    else padRows<u8, f32>(rowTable, rows, columnTable, left, right, inner, innerOffset, channels, target, stride);
  } else if (from == kindU16) {
    if (to == kindU16)
      padRows<u16, u16>(rowTable, rows, columnTable, left, right, inner, innerOffset, channels, target, stride);
    else if (to == kindI32)
      padRows<u16, i32>(rowTable, rows, columnTable, left, right, inner, innerOffset, channels, target, stride);
    else padRows<u16, f32>(rowTable, rows, columnTable, left, right, inner, innerOffset, channels, target, stride);
  } else if (to == kindF32) {
    padRows<f32, f32>(rowTable, rows, columnTable, left, right, inner, innerOffset, channels, target, stride);
  }
}
