// Dropout masks by Threefry-2x32 with 20 rounds, sixteen numbers at a time: the same bits as core/random.ts.

import { indexWord, seedWord, workspaceWord } from "../tape";
import { copyRun } from "./copy";
import { dimension, firstUnit, output, scalar, word } from "./instruction";
import { all, storeUpTo } from "./vector";

@inline
function rotate(x: v128, bits: i32): v128 {
  if (bits == 16) return v128.shuffle<u16>(x, x, 1, 0, 3, 2, 5, 4, 7, 6);
  return v128.or(i32x4.shl(x, bits), i32x4.shr_u(x, 32 - bits));
}

/** The second word of a round, after its first, x, is known. */
@inline
function mix(y: v128, bits: i32, x: v128): v128 {
  return v128.xor(rotate(y, bits), x);
}

/** The upper 24 of 32 random bits as a number in [0, 1). */
@inline
function toUnit(bits: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(bits, 8)), all(5.9604644775390625e-8));
}

/** Stores the mask of the words of four blocks, as many of the eight numbers as there is room for. */
@inline
function storeBlocks(to: usize, x: v128, y: v128, share: v128, factor: v128, room: usize): void {
  const u = v128.and(f32x4.gt(toUnit(x), share), factor);
  const v = v128.and(f32x4.gt(toUnit(y), share), factor);
  storeUpTo(to, v128.shuffle<u32>(u, v, 0, 4, 1, 5), room);
  if (room > 4) storeUpTo(to + 16, v128.shuffle<u32>(u, v, 2, 6, 3, 7), room - 4);
}

/** Element i belongs to word i mod 2 of the block with key (seed, stream) and counter (⌊i/2⌋, step index). */
export function dropoutMask(instruction: usize, header: usize): void {
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
  const share = all(<f32>scalar(instruction, 0));
  const factor = all(<f32>scalar(instruction, 1));
  const k0 = i32x4.splat(<i32>word(header, seedWord));
  const k1 = i32x4.splat(<i32>dimension(instruction, 1));
  const k2 = v128.xor(v128.xor(k0, k1), i32x4.splat(0x1bd11bda));
  const y0 = i32x4.add(i32x4.splat(<i32>word(header, indexWord)), k1);
  let x0 = i32x4.add(i32x4.add(i32x4(0, 1, 2, 3), i32x4.splat(<i32>(from >> 1))), k0);
  for (let i: usize = 0; i < count; i += 16) {
    // Four blocks in the lanes of x and y and four in those of u and v: their rounds do not wait for each other.
    let x = x0;
    let y = y0;
    let u = i32x4.add(x0, i32x4.splat(4));
    let v = y0;
    x0 = i32x4.add(x0, i32x4.splat(8));
    let first = k1;
    let second = k2;
    let third = k0;
    for (let injection: i32 = 1; injection <= 5; injection++) {
      x = i32x4.add(x, y);
      u = i32x4.add(u, v);
      if (injection & 1) {
        y = mix(y, 13, x);
        v = mix(v, 13, u);
        x = i32x4.add(x, y);
        u = i32x4.add(u, v);
        y = mix(y, 15, x);
        v = mix(v, 15, u);
        x = i32x4.add(x, y);
        u = i32x4.add(u, v);
        y = mix(y, 26, x);
        v = mix(v, 26, u);
        x = i32x4.add(x, y);
        u = i32x4.add(u, v);
        y = mix(y, 6, x);
        v = mix(v, 6, u);
      } else {
        y = mix(y, 17, x);
        v = mix(v, 17, u);
        x = i32x4.add(x, y);
        u = i32x4.add(u, v);
        y = mix(y, 29, x);
        v = mix(v, 29, u);
        x = i32x4.add(x, y);
        u = i32x4.add(u, v);
        y = mix(y, 16, x);
        v = mix(v, 16, u);
        x = i32x4.add(x, y);
        u = i32x4.add(u, v);
        y = mix(y, 24, x);
        v = mix(v, 24, u);
      }
      const ofY = i32x4.add(second, i32x4.splat(injection));
      x = i32x4.add(x, first);
      u = i32x4.add(u, first);
      y = i32x4.add(y, ofY);
      v = i32x4.add(v, ofY);
      const next = first;
      first = second;
      second = third;
      third = next;
    }
    const room = count - i;
    storeBlocks(to, x, y, share, factor, room);
    if (room > 8) storeBlocks(to + 32, u, v, share, factor, room - 8);
    to += 64;
  }
}
