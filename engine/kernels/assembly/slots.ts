// The sum of what the slots of a stage have left of a sum over units.

import { extentWord } from "../tape";
import { dimension, input, output, word } from "./instruction";
import { storeUpTo } from "./vector";

export function sumSlots(instruction: usize, header: usize): void {
  const count = dimension(instruction, 0);
  const stride = dimension(instruction, 1) << 2;
  const fixed = dimension(instruction, 2);
  const unitsPerSlot = dimension(instruction, 3);
  const units = fixed ? fixed : word(header, extentWord);
  const slots = (units + unitsPerSlot - 1) / unitsPerSlot;
  let from = input(instruction, 0);
  const to = output(instruction);
  for (let i: usize = 0; i < count; i += 4) {
    let sum = v128.load(from);
    let slot = from;
    for (let s: usize = 1; s < slots; s++) {
      slot += stride;
      sum = f32x4.add(sum, v128.load(slot));
    }
    storeUpTo(to + (i << 2), sum, count - i);
    from += 16;
  }
}
