// Products with sparse matrices, and the dot products that are their gradients in the values.

import { rowsTogether, sparseEntries, sparseWidth } from "../blocks";
import { fillRun } from "./copy";
import { products, productsOfFour } from "./dot";
import { accumulates, dimension, firstUnit, input, output, scratch } from "./instruction";
import { column1, columns16, columns32, columns4, columns8, columnsOfFourHeads, columnsOfHead, valueAt } from "./sparse-row";
import { transpose } from "./transpose";
import { activate } from "./unary";
import { all, sumOfLanes } from "./vector";

const widthLeast: usize = sparseWidth;
const entriesMost: usize = sparseEntries;

export function sparseMatmul(instruction: usize): void {
  const rows = dimension(instruction, 0);
  const width = dimension(instruction, 1);
  const heads = dimension(instruction, 2);
  if (heads > 1) productOfHeads(instruction, heads);
  else product(instruction);
  activate(instruction, output(instruction), rows * width);
}

/** The product row by row. */
function product(instruction: usize): void {
  const width = dimension(instruction, 1);
  const x = input(instruction, 0);
  const values = input(instruction, 1);
  let pointer = input(instruction, 2);
  const indices = input(instruction, 3);
  const places = input(instruction, 4);
  const kept = scratch(instruction);
  const stride = width << 2;
  let to = output(instruction);
  let from = load<usize>(pointer) << 2;
  for (let rows = dimension(instruction, 0); rows > 0; rows--) {
    pointer += 4;
    const end = load<usize>(pointer) << 2;
    if (width == 1) {
      column1(from, end, x, values, indices, places, to);
    } else if (width >= widthLeast && end - from <= entriesMost << 2) {
      const count = keepNonzero(from, end, values, indices, places, kept);
      rowOf(0, count, x, width, kept, kept + (entriesMost << 2), 0, to);
    } else {
      rowOf(from, end, x, width, values, indices, places, to);
    }
    to += stride;
    from = end;
  }
}

/** Copies values and, behind them, columns of the entries that are not 0. @returns their bytes */
@inline
function keepNonzero(from: usize, end: usize, values: usize, indices: usize, places: usize, to: usize): usize {
  let kept: usize = 0;
  for (; from < end; from += 4) {
    const value = load<f32>(valueAt(values, places, from));
    store<f32>(to + kept, value);
    store<u32>(to + kept + (entriesMost << 2), load<u32>(indices + from));
    // Without a branch: which entries are 0 cannot be predicted.
    kept += <usize>(value != 0) << 2;
  }
  return kept;
}

/** A row of the product, of two columns at least. */
@inline
function rowOf(
  from: usize,
  end: usize,
  x: usize,
  width: usize,
  values: usize,
  indices: usize,
  places: usize,
  to: usize,
): void {
  const stride = width << 2;
  let rest = width;
  for (; rest >= 32; rest -= 32) {
    columns32(from, end, x, stride, values, indices, places, to);
    x += 128;
    to += 128;
  }
  while (rest > 0) {
    const taken = rest > 12 ? min<usize>(rest, 16) : rest > 4 ? min<usize>(rest, 8) : rest;
    if (taken > 8) columns16(from, end, x, stride, values, indices, places, to, taken);
    else if (taken > 4) columns8(from, end, x, stride, values, indices, places, to, taken);
    else columns4(from, end, x, stride, values, indices, places, to, taken);
    x += taken << 2;
    to += taken << 2;
    rest -= taken;
  }
}

/** The product of several heads side by side, some columns of all rows at a time. */
function productOfHeads(instruction: usize, heads: usize): void {
  const rows = dimension(instruction, 0);
  const width = dimension(instruction, 1);
  const x = input(instruction, 0);
  const values = input(instruction, 1);
  const pointers = input(instruction, 2);
  const indices = input(instruction, 3);
  const places = input(instruction, 4);
  const to = output(instruction);
  const stride = width << 2;
  const units = width / heads;
  let head: usize = 0;
  if (units == 8) {
    for (; head + 4 <= heads; head += 4) {
      const at = head << 5;
      columnsOfFourHeads(pointers, rows, x + at, stride, values + (head << 2), heads, indices, places, to + at);
    }
  }
  for (; head < heads; head++) {
    const at = (head * units) << 2;
    columnsOfHead(pointers, rows, x + at, stride, values + (head << 2), heads, indices, places, to + at, units);
  }
}

/** The row, or segment, that entry number `entry` belongs to: the last one that begins at it or before. */
export function rowOfEntry(pointers: usize, rows: usize, entry: usize): usize {
  let low: usize = 0;
  let high = rows;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (load<usize>(pointers + (middle << 2)) <= entry) low = middle;
    else high = middle;
  }
  return low;
}

/** Whether a row is zeros, and what is to the right of it in its last four elements. */
@inline
function isZero(row: usize, width: usize): bool {
  let some = all(0);
  for (const end = row + (width << 2); row < end; row += 16) {
    some = v128.or(some, f32x4.ne(v128.load(row), all(0)));
  }
  return !v128.any_true(some);
}

export function edgeDot(instruction: usize): void {
  const width = dimension(instruction, 1);
  const rows = dimension(instruction, 2);
  const heads = dimension(instruction, 3);
  const units = width / heads;
  const stride = width << 2;
  const b = input(instruction, 1);
  const pointers = input(instruction, 2);
  let index = input(instruction, 3);
  let to = output(instruction);
  let entry = firstUnit(instruction);
  const last = entry + dimension(instruction, 0);
  for (let row = rowOfEntry(pointers, rows, entry); row < rows && entry < last; row++) {
    const end = min(last, load<usize>(pointers + (row << 2), 4));
    const a = input(instruction, 0) + row * stride;
    if (isZero(a, width)) {
      // So are most gradients where few nodes train.
      const count = (end - entry) * heads;
      fillRun(to, all(0), count);
      to += count << 2;
      index += (end - entry) << 2;
      entry = end;
      continue;
    }
    for (; entry < end; entry++) {
      const other = b + load<usize>(index) * stride;
      let head: usize = 0;
      for (; head + 4 <= heads; head += 4) {
        const at = (head * units) << 2;
        v128.store(to, productsOfFour(a + at, other + at, units));
        to += 16;
      }
      for (; head < heads; head++) {
        const at = (head * units) << 2;
        store<f32>(to, sumOfLanes(products(a + at, other + at, units)));
        to += 4;
      }
      index += 4;
    }
  }
}

const blockRows: usize = rowsTogether;
const blockBytes: usize = blockRows << 2;

export function denseSparse(instruction: usize): void {
  const inner = dimension(instruction, 1);
  const width = dimension(instruction, 2);
  const values = input(instruction, 1);
  const indices = input(instruction, 3);
  const places = input(instruction, 4);
  const block = scratch(instruction);
  const result = block + inner * blockBytes;
  let x = input(instruction, 0);
  let to = output(instruction);
  let rows = dimension(instruction, 0);
  while (rows > 0) {
    const taken = min<usize>(rows, blockRows);
    transpose(x, inner << 2, taken, inner, block, blockBytes);
    let pointer = input(instruction, 2);
    let from = load<usize>(pointer) << 2;
    for (let column: usize = 0; column < width; column++) {
      pointer += 4;
      const end = load<usize>(pointer) << 2;
      columns16(from, end, block, blockBytes, values, indices, places, result + column * blockBytes, 16);
      from = end;
    }
    transpose(result, blockBytes, width, taken, to, width << 2);
    x += (taken * inner) << 2;
    to += (taken * width) << 2;
    rows -= taken;
  }
}

export function edgeDotOverRows(instruction: usize): void {
  const columnsOfA = dimension(instruction, 1);
  const columnsOfB = dimension(instruction, 2);
  const blockA = scratch(instruction);
  const blockB = blockA + columnsOfA * blockBytes;
  const to = output(instruction);
  let a = input(instruction, 0);
  let b = input(instruction, 1);
  if (!accumulates(instruction)) fillRun(to, all(0), dimension(instruction, 3));
  let rows = dimension(instruction, 0);
  while (rows > 0) {
    const taken = min<usize>(rows, blockRows);
    // Rows that are not there count as zeros.
    if (taken < blockRows) fillRun(blockA, all(0), (columnsOfA + columnsOfB) * blockRows);
    transpose(a, columnsOfA << 2, taken, columnsOfA, blockA, blockBytes);
    transpose(b, columnsOfB << 2, taken, columnsOfB, blockB, blockBytes);
    addProducts(instruction, blockA, columnsOfA, blockB, to);
    a += (taken * columnsOfA) << 2;
    b += (taken * columnsOfB) << 2;
    rows -= taken;
  }
}

/** Adds to each entry the dot product of its row of one transposed block with its column's of the other. */
function addProducts(instruction: usize, blockA: usize, columnsOfA: usize, blockB: usize, to: usize): void {
  let pointer = input(instruction, 2);
  let index = input(instruction, 3);
  let from = load<usize>(pointer);
  for (let row: usize = 0; row < columnsOfA; row++) {
    pointer += 4;
    const end = load<usize>(pointer);
    const a = blockA + row * blockBytes;
    for (; from < end; from++) {
      const sum = sumOfLanes(products(a, blockB + load<usize>(index) * blockBytes, blockRows));
      store<f32>(to, load<f32>(to) + sum);
      index += 4;
      to += 4;
    }
  }
}
