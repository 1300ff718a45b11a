// How threads meet: bounded spinning, then sleep. In modules without threads a call runs on one, and nobody is met.

import {
  arrivedWord,
  callHeaderWord,
  callThreadsWord,
  callWord,
  meetingWord,
  nextWord,
  syncWord,
  threadsWord,
} from "../tape";
import { word } from "./instruction";

/** A thread looks at a word this many times, some tens of microseconds, before it sleeps. */
const spins: i32 = 20000;

@inline
export function atomicLoad(address: usize): i32 {
  if (ASC_FEATURE_THREADS) return atomic.load<i32>(address);
  return load<i32>(address);
}

@inline
export function atomicStore(address: usize, value: i32): void {
  if (ASC_FEATURE_THREADS) atomic.store<i32>(address, value);
  else store<i32>(address, value);
}

/** What was there before. */
@inline
export function atomicAdd(address: usize, value: i32): i32 {
  if (ASC_FEATURE_THREADS) return atomic.add<i32>(address, value);
  const before = load<i32>(address);
  store<i32>(address, before + value);
  return before;
}

@inline
function wakeAll(address: usize): void {
  if (ASC_FEATURE_THREADS) atomic.notify(address, -1);
}

/** Waits until the word at `address` is no longer `value`. */
export function waitWhile(address: usize, value: i32): void {
  for (let i = 0; i < spins; i++) if (atomicLoad(address) != value) return;
  while (atomicLoad(address) == value) {
    if (ASC_FEATURE_THREADS) atomic.wait<i32>(address, value, -1);
  }
}

/** Address of one of the words through which threads meet. */
@inline
export function syncAddress(header: usize, index: i32): usize {
  return word(header, syncWord) + (<usize>index << 2);
}

/** Whether several threads run this call. */
@inline
export function isShared(header: usize): bool {
  return ASC_FEATURE_THREADS && word(header, threadsWord) > 1;
}

/** Returns when all threads of the call are here, and sees all that they have written. */
export function meet(header: usize): void {
  if (!isShared(header)) return;
  const meeting = syncAddress(header, meetingWord);
  const turn = atomicLoad(meeting);
  if (<usize>(atomicAdd(syncAddress(header, arrivedWord), 1) + 1) < word(header, threadsWord)) {
    waitWhile(meeting, turn);
    return;
  }
  // The last one prepares the next meeting and the next stage, then lets the others go.
  atomicStore(syncAddress(header, arrivedWord), 0);
  atomicStore(syncAddress(header, nextWord), 0);
  atomicStore(meeting, turn + 1);
  wakeAll(meeting);
}

/** A slot or task that no other thread has: the one after `last` where this thread is alone. */
@inline
export function take(header: usize, last: i32): i32 {
  return isShared(header) ? atomicAdd(syncAddress(header, nextWord), 1) : last + 1;
}

/** Asks so many threads, this one counted, to join a call. The count of calls is odd while one is being prepared. */
export function call(header: usize, threads: usize): void {
  atomicAdd(syncAddress(header, callWord), 1);
  atomicStore(syncAddress(header, callThreadsWord), <i32>threads);
  atomicStore(syncAddress(header, callHeaderWord), <i32>header);
  atomicAdd(syncAddress(header, callWord), 1);
  wakeAll(syncAddress(header, callWord));
}
