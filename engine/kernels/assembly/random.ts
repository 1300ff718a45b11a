// Uniform random numbers by Threefry-2x32 with 20 rounds, eight at a time: the same bits as core/random.ts.

import { indexWord, seedWord, workspaceWord } from "../tape";
import { copyRun } from "./copy";
import { dimension, firstUnit, output, word } from "./instruction";
import { all, storeUpTo } from "./vector";

@inline
function rotate(x: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(x, bits), i32x4.shr_u(x, 32 - bits));
}

/** The upper 24 of 32 random bits as a number in [0, 1). */
@inline
function toUnit(bits: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(bits, 8)), all(5.9604644775390625e-8));
}

/** Element i is word i mod 2 of the block with key (seed, stream) and counter (⌊i/2⌋, step index). */
export function uniform(instruction: usize, header: usize): void {
  let count = dimension(instruction, 0);
  const from = firstUnit(instruction) * dimension(instruction, 2);
  let to = output(instruction);
  const skipped = from & 7;
  if (skipped) {
    // A part that begins within a group of eight: the whole group goes to the workspace first.
    const workspace = word(header, workspaceWord);
    const wanted = min<usize>(8 - skipped, count);
    draw(instruction, header, from - skipped, 8, workspace);
    copyRun(workspace + (skipped << 2), to, wanted);
    to += wanted << 2;
    count -= wanted;
    if (count == 0) return;
    draw(instruction, header, from - skipped + 8, count, to);
  } else {
    draw(instruction, header, from, count, to);
  }
}

/** Elements `from`, a multiple of eight, to from + count. */
function draw(instruction: usize, header: usize, from: usize, count: usize, to: usize): void {
  const k0 = i32x4.splat(<i32>word(header, seedWord));
  const k1 = i32x4.splat(<i32>dimension(instruction, 1));
  const k2 = v128.xor(v128.xor(k0, k1), i32x4.splat(0x1bd11bda));
  const y0 = i32x4.add(i32x4.splat(<i32>word(header, indexWord)), k1);
  let counter = i32x4.add(i32x4(0, 1, 2, 3), i32x4.splat(<i32>(from >> 1)));
  for (let i: usize = 0; i < count; i += 8) {
    let x = i32x4.add(counter, k0);
    let y = y0;
    for (let injection: i32 = 1; injection <= 5; injection++) {
      if (injection & 1) {
        x = i32x4.add(x, y);
        y = v128.xor(rotate(y, 13), x);
        x = i32x4.add(x, y);
        y = v128.xor(rotate(y, 15), x);
        x = i32x4.add(x, y);
        y = v128.xor(rotate(y, 26), x);
        x = i32x4.add(x, y);
        y = v128.xor(rotate(y, 6), x);
      } else {
        x = i32x4.add(x, y);
        y = v128.xor(rotate(y, 17), x);
        x = i32x4.add(x, y);
        y = v128.xor(rotate(y, 29), x);
        x = i32x4.add(x, y);
        y = v128.xor(rotate(y, 16), x);
        x = i32x4.add(x, y);
        y = v128.xor(rotate(y, 24), x);
      }
      // Of the key schedule (k0, k1, k2), words `injection` and `injection + 1`, modulo 3.
      const first = injection == 1 || injection == 4 ? k1 : injection == 3 ? k0 : k2;
      const second = injection == 1 || injection == 4 ? k2 : injection == 3 ? k1 : k0;
      x = i32x4.add(x, first);
      y = i32x4.add(i32x4.add(y, second), i32x4.splat(injection));
    }
    const u = toUnit(x);
    const v = toUnit(y);
    const rest = count - i;
    storeUpTo(to, v128.shuffle<u32>(u, v, 0, 4, 1, 5), rest);
    if (rest > 4) storeUpTo(to + 16, v128.shuffle<u32>(u, v, 2, 6, 3, 7), rest - 4);
    counter = i32x4.add(counter, i32x4.splat(4));
    to += 32;
  }
}
