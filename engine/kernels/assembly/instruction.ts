// Reading the words of an instruction.

import { dimensionWord, inputWord, outputWord, scalarWord } from "../tape";

@inline
export function word(instruction: usize, index: i32): usize {
  return load<usize>(instruction + (<usize>index << 2));
}

@inline
export function output(instruction: usize): usize {
  return word(instruction, outputWord);
}

@inline
export function input(instruction: usize, index: i32): usize {
  return word(instruction, inputWord + index);
}

/** A size or stride, in elements. */
@inline
export function dimension(instruction: usize, index: i32): usize {
  return word(instruction, dimensionWord + index);
}

@inline
export function scalar(instruction: usize, index: i32): f64 {
  return load<f64>(instruction + (<usize>(scalarWord + 2 * index) << 2));
}
