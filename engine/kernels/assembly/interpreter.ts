// The run loop: the steps of a call, the instructions of each, and the checks for finite values.

import {
  boundWord,
  capacityWord,
  checkedAddressWord,
  checkedWord,
  checkWord,
  dimensionWord,
  dynamicWord,
  extentWord,
  failedWord,
  firstIndexWord,
  firstStepWord,
  indexWord,
  instructionCountWord,
  instructionWords,
  opcodeWord,
  perUnitWord,
  rowsWord,
  scalarCountWord,
  scalarsWord,
  scalarTableWord,
  startWord,
  stepCountWord,
  tapeWord,
  watchWord,
} from "../tape";
import { execute } from "./dispatch";
import { isFiniteRun } from "./finite";
import { word } from "./instruction";

@inline
function setWord(header: usize, index: i32, value: usize): void {
  store<usize>(header + (<usize>index << 2), value);
}

/** Sets every dimension that is per unit to that of `extent` rows. */
function bind(tape: usize, end: usize, extent: usize): void {
  for (let instruction = tape; instruction < end; instruction += <usize>instructionWords << 2) {
    let dynamic = word(instruction, dynamicWord);
    while (dynamic) {
      const i = <i32>ctz(dynamic);
      setWord(instruction, dimensionWord + i, word(instruction, perUnitWord + i) * extent);
      dynamic &= dynamic - 1;
    }
  }
}

/**
 * Runs the steps that a program's header asks for.
 * @returns how many ran; fewer than asked when a value was not finite, the failing step not counted
 */
export function run(header: usize): usize {
  const tape = word(header, tapeWord);
  const end = tape + word(header, instructionCountWord) * (<usize>instructionWords << 2);
  const capacity = word(header, capacityWord);
  const rows = word(header, rowsWord);
  const firstStep = word(header, firstStepWord);
  const firstIndex = word(header, firstIndexWord);
  const steps = word(header, stepCountWord);
  const scalarBytes = word(header, scalarCountWord) << 2;
  const checkAll = word(header, checkWord) != 0;
  const watched = word(header, watchWord);
  const watch = watched == <usize>-1 ? <usize>0 : tape + watched * (<usize>instructionWords << 2);
  setWord(header, failedWord, <usize>-1);
  for (let done: usize = 0; done < steps; done++) {
    const start = (firstStep + done) * capacity;
    const extent = min(capacity, rows - start);
    setWord(header, startWord, start);
    setWord(header, extentWord, extent);
    setWord(header, indexWord, firstIndex + done);
    setWord(header, scalarsWord, word(header, scalarTableWord) + done * scalarBytes);
    if (word(header, boundWord) != extent) {
      bind(tape, end, extent);
      setWord(header, boundWord, extent);
    }
    for (let instruction = tape; instruction < end; instruction += <usize>instructionWords << 2) {
      execute(<i32>word(instruction, opcodeWord), instruction, header);
      if (checkAll || instruction == watch) {
        if (!isFiniteRun(word(instruction, checkedAddressWord), word(instruction, checkedWord))) {
          setWord(header, failedWord, (instruction - tape) / (<usize>instructionWords << 2));
          return done;
        }
      }
    }
  }
  return steps;
}
