// Products with sparse matrices, and the dot products that are their gradients in the values.

import { rowsTogether } from "../blocks";
import { fillRun } from "./copy";
import { accumulates, dimension, firstUnit, input, output, scratch } from "./instruction";
import { column1, columns16, columns32, columns4, columns8 } from "./sparse-row";
import { transpose } from "./transpose";
import { activate } from "./unary";
import { all, multiplyAdd, sumOfLanes } from "./vector";

export function sparseMatmul(instruction: usize): void {
  const width = dimension(instruction, 1);
  const x = input(instruction, 0);
  const values = input(instruction, 1);
  let pointer = input(instruction, 2);
  const indices = input(instruction, 3);
  const places = input(instruction, 4);
  const stride = width << 2;
  let to = output(instruction);
  let from = load<usize>(pointer) << 2;
  for (let rows = dimension(instruction, 0); rows > 0; rows--) {
    pointer += 4;
    const end = load<usize>(pointer) << 2;
    if (width == 1) {
      column1(from, end, x, values, indices, places, to);
      to += 4;
    } else {
      let column = x;
      let rest = width;
      for (; rest >= 32; rest -= 32) {
        columns32(from, end, column, stride, values, indices, places, to);
        column += 128;
        to += 128;
      }
      while (rest > 0) {
        const taken = rest > 12 ? min<usize>(rest, 16) : rest > 4 ? min<usize>(rest, 8) : rest;
        if (taken > 8) columns16(from, end, column, stride, values, indices, places, to, taken);
        else if (taken > 4) columns8(from, end, column, stride, values, indices, places, to, taken);
        else columns4(from, end, column, stride, values, indices, places, to, taken);
        column += taken << 2;
        to += taken << 2;
        rest -= taken;
      }
    }
    activate(instruction, to - stride, width);
    from = end;
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

/** Four lanes whose sum is the dot product of two rows. */
@inline
function products(a: usize, b: usize, width: usize): v128 {
  let s0 = all(0);
  let s1 = all(0);
  const end = a + ((width & ~7) << 2);
  for (; a < end; a += 32) {
    s0 = multiplyAdd(v128.load(a), v128.load(b), s0);
    s1 = multiplyAdd(v128.load(a, 16), v128.load(b, 16), s1);
    b += 32;
  }
  if (width & 4) {
    s0 = multiplyAdd(v128.load(a), v128.load(b), s0);
    a += 16;
    b += 16;
  }
  let sums = f32x4.add(s0, s1);
  for (let rest = width & 3; rest > 0; rest--) {
    const product = load<f32>(a) * load<f32>(b);
    sums = f32x4.replace_lane(sums, 0, f32x4.extract_lane(sums, 0) + product);
    a += 4;
    b += 4;
  }
  return sums;
}

export function edgeDot(instruction: usize): void {
  const width = dimension(instruction, 1);
  const rows = dimension(instruction, 2);
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
    for (; entry < end; entry++) {
      store<f32>(to, sumOfLanes(products(a, b + load<usize>(index) * stride, width)));
      index += 4;
      to += 4;
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
