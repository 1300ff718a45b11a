// Rows chosen by number: one-hot, gather, scatter-add, and the batch's part of the epoch's order.

import { startWord } from "../tape";
import { copyRun, fillRun } from "./copy";
import { dimension, input, output, word } from "./instruction";
import { all, storeFirst } from "./vector";

export function oneHot(instruction: usize): void {
  const classes = dimension(instruction, 1);
  let from = input(instruction, 0);
  let to = output(instruction);
  for (let rows = dimension(instruction, 0); rows > 0; rows--) {
    fillRun(to, all(0), classes);
    const chosen = load<usize>(from);
    if (chosen < classes) store<f32>(to + (chosen << 2), 1);
    from += 4;
    to += classes << 2;
  }
}

export function gatherRows(instruction: usize): void {
  const width = dimension(instruction, 1);
  const rows = dimension(instruction, 2);
  const table = input(instruction, 0);
  let index = input(instruction, 1);
  let to = output(instruction);
  for (let count = dimension(instruction, 0); count > 0; count--) {
    const row = load<usize>(index);
    if (row < rows) copyRun(table + ((row * width) << 2), to, width);
    else fillRun(to, all(NaN), width);
    index += 4;
    to += width << 2;
  }
}

/** Adds `count` neighbouring elements to those at `to`. */
@inline
function addRun(from: usize, to: usize, count: usize): void {
  const end = to + ((count & ~3) << 2);
  while (to < end) {
    v128.store(to, f32x4.add(v128.load(to), v128.load(from)));
    to += 16;
    from += 16;
  }
  const rest = count & 3;
  if (rest) storeFirst(to, f32x4.add(v128.load(to), v128.load(from)), rest);
}

export function scatterAddRows(instruction: usize): void {
  const width = dimension(instruction, 1);
  const rows = dimension(instruction, 2);
  let from = input(instruction, 0);
  let index = input(instruction, 1);
  const table = output(instruction);
  fillRun(table, all(0), rows * width);
  for (let count = dimension(instruction, 0); count > 0; count--) {
    const row = load<usize>(index);
    if (row < rows) {
      addRun(from, table + ((row * width) << 2), width);
    }
    index += 4;
    from += width << 2;
  }
}

export function batchIndices(instruction: usize, header: usize): void {
  const start = word(header, startWord);
  copyRun(input(instruction, 0) + (start << 2), output(instruction), dimension(instruction, 0));
}
