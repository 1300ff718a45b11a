// Reading a byte source in pieces: hashed on the way, with progress, cancellation and a breath for the event loop.

import { InputError } from "../errors";
import type { ByteSource, ReadOptions } from "./dataset";
import { Hash } from "./hash";

/** Bytes in a piece: large enough for the disk, small enough that the thread answers messages in between. */
export const chunkBytes = 4 << 20;

/** A file that must be held as one piece (JSON, npy, …) may have this many bytes. */
const wholeFileLimit = 512 * 1024 * 1024;

/** The pieces of a source in order; every byte goes through `hash`, if there is one. Throws the signal's reason when it is aborted. */
export async function* readChunks(source: ByteSource, options: ReadOptions, hash?: Hash): AsyncGenerator<Uint8Array> {
  for (let offset = 0; offset < source.size; ) {
    options.signal?.throwIfAborted();
    const chunk = await source.read(offset, Math.min(chunkBytes, source.size - offset));
    if (chunk.length === 0) break;
    hash?.update(chunk);
    offset += chunk.length;
    yield chunk;
    options.progress?.(offset / source.size);
    if (offset < source.size) await breathe();
  }
}

/** All bytes of a source and their hash. Throws InputError for a file too big to be held in one piece. */
export async function readAll(source: ByteSource, options: ReadOptions): Promise<{ bytes: Uint8Array; hash: string }> {
  if (source.size > wholeFileLimit) {
    const size = Math.round(source.size / (1024 * 1024));
    throw new InputError(
      `The file has ${size} MB, and this format can be read up to ${wholeFileLimit >> 20} MB; save it as CSV or Parquet.`,
      { file: source.name },
    );
  }
  const hash = new Hash();
  const bytes = await readWhole(source, options, hash);
  return { bytes, hash: hash.digest() };
}

/** All bytes of a source of any size. Throws InputError for an empty one. */
export async function readWhole(source: ByteSource, options: ReadOptions, hash?: Hash): Promise<Uint8Array> {
  const bytes = new Uint8Array(source.size);
  let length = 0;
  for await (const chunk of readChunks(source, options, hash)) {
    bytes.set(chunk, length);
    length += chunk.length;
  }
  if (length === 0) throw new InputError("The file is empty.", { file: source.name, line: 1 });
  return bytes.subarray(0, length);
}

/** Lets messages, timers and other reads have their turn. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
