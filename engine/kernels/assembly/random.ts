// Dropout masks by Threefry-2x32 with 20 rounds, 32 numbers at a time: the same bits as core/random.ts.

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

/** Stores the mask of the words of two blocks, as many of the eight numbers as there is room for. */
@inline
function storePair(to: usize, words: v128, threshold: v128, factor: v128, room: usize): void {
  const kept = i16x8.ge_u(words, threshold);
  storeUpTo(to, v128.and(i32x4.extend_low_i16x8_s(kept), factor), room);
  if (room > 4) storeUpTo(to + 16, v128.and(i32x4.extend_high_i16x8_s(kept), factor), room - 4);
}

/** Stores the mask of the words of four blocks, as many of the sixteen numbers as there is room for. */
@inline
function storeBlocks(to: usize, x: v128, y: v128, threshold: v128, factor: v128, room: usize): void {
  storePair(to, v128.shuffle<u32>(x, y, 0, 4, 1, 5), threshold, factor, room);
  if (room > 8) storePair(to + 32, v128.shuffle<u32>(x, y, 2, 6, 3, 7), threshold, factor, room - 8);
}

/** Element i has 16 bits of the block with key (seed, stream) and counter (⌊i/4⌋, step index): i mod 4, lowest first. */
export function dropoutMask(instruction: usize, header: usize): void {
  let count = dimension(instruction, 0);
  const from = firstUnit(instruction) * dimension(instruction, 2);
  let to = output(instruction);
  const skipped = from & 3;
  if (skipped) {
    // A part that begins within a block: the whole block goes to the workspace first.
    const workspace = word(header, workspaceWord);
    const wanted = min<usize>(4 - skipped, count);
    draw(instruction, header, from - skipped, 4, workspace);
    copyRun(workspace + (skipped << 2), to, wanted);
    to += wanted << 2;
    count -= wanted;
    if (count == 0) return;
    draw(instruction, header, from - skipped + 4, count, to);
  } else {
    draw(instruction, header, from, count, to);
  }
}

/** Elements `from`, a multiple of four, to from + count. */
function draw(instruction: usize, header: usize, from: usize, count: usize, to: usize): void {
  const threshold = i16x8.splat(<i16>dimension(instruction, 3));
  const factor = all(<f32>scalar(instruction, 0));
  const k0 = i32x4.splat(<i32>word(header, seedWord));
  const k1 = i32x4.splat(<i32>dimension(instruction, 1));
  const k2 = v128.xor(v128.xor(k0, k1), i32x4.splat(0x1bd11bda));
  const y0 = i32x4.add(i32x4.splat(<i32>word(header, indexWord)), k1);
  let x0 = i32x4.add(i32x4.add(i32x4(0, 1, 2, 3), i32x4.splat(<i32>(from >> 2))), k0);
  for (let i: usize = 0; i < count; i += 32) {
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
    storeBlocks(to, x, y, threshold, factor, room);
    if (room > 16) storeBlocks(to + 64, u, v, threshold, factor, room - 16);
    to += 128;
  }
}
