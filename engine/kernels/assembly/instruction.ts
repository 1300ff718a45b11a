// Reading the words of an instruction.

import {
  accumulateWord,
  checkedAddressWord,
  checkedWord,
  dimensionWord,
  firstPartWord,
  firstUnitWord,
  inputWord,
  outputWord,
  scalarWord,
  scratchWord,
} from "../tape";

@inline
export function word(instruction: usize, index: i32): usize {
  return load<usize>(instruction + (<usize>index << 2));
}

@inline
export function setWord(at: usize, index: i32, value: usize): void {
  store<usize>(at + (<usize>index << 2), value);
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

/** Working memory of this thread. */
@inline
export function scratch(instruction: usize): usize {
  return word(instruction, scratchWord);
}

/** Whether the output, a sum over units, is added to what is there. */
@inline
export function accumulates(instruction: usize): bool {
  return word(instruction, accumulateWord) != 0;
}

/** Whether scratch holds nothing yet that an earlier part of the instruction left there. */
@inline
export function isFirstPart(instruction: usize): bool {
  return word(instruction, firstPartWord) != 0;
}

@inline
export function firstUnit(instruction: usize): usize {
  return word(instruction, firstUnitWord);
}

/**
 * Says which elements a check for finite values looks at, where a unit has no fixed number of them: from `from` to `end`,
 * counted in `stride` bytes.
 */
@inline
export function setWritten(instruction: usize, to: usize, stride: usize, from: usize, end: usize): void {
  setWord(instruction, checkedAddressWord, to + from * stride);
  setWord(instruction, checkedWord, ((end - from) * stride) >> 2);
}
