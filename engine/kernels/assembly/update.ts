// Writes into variables: assignments and the steps of the optimizers.

import { startWord } from "../tape";
import { copyRun } from "./copy";
import { dimension, input, output, scalar, word } from "./instruction";
import { all, multiplyAdd, storeUpTo } from "./vector";

@inline
function operand(instruction: usize, index: i32, offset: usize): v128 {
  return v128.load(input(instruction, index) + offset);
}

/** A scalar of the instruction in every lane. */
@inline
function constant(instruction: usize, index: i32): v128 {
  return all(<f32>scalar(instruction, index));
}

/** 1 − a scalar of the instruction, which is near 1: subtracted in double precision. */
@inline
function complement(instruction: usize, index: i32): v128 {
  return all(<f32>(1 - scalar(instruction, index)));
}

/** The one element of an input, in every lane. */
@inline
function single(instruction: usize, index: i32): v128 {
  return v128.load32_splat(input(instruction, index));
}

export function assign(instruction: usize): void {
  copyRun(input(instruction, 1), output(instruction), dimension(instruction, 0));
}

export function accumulate(instruction: usize): void {
  const count = dimension(instruction, 0);
  for (let i: usize = 0; i < count; i += 4) {
    const sum = f32x4.add(operand(instruction, 0, i << 2), operand(instruction, 1, i << 2));
    storeUpTo(output(instruction) + (i << 2), sum, count - i);
  }
}

export function storeRows(instruction: usize, header: usize): void {
  const width = dimension(instruction, 1);
  const to = output(instruction) + ((word(header, startWord) * width) << 2);
  copyRun(input(instruction, 1), to, dimension(instruction, 0) * width);
}

export function gradientDescent(instruction: usize): void {
  const count = dimension(instruction, 0);
  const rate = f32x4.neg(single(instruction, 2));
  for (let i: usize = 0; i < count; i += 4) {
    const p = multiplyAdd(rate, operand(instruction, 1, i << 2), operand(instruction, 0, i << 2));
    storeUpTo(output(instruction) + (i << 2), p, count - i);
  }
}

export function momentum(instruction: usize): void {
  const count = dimension(instruction, 0);
  const nesterov = dimension(instruction, 1) != 0;
  const factor = constant(instruction, 0);
  const rate = f32x4.neg(single(instruction, 3));
  for (let i: usize = 0; i < count; i += 4) {
    const g = operand(instruction, 2, i << 2);
    const v = multiplyAdd(factor, operand(instruction, 1, i << 2), g);
    const direction = nesterov ? multiplyAdd(factor, v, g) : v;
    const p = multiplyAdd(rate, direction, operand(instruction, 0, i << 2));
    storeUpTo(input(instruction, 1) + (i << 2), v, count - i);
    storeUpTo(output(instruction) + (i << 2), p, count - i);
  }
}

export function rmsprop(instruction: usize): void {
  const count = dimension(instruction, 0);
  const decay = constant(instruction, 0);
  const gain = complement(instruction, 0);
  const epsilon = constant(instruction, 1);
  const rate = single(instruction, 3);
  for (let i: usize = 0; i < count; i += 4) {
    const g = operand(instruction, 2, i << 2);
    const s = multiplyAdd(decay, operand(instruction, 1, i << 2), f32x4.mul(gain, f32x4.mul(g, g)));
    const change = f32x4.div(f32x4.mul(rate, g), f32x4.add(f32x4.sqrt(s), epsilon));
    const p = f32x4.sub(operand(instruction, 0, i << 2), change);
    storeUpTo(input(instruction, 1) + (i << 2), s, count - i);
    storeUpTo(output(instruction) + (i << 2), p, count - i);
  }
}

export function adam(instruction: usize): void {
  const count = dimension(instruction, 0);
  const beta1 = constant(instruction, 0);
  const beta2 = constant(instruction, 1);
  const gain1 = complement(instruction, 0);
  const gain2 = complement(instruction, 1);
  const epsilon = constant(instruction, 2);
  const rate = single(instruction, 4);
  const kept = f32x4.sub(all(1), f32x4.mul(rate, constant(instruction, 3)));
  const correctedRate = f32x4.mul(rate, single(instruction, 5));
  const correction2 = single(instruction, 6);
  for (let i: usize = 0; i < count; i += 4) {
    const g = operand(instruction, 3, i << 2);
    const m = multiplyAdd(beta1, operand(instruction, 1, i << 2), f32x4.mul(gain1, g));
    const v = multiplyAdd(beta2, operand(instruction, 2, i << 2), f32x4.mul(gain2, f32x4.mul(g, g)));
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(correction2, v)), epsilon);
    const change = f32x4.div(f32x4.mul(correctedRate, m), root);
    const p = f32x4.sub(f32x4.mul(operand(instruction, 0, i << 2), kept), change);
    storeUpTo(input(instruction, 1) + (i << 2), m, count - i);
    storeUpTo(input(instruction, 2) + (i << 2), v, count - i);
    storeUpTo(output(instruction) + (i << 2), p, count - i);
  }
}
