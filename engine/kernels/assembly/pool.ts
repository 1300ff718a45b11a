// Pooling of images and its adjoints, four channels at a time.

import { horizontal, vertical } from "./convolution-rows";
import { fillRun } from "./copy";
import { dimension, input, output } from "./instruction";
import { all, choose, storeUpTo } from "./vector";

const maximum: i32 = 0;
const select: i32 = 1;
const scatter: i32 = 2;
const mean: i32 = 3;
const share: i32 = 4;

/** The largest of a row of a window, four channels; most windows have two or three columns. */
@inline
function maximumOfRow(at: usize, columns: usize, pixel: usize): v128 {
  let best = v128.load(at);
  if (columns == 1) return best;
  best = f32x4.max(best, v128.load(at + pixel));
  for (let i: usize = 2; i < columns; i++) best = f32x4.max(best, v128.load(at + i * pixel));
  return best;
}

/** A window of one pixel of the result, four channels: rows × columns of pixels from byte `first` on. */
@inline
function maximumOf(x: usize, first: usize, rows: usize, columns: usize, row: usize, pixel: usize): v128 {
  let at = x + first;
  let best = maximumOfRow(at, columns, pixel);
  for (let i: usize = 1; i < rows; i++) {
    at += row;
    best = f32x4.max(best, maximumOfRow(at, columns, pixel));
  }
  return best;
}

/** Lanes of the first element that is the maximum `best`, or a NaN, which is then the maximum too. */
@inline
function among(value: v128, best: v128, taken: v128): v128 {
  return v128.andnot(v128.or(f32x4.eq(value, best), f32x4.ne(value, value)), taken);
}

@inline
function poolWindow(
  kind: i32,
  x: usize,
  other: usize,
  first: usize,
  rows: usize,
  columns: usize,
  row: usize,
  pixel: usize,
  pooled: usize,
  part: v128,
  room: usize,
): void {
  if (kind == maximum) {
    storeUpTo(pooled, maximumOf(x, first, rows, columns, row, pixel), room);
    return;
  }
  const best = kind == select || kind == scatter ? maximumOf(x, first, rows, columns, row, pixel) : all(0);
  const value = kind == scatter || kind == share ? f32x4.mul(v128.load(pooled), part) : all(0);
  let taken = all(0);
  let sum = all(0);
  for (let i: usize = 0; i < rows; i++) {
    for (let j: usize = 0; j < columns; j++) {
      const at = first + i * row + j * pixel;
      if (kind == mean) {
        sum = f32x4.add(sum, v128.load(x + at));
      } else if (kind == share) {
        storeUpTo(other + at, f32x4.add(v128.load(other + at), value), room);
      } else {
        const here = among(v128.load(x + at), best, taken);
        taken = v128.or(taken, here);
        const there = v128.load(other + at);
        if (kind == select) sum = choose(here, there, sum);
        else storeUpTo(other + at, f32x4.add(there, v128.and(here, value)), room);
      }
    }
  }
  if (kind == mean) storeUpTo(pooled, f32x4.mul(sum, part), room);
  else if (kind == select) storeUpTo(pooled, sum, room);
}

/** `x` and `other` are images, `pooled` has an element for each window; which of them are read is the kind's. */
@inline
function pool(kind: i32, instruction: usize, x: usize, other: usize, pooled: usize): void {
  const height = <isize>dimension(instruction, 1);
  const width = <isize>dimension(instruction, 2);
  const channels = dimension(instruction, 3);
  const outputRows = dimension(instruction, 4);
  const outputColumns = dimension(instruction, 5);
  const size = dimension(instruction, 6);
  const stride = dimension(instruction, 7);
  const padding = dimension(instruction, 8);
  const pixel = channels << 2;
  const row = <usize>width * pixel;
  const image = <usize>height * row;
  const part = kind == mean || kind == share ? all(<f32>(1 / <f64>(vertical(size) * horizontal(size)))) : all(1);
  for (let images = dimension(instruction, 0); images > 0; images--) {
    if (kind == scatter || kind == share) fillRun(other, all(0), image >> 2);
    for (let i: usize = 0; i < outputRows; i++) {
      const top = <isize>(i * vertical(stride)) - <isize>vertical(padding);
      const firstRow = <usize>max<isize>(top, 0);
      const rows = <usize>min<isize>(top + <isize>vertical(size), height) - firstRow;
      for (let j: usize = 0; j < outputColumns; j++) {
        const left = <isize>(j * horizontal(stride)) - <isize>horizontal(padding);
        const firstColumn = <usize>max<isize>(left, 0);
        const columns = <usize>min<isize>(left + <isize>horizontal(size), width) - firstColumn;
        const first = firstRow * row + firstColumn * pixel;
        for (let c: usize = 0; c < channels; c += 4) {
          const to = pooled + (c << 2);
          poolWindow(kind, x, other, first + (c << 2), rows, columns, row, pixel, to, part, channels - c);
        }
        pooled += pixel;
      }
    }
    x += image;
    other += image;
  }
}

export function maxPool(instruction: usize): void {
  pool(maximum, instruction, input(instruction, 0), 0, output(instruction));
}
export function maxPoolSelect(instruction: usize): void {
  pool(select, instruction, input(instruction, 0), input(instruction, 1), output(instruction));
}
export function maxPoolScatter(instruction: usize): void {
  pool(scatter, instruction, input(instruction, 0), output(instruction), input(instruction, 1));
}
export function meanPool(instruction: usize): void {
  pool(mean, instruction, input(instruction, 0), 0, output(instruction));
}
export function meanPoolAdjoint(instruction: usize): void {
  pool(share, instruction, 0, output(instruction), input(instruction, 0));
}
