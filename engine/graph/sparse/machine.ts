// An instance of the kernels with a memory of its own, whose ranges of rows are shared among threads.

import { checkpoint } from "../solve-components";
import type { SolverPace } from "../solver";

const pageBytes = 65536;
/** Rows that one thread takes at a time; sums over rows are added up chunk by chunk, whoever computed them. */
export const chunkRows = 2048;

/** By the order in which threads know them; their arguments are described in `assembly`. */
const kernelNames = [
  "product",
  "gram",
  "combine",
  "rotate",
  "moment",
  "factorRows",
  "solveForward",
  "solveBackward",
  "narrow",
  "widen",
  "productSingle",
] as const;
export type KernelName = (typeof kernelNames)[number];

type Kernel = (slots: number, from: number, to: number, chunk: number, thread: number) => number;
type Kernels = Record<KernelName, Kernel> & { freeFrom(): number };

/** What a helping thread needs; `helpSpectrum` runs it there. */
export interface SpectrumJob {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Address of the words through which threads meet. */
  words: number;
}

export interface SpectrumThreads {
  /** Threads that compute, the caller's counted. */
  count: number;
  /** Sends another thread to a computation; what it returns is called when the computation is done. */
  start(job: SpectrumJob): () => void;
  /** Every call waits until all threads are there; otherwise those that are late join a later call. */
  wait?: boolean;
}

/**
 * The words: whether a call may be joined (1), is not there (0) or none will come any more (2); threads that are in it;
 * the next chunk; kernel; rows; threads that came.
 */
const [openWord, activeWord, nextWord, kernelWord, rowsWord, readyWord] = [0, 1, 2, 3, 4, 5];
const wordCount = 6;
const slotBytes = 16 * 8;

export class Machine {
  private readonly kernels: Kernels;
  private readonly memory: WebAssembly.Memory;
  private readonly meeting: Int32Array;
  private readonly slots: number;
  private readonly releases: (() => void)[] = [];
  private top: number;
  /** Lets messages have their turn when a slice is over. @throws SolverStopped */
  readonly breathe: () => Promise<void>;

  /** With memory for so many bytes. @throws RangeError where the system does not give them */
  constructor(
    module: WebAssembly.Module,
    bytes: number,
    pace: SolverPace,
    private readonly threads?: SpectrumThreads,
  ) {
    this.breathe = checkpoint(pace);
    const pages = Math.ceil(bytes / pageBytes) + 2;
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    this.kernels = instanceOf(module, this.memory);
    this.top = this.kernels.freeFrom();
    const words = this.allocate(wordCount * 4);
    this.slots = this.allocate(slotBytes);
    this.meeting = this.i32(words, wordCount);
    for (let thread = 1; threads && thread < threads.count; thread++) {
      this.releases.push(threads.start({ module, memory: this.memory, words }));
    }
  }

  get threadCount(): number {
    return this.threads?.count ?? 1;
  }

  /** The address of so many bytes, at the beginning of a cache line. They are 0 at first. */
  allocate(bytes: number): number {
    const address = Math.ceil(this.top / 64) * 64;
    this.top = address + bytes;
    if (this.top > this.memory.buffer.byteLength) throw new Error("A computation of eigenvalues outgrew its memory.");
    return address;
  }

  i32 = (address: number, length: number): Int32Array => new Int32Array(this.memory.buffer, address, length);
  f32 = (address: number, length: number): Float32Array => new Float32Array(this.memory.buffer, address, length);
  f64 = (address: number, length: number): Float64Array => new Float64Array(this.memory.buffer, address, length);

  /** The address of a copy of an array. */
  keep(values: Int32Array | Float32Array | Float64Array): number {
    const address = this.allocate(values.byteLength);
    if (values instanceof Int32Array) this.i32(address, values.length).set(values);
    else if (values instanceof Float32Array) this.f32(address, values.length).set(values);
    else this.f64(address, values.length).set(values);
    return address;
  }

  /** Runs a kernel on a range of rows, on this thread. */
  call(kernel: KernelName, words: readonly number[], numbers: readonly number[], from: number, to: number): number {
    this.write(words, numbers);
    return this.kernels[kernel](this.slots, from, to, 0, 0) >>> 0;
  }

  /** Runs a kernel on all rows, chunk by chunk, on all threads. */
  async share(kernel: KernelName, words: readonly number[], numbers: readonly number[], rows: number): Promise<void> {
    const { meeting } = this;
    this.write(words, numbers);
    meeting[kernelWord] = kernelNames.indexOf(kernel);
    meeting[rowsWord] = rows;
    Atomics.store(meeting, nextWord, 0);
    Atomics.store(meeting, openWord, 1);
    if (this.releases.length > 0) {
      Atomics.notify(meeting, openWord);
      while (this.threads?.wait && Atomics.load(meeting, readyWord) < this.releases.length)
        Atomics.wait(meeting, readyWord, Atomics.load(meeting, readyWord), 10);
    }
    try {
      while (takeChunk(this.kernels, meeting, this.slots, 0)) await this.breathe();
    } finally {
      Atomics.store(meeting, openWord, 0);
      for (let active = Atomics.load(meeting, activeWord); active > 0; active = Atomics.load(meeting, activeWord))
        Atomics.wait(meeting, activeWord, active);
    }
  }

  /** Lets the other threads go. */
  close(): void {
    Atomics.store(this.meeting, openWord, 2);
    Atomics.notify(this.meeting, openWord);
    for (const release of this.releases.splice(0)) release();
  }

  private write(words: readonly number[], numbers: readonly number[]): void {
    const slots = this.f64(this.slots, words.length + numbers.length);
    slots.set(numbers, words.length);
    const low = this.i32(this.slots, 2 * words.length);
    words.forEach((word, slot) => {
      low[2 * slot] = word;
    });
  }
}

const instanceOf = (module: WebAssembly.Module, memory: WebAssembly.Memory): Kernels =>
  new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Kernels;

/** Computes a chunk that no other thread has; whether there was one. */
function takeChunk(kernels: Kernels, meeting: Int32Array, slots: number, thread: number): boolean {
  const chunk = Atomics.add(meeting, nextWord, 1);
  const rows = meeting[rowsWord];
  const from = chunk * chunkRows;
  if (from >= rows) return false;
  kernels[kernelNames[meeting[kernelWord]]](slots, from, Math.min(rows, from + chunkRows), chunk, thread);
  return true;
}

/** Helps in a computation until it is over: returns only then. */
export function helpSpectrum({ module, memory, words }: SpectrumJob): void {
  const kernels = instanceOf(module, memory);
  const meeting = new Int32Array(memory.buffer, words, wordCount);
  const slots = Math.ceil((words + wordCount * 4) / 64) * 64;
  const thread = Atomics.add(meeting, readyWord, 1) + 1;
  Atomics.notify(meeting, readyWord);
  for (;;) {
    Atomics.wait(meeting, openWord, 0);
    // Who counts as being in a call before looking whether it is open is waited for by the one who closes it.
    Atomics.add(meeting, activeWord, 1);
    const open = Atomics.load(meeting, openWord);
    if (open === 1) while (takeChunk(kernels, meeting, slots, thread));
    Atomics.sub(meeting, activeWord, 1);
    Atomics.notify(meeting, activeWord);
    if (open === 2) return;
    // Nothing is left of this call: the next one opens after it was closed.
    Atomics.wait(meeting, openWord, 1, 1);
  }
}
