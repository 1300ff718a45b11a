// Element-wise arithmetic of two tensors, broadcast by strides.

import { Opcode } from "../opcodes";
import { dimension, input, output } from "./instruction";
import { all, storeFirst } from "./vector";

@inline
function apply(opcode: i32, a: v128, b: v128): v128 {
  if (opcode == Opcode.Add) return f32x4.add(a, b);
  if (opcode == Opcode.Subtract) return f32x4.sub(a, b);
  if (opcode == Opcode.Multiply) return f32x4.mul(a, b);
  if (opcode == Opcode.Divide) return f32x4.div(a, b);
  if (opcode == Opcode.Maximum) return f32x4.max(a, b);
  if (opcode == Opcode.Minimum) return f32x4.min(a, b);
  if (opcode == Opcode.Greater) return v128.and(f32x4.gt(a, b), all(1));
  return v128.and(f32x4.eq(a, b), all(1));
}

/** One run along the last axis; strides in elements. */
@inline
function run(opcode: i32, a: usize, b: usize, to: usize, count: usize, strideA: usize, strideB: usize): void {
  const end = to + ((count & ~3) << 2);
  const rest = count & 3;
  if (strideA == 1 && strideB == 1) {
    while (to < end) {
      v128.store(to, apply(opcode, v128.load(a), v128.load(b)));
      to += 16;
      a += 16;
      b += 16;
    }
    if (rest) storeFirst(to, apply(opcode, v128.load(a), v128.load(b)), rest);
  } else if (strideA == 1 && strideB == 0) {
    const repeated = v128.load32_splat(b);
    while (to < end) {
      v128.store(to, apply(opcode, v128.load(a), repeated));
      to += 16;
      a += 16;
    }
    if (rest) storeFirst(to, apply(opcode, v128.load(a), repeated), rest);
  } else if (strideA == 0 && strideB == 1) {
    const repeated = v128.load32_splat(a);
    while (to < end) {
      v128.store(to, apply(opcode, repeated, v128.load(b)));
      to += 16;
      b += 16;
    }
    if (rest) storeFirst(to, apply(opcode, repeated, v128.load(b)), rest);
  } else {
    const last = to + (count << 2);
    while (to < last) {
      v128.store_lane<f32>(to, apply(opcode, v128.load32_splat(a), v128.load32_splat(b)), 0);
      to += 4;
      a += strideA << 2;
      b += strideB << 2;
    }
  }
}

@inline
function walk(opcode: i32, instruction: usize): void {
  const size0 = dimension(instruction, 0);
  const size1 = dimension(instruction, 1);
  const size2 = dimension(instruction, 2);
  const size3 = dimension(instruction, 3);
  const strideA = dimension(instruction, 7);
  const strideB = dimension(instruction, 11);
  let to = output(instruction);
  let a0 = input(instruction, 0);
  let b0 = input(instruction, 1);
  for (let i0: usize = 0; i0 < size0; i0++) {
    let a1 = a0;
    let b1 = b0;
    for (let i1: usize = 0; i1 < size1; i1++) {
      let a2 = a1;
      let b2 = b1;
      for (let i2: usize = 0; i2 < size2; i2++) {
        run(opcode, a2, b2, to, size3, strideA, strideB);
        to += size3 << 2;
        a2 += dimension(instruction, 6) << 2;
        b2 += dimension(instruction, 10) << 2;
      }
      a1 += dimension(instruction, 5) << 2;
      b1 += dimension(instruction, 9) << 2;
    }
    a0 += dimension(instruction, 4) << 2;
    b0 += dimension(instruction, 8) << 2;
  }
}

export function add(instruction: usize): void {
  walk(Opcode.Add, instruction);
}
export function subtract(instruction: usize): void {
  walk(Opcode.Subtract, instruction);
}
export function multiply(instruction: usize): void {
  walk(Opcode.Multiply, instruction);
}
export function divide(instruction: usize): void {
  walk(Opcode.Divide, instruction);
}
export function maximum(instruction: usize): void {
  walk(Opcode.Maximum, instruction);
}
export function minimum(instruction: usize): void {
  walk(Opcode.Minimum, instruction);
}
export function greater(instruction: usize): void {
  walk(Opcode.Greater, instruction);
}
export function equal(instruction: usize): void {
  walk(Opcode.Equal, instruction);
}
