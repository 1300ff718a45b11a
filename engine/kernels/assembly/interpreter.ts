// The run loop: the steps of a call, the stages of each, and the threads that join it.

import {
  boundWord,
  callHeaderWord,
  callThreadsWord,
  callWord,
  capacityWord,
  copiesWord,
  endWord,
  extentWord,
  failedWord,
  firstIndexWord,
  firstStepWord,
  headerWords,
  indexWord,
  instructionCountWord,
  leaveWord,
  readyWord,
  rowsWord,
  scalarCountWord,
  scalarsWord,
  scalarTableWord,
  stageCountWord,
  stageKindWord,
  stagesWord,
  stageWhole,
  stageWords,
  startWord,
  stepCountWord,
  tapeWord,
  threadsWord,
  threadWord,
  threadWords,
  unitsWord,
  workspaceBytes,
  workspaceWord,
} from "../tape";
import { setWord, word } from "./instruction";
import { checkWatched, instructionBytes, runStage, setDimensions, watchedInstruction } from "./stage";
import { atomicAdd, atomicLoad, atomicStore, call, isShared, meet, syncAddress, waitWhile } from "./threads";

/** Sets the dimensions of all instructions for a batch of `extent` rows. */
function bind(header: usize, extent: usize): void {
  const tape = word(header, tapeWord);
  const end = tape + word(header, instructionCountWord) * instructionBytes;
  for (let instruction = tape; instruction < end; instruction += instructionBytes) {
    const fixed = word(instruction, unitsWord);
    setDimensions(instruction, fixed ? fixed - 1 : extent);
  }
}

/**
 * Runs the steps that a program's header asks for, on so many threads that are there, this one counted.
 * @returns how many ran; fewer than asked when a value was not finite, the failing step not counted
 */
export function run(header: usize, threads: usize): usize {
  setWord(header, threadWord, 0);
  setWord(header, threadsWord, threads);
  setWord(header, failedWord, <usize>-1);
  if (threads > 1) {
    call(header, threads);
    // Until all have copied the header.
    meet(header);
  }
  return steps(header);
}

/** The life of a thread that helps: joins calls until it is told to end. Its own words are number `thread` of `own`. */
export function help(sync: usize, own: usize): void {
  const thread = <usize>atomicAdd(sync + (<usize>readyWord << 2), 1) + 1;
  const header = own + thread * (<usize>threadWords << 2);
  const calls = sync + (<usize>callWord << 2);
  let seen = 0;
  for (;;) {
    waitWhile(calls, seen);
    seen = atomicLoad(calls);
    if (atomicLoad(sync + (<usize>endWord << 2))) return;
    const threads = <usize>atomicLoad(sync + (<usize>callThreadsWord << 2));
    const asked = <usize>atomicLoad(sync + (<usize>callHeaderWord << 2));
    if (seen & 1 || thread >= threads || atomicLoad(calls) != seen) continue;
    memory.copy(header, asked, <usize>headerWords << 2);
    setWord(header, threadWord, thread);
    setWord(header, copiesWord, header + (<usize>headerWords << 2));
    setWord(header, workspaceWord, word(asked, workspaceWord) + thread * <usize>workspaceBytes);
    meet(header);
    steps(header);
  }
}

function steps(header: usize): usize {
  const capacity = word(header, capacityWord);
  const rows = word(header, rowsWord);
  const firstStep = word(header, firstStepWord);
  const firstIndex = word(header, firstIndexWord);
  const count = word(header, stepCountWord);
  const scalarBytes = word(header, scalarCountWord) << 2;
  for (let done: usize = 0; done < count; done++) {
    const start = (firstStep + done) * capacity;
    const extent = min(capacity, rows - start);
    setWord(header, startWord, start);
    setWord(header, extentWord, extent);
    setWord(header, indexWord, firstIndex + done);
    setWord(header, scalarsWord, word(header, scalarTableWord) + done * scalarBytes);
    if (word(header, boundWord) != extent) {
      if (word(header, threadWord) == 0) bind(header, extent);
      setWord(header, boundWord, extent);
      meet(header);
    }
    if (!step(header)) return done;
  }
  return count;
}

/** Whether all values that were looked at are finite. */
function step(header: usize): bool {
  const first = word(header, stagesWord);
  const end = first + word(header, stageCountWord) * (<usize>stageWords << 2);
  const watches = watchedInstruction(header) != 0;
  for (let stage = first; stage < end; stage += <usize>stageWords << 2) {
    if (!isShared(header)) {
      if (!runStage(stage, header)) return false;
      if (watches && <i32>word(stage, stageKindWord) != stageWhole && !checkWatched(stage, header)) return false;
    } else if (!runSharedStage(stage, header, watches)) {
      return false;
    }
  }
  return true;
}

/** The first thread looks at what is watched and tells the others whether to leave. */
function runSharedStage(stage: usize, header: usize, watches: bool): bool {
  let goesOn = runStage(stage, header);
  meet(header);
  if (!watches) return true;
  const leave = syncAddress(header, leaveWord);
  if (word(header, threadWord) == 0) {
    if (goesOn && <i32>word(stage, stageKindWord) != stageWhole) goesOn = checkWatched(stage, header);
    atomicStore(leave, goesOn ? 0 : 1);
  }
  meet(header);
  return atomicLoad(leave) == 0;
}
