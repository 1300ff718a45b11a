// Rows chosen by number: one-hot, gather, scatter-add, and the batch's part of the epoch's order.

import { startWord } from "../tape";
import { copyRun, fillRun } from "./copy";
import { dimension, input, output, word } from "./instruction";
import { all, storeUpTo } from "./vector";

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
      const to = table + ((row * width) << 2);
      for (let i: usize = 0; i < width; i += 4) {
        const at = to + (i << 2);
        storeUpTo(at, f32x4.add(v128.load(at), v128.load(from + (i << 2))), width - i);
      }
    }
    index += 4;
    from += width << 2;
  }
}

export function batchIndices(instruction: usize, header: usize): void {
  const start = word(header, startWord);
  copyRun(input(instruction, 0) + (start << 2), output(instruction), dimension(instruction, 0));
}
