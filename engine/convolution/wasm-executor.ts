// The fast executor of filter programs: WebAssembly, tile by tile, on one thread or several.

import type { FilterExecutor } from "./executor";
import { neededRegion } from "./needed";
import type { FilterProgram, Region, Window } from "./program";
import { elementsOf, samplesOf } from "./samples";
import { Renderer } from "./wasm/renderer";
import { tilesOf } from "./wasm/tiles";

/** What a helping thread needs; `helpRender` runs it there. Its samples lie in shared memory. */
export interface RenderJob {
  module: WebAssembly.Module;
  /** Number of the executor in its process. */
  executor: number;
  program: FilterProgram;
  source: Window;
  node: number;
  result: Window;
  /** Words through which threads meet. */
  words: Int32Array;
}

export interface FilterThreads {
  /** Threads that compute, the caller's counted. */
  count: number;
  /** Sends another thread to a picture; what it returns is called when the picture is done. */
  start(job: RenderJob): () => void;
  /** Every picture waits until all threads are there; otherwise small ones are left to one, and late threads not awaited. */
  wait?: boolean;
}

/** The words: number of the next tile, of tiles done, of threads that came, and whether one failed. */
const [nextWord, doneWord, readyWord, failedWord] = [0, 1, 2, 3];
/** Smaller results are there before another thread has woken up. */
const sharedSamples = 1 << 19;

let executors = 0;

/**
 * Runs programs with the kernels of a module that `engine/convolution/assembly` was compiled to. Results depend neither on
 * the number of threads nor on the region that is asked for. A thread's memory holds the tiles that it computes, but never
 * a picture: one or two megabytes for kernels of a few pixels, and at most about 40 MB for any kernel of up to
 * 128 × 128 and chains that reach so far, however large the picture is.
 */
export function wasmFilterExecutor(module: WebAssembly.Module, threads?: FilterThreads): FilterExecutor {
  const renderer = new Renderer(module);
  const executor = ++executors;
  return {
    threads: threads?.count ?? 1,
    render(program, source, region, node = program.nodes.length - 1, into) {
      const { width, height } = source;
      const { channels, elements } = program.nodes[node];
      checkSource(program, source, region, node);
      const length = region.width * region.height * channels;
      const samples = into ?? samplesOf(elements, length);
      if (samples.length !== length || elementsOf(samples) !== elements)
        throw new Error(
          `The result has ${length} samples of ${elements}, not ${samples.length} of ${elementsOf(samples)}.`,
        );
      const result: Window = { width, height, channels, region: { ...region }, samples };
      const tiles = tilesOf(program, source, region, node);
      const shared = isShared(source) && isShared(result) && (threads?.wait || length >= sharedSamples);
      if (!threads || threads.count === 1 || !shared || tiles.length === 0) {
        for (const tile of tiles) renderer.render(program, source, node, tile, result);
        return result;
      }
      const words = new Int32Array(new SharedArrayBuffer(16));
      const job: RenderJob = { module, executor, program, source, node, result, words };
      const releases = Array.from({ length: Math.min(threads.count, tiles.length) - 1 }, () => threads.start(job));
      try {
        if (threads.wait) awaitWord(words, readyWord, releases.length);
        const error = takeTiles(renderer, job, tiles);
        awaitWord(words, doneWord, tiles.length);
        if (error !== undefined) throw error;
      } finally {
        for (const release of releases) release();
      }
      if (Atomics.load(words, failedWord)) throw new Error("A thread could not compute its part of the picture.");
      return result;
    },
    close() {},
  };
}

/** Renderers of a helping thread: of the executor that it helped last. */
let helped: { executor: number; renderer: Renderer } | undefined;

/** Helps to compute a picture until none of its tiles is left. */
export function helpRender(job: RenderJob): void {
  const { module, executor, program, source, node, result, words } = job;
  Atomics.add(words, readyWord, 1);
  Atomics.notify(words, readyWord);
  if (helped?.executor !== executor) helped = { executor, renderer: new Renderer(module) };
  takeTiles(helped.renderer, job, tilesOf(program, source, result.region, node));
}

/**
 * Computes tiles that no other thread has. One that fails counts as done, since the caller waits for all of them.
 * @returns why the last one failed that did
 */
function takeTiles(renderer: Renderer, job: RenderJob, tiles: readonly Region[]): unknown {
  const { program, source, node, result, words } = job;
  let failure: unknown;
  for (;;) {
    const tile = tiles[Atomics.add(words, nextWord, 1)];
    if (!tile) return failure;
    try {
      renderer.render(program, source, node, tile, result);
    } catch (error) {
      failure = error;
      Atomics.store(words, failedWord, 1);
    }
    Atomics.add(words, doneWord, 1);
    Atomics.notify(words, doneWord);
  }
}

/** Kernels read what they are told to: the source must be what it says, and hold what is needed. */
function checkSource(program: FilterProgram, source: Window, region: Region, node: number): void {
  const { samples, channels, region: held } = source;
  const length = held.width * held.height * channels;
  if (samples.length !== length) throw new Error(`The source has ${samples.length} samples instead of ${length}.`);
  const { elements, channels: expected } = program.nodes[0];
  if (elementsOf(samples) !== elements || channels !== expected)
    throw new Error(`The program is one for ${expected} channels of ${elements}.`);
  const need = neededRegion(program, source, region, node);
  const inside =
    held.x <= need.x &&
    held.y <= need.y &&
    need.x + need.width <= held.x + held.width &&
    need.y + need.height <= held.y + held.height;
  if (!inside) throw new Error("The source does not hold all that the region is computed from.");
}

/** Waits until a word is at least `least`. */
function awaitWord(words: Int32Array, word: number, least: number): void {
  for (let value = Atomics.load(words, word); value < least; value = Atomics.load(words, word))
    Atomics.wait(words, word, value);
}

const isShared = ({ samples }: Window): boolean =>
  typeof SharedArrayBuffer !== "undefined" && samples.buffer instanceof SharedArrayBuffer;
