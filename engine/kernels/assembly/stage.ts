// A stage on one thread: as a whole, part by part from copies of its instructions, or task by task.

import {
  accumulateWord,
  checkedAddressWord,
  checkedWord,
  checkWord,
  copiesWord,
  dimensionWord,
  dynamicWord,
  extentWord,
  failedWord,
  firstPartWord,
  firstUnitWord,
  instructionWords,
  opcodeWord,
  outputWord,
  partialWord,
  perUnitWord,
  regionWord,
  scratchWord,
  slotBytesWord,
  stageEndWord,
  stageFirstWord,
  stageKindWord,
  stageParts,
  stageRegionWord,
  stageUnitsPerPartWord,
  stageUnitsPerSlotWord,
  stageUnitsWord,
  stageWhole,
  tapeWord,
  threadWord,
  unitBytesWord,
  watchWord,
} from "../tape";
import { execute } from "./dispatch";
import { isFiniteRun } from "./finite";
import { setWord, word } from "./instruction";
import { executeTask, taskCount } from "./tasks";
import { isShared, take } from "./threads";

export const instructionBytes: usize = <usize>instructionWords << 2;
const operands: i32 = 8;

/** Sets every dimension that is per unit to that of `units` units. */
@inline
export function setDimensions(instruction: usize, units: usize): void {
  let dynamic = word(instruction, dynamicWord);
  while (dynamic) {
    const i = <i32>ctz(dynamic);
    setWord(instruction, dimensionWord + i, word(instruction, perUnitWord + i) * units);
    dynamic &= dynamic - 1;
  }
}

@inline
function isFinite(instruction: usize): bool {
  return isFiniteRun(word(instruction, checkedAddressWord), word(instruction, checkedWord));
}

/** Notes which instruction of the tape gave a value that is not finite. */
@inline
function fail(header: usize, original: usize): void {
  setWord(header, failedWord, (original - word(header, tapeWord)) / instructionBytes);
}

/** Whether this thread may go on: no value that was looked at was not finite. */
export function runStage(stage: usize, header: usize): bool {
  const kind = <i32>word(stage, stageKindWord);
  if (kind == stageWhole) return word(header, threadWord) != 0 || runWhole(stage, header);
  if (kind == stageParts) return runParts(stage, header);
  return runTasks(stage, header);
}

function runWhole(stage: usize, header: usize): bool {
  const end = word(stage, stageEndWord);
  const checkAll = word(header, checkWord) != 0;
  const watched = watchedInstruction(header);
  for (let instruction = word(stage, stageFirstWord); instruction < end; instruction += instructionBytes) {
    execute(<i32>word(instruction, opcodeWord), instruction, header);
    if ((checkAll || instruction == watched) && !isFinite(instruction)) {
      fail(header, instruction);
      return false;
    }
  }
  return true;
}

/** Address of the instruction whose result must stay finite, or 0. */
@inline
export function watchedInstruction(header: usize): usize {
  const watched = word(header, watchWord);
  return watched == <usize>-1 ? 0 : word(header, tapeWord) + watched * instructionBytes;
}

/** Looks at the result of a watched instruction of a stage that is over. */
export function checkWatched(stage: usize, header: usize): bool {
  const watched = watchedInstruction(header);
  if (watched < word(stage, stageFirstWord) || watched >= word(stage, stageEndWord)) return true;
  if (isFinite(watched)) return true;
  fail(header, watched);
  return false;
}

function runTasks(stage: usize, header: usize): bool {
  const instruction = word(stage, stageFirstWord);
  const opcode = <i32>word(instruction, opcodeWord);
  if (isShared(header)) {
    const count = <i32>taskCount(opcode, instruction);
    let task: i32 = -1;
    while ((task = take(header, task)) < count) executeTask(opcode, instruction, header, task);
  } else {
    // The same bits, and what tasks prepare each for itself is prepared once.
    execute(opcode, instruction, header);
  }
  if (word(header, checkWord) == 0 || isFinite(instruction)) return true;
  fail(header, instruction);
  return false;
}

function runParts(stage: usize, header: usize): bool {
  const fixed = word(stage, stageUnitsWord);
  const units = fixed ? fixed - 1 : word(header, extentWord);
  const perSlot = word(stage, stageUnitsPerSlotWord);
  const slots = <i32>((units + perSlot - 1) / perSlot);
  let slot: i32 = -1;
  let first = true;
  while ((slot = take(header, slot)) < slots) {
    const from = <usize>slot * perSlot;
    if (!runSlot(stage, header, slot, from, min(from + perSlot, units), first)) return false;
    first = false;
  }
  return true;
}

/** Runs the parts of one slot; `first` when this thread has not yet run one of the stage. */
function runSlot(stage: usize, header: usize, slot: usize, from: usize, to: usize, first: bool): bool {
  const perPart = word(stage, stageUnitsPerPartWord);
  const checkAll = word(header, checkWord) != 0;
  const copies = word(header, copiesWord);
  const originals = word(stage, stageFirstWord);
  const end = word(stage, stageEndWord);
  if (first) copyInstructions(stage, header, copies);
  for (let unit = from; unit < to; unit += perPart) {
    const units = min(perPart, to - unit);
    let copy = copies;
    for (let original = originals; original < end; original += instructionBytes) {
      place(original, copy, slot, unit);
      setDimensions(copy, units);
      setWord(copy, accumulateWord, unit == from ? 0 : word(original, partialWord));
      execute(<i32>word(copy, opcodeWord), copy, header);
      setWord(copy, firstPartWord, 0);
      if (checkAll && !isFinite(copy)) {
        fail(header, original);
        return false;
      }
      copy += instructionBytes;
    }
  }
  return true;
}

/** Copies a stage's instructions for this thread, whose regions they then address. */
function copyInstructions(stage: usize, header: usize, copies: usize): void {
  const originals = word(stage, stageFirstWord);
  const end = word(stage, stageEndWord);
  const shift = word(header, threadWord) * word(stage, stageRegionWord);
  memory.copy(copies, originals, end - originals);
  const last = copies + (end - originals);
  for (let copy = copies; copy < last; copy += instructionBytes) {
    setWord(copy, firstPartWord, 1);
    // Without scratch the word stays 0, which says so.
    if (word(copy, scratchWord)) setWord(copy, scratchWord, word(copy, scratchWord) + shift);
    const region = word(copy, regionWord);
    for (let operand: i32 = 0; operand < operands; operand++) {
      if (!((region >> operand) & 1)) continue;
      setWord(copy, outputWord + operand, word(copy, outputWord + operand) + shift);
      if (operand == 0) setWord(copy, checkedAddressWord, word(copy, checkedAddressWord) + shift);
    }
  }
}

/** Sets the addresses of a copy to those of the part that begins with `unit`. */
@inline
function place(original: usize, copy: usize, slot: usize, unit: usize): void {
  for (let operand: i32 = 0; operand < operands; operand++) {
    const unitBytes = word(original, unitBytesWord + operand);
    if (unitBytes == 0) continue;
    setWord(copy, outputWord + operand, word(original, outputWord + operand) + unitBytes * unit);
    if (operand == 0) setWord(copy, checkedAddressWord, word(original, checkedAddressWord) + unitBytes * unit);
  }
  const slotBytes = word(original, slotBytesWord);
  if (slotBytes) setWord(copy, outputWord, word(original, outputWord) + slotBytes * slot);
  setWord(copy, firstUnitWord, unit);
}
