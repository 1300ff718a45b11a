// A graph file that must be held as one text, and a breath every so often while it is taken apart.

import { breathe, readAll } from "../bytes";
import type { Assumption, ByteSource, ReadOptions } from "../dataset";
import { wholeText } from "../encoding";

export interface WholeFile {
  bytes: Uint8Array;
  text: string;
  hash: string;
  assumptions: Assumption[];
}

/** Throws InputError for an empty, a binary and a huge file. */
export async function readWholeText(source: ByteSource, options: ReadOptions): Promise<WholeFile> {
  const { bytes: raw, hash } = await readAll(source, options);
  const { bytes, assumptions } = wholeText(raw, source.name);
  return { bytes, text: new TextDecoder("utf-8", { ignoreBOM: false }).decode(bytes), hash, assumptions };
}

/** Steps between two looks at the clock, and milliseconds between two breaths. */
const steps = 512;
const breathAfter = 15;

/** Called at every step of a long loop: lets others have their turn when it is time. Throws the signal's reason. */
export function pacer(options: ReadOptions): () => Promise<void> | undefined {
  let count = 0;
  let last = Date.now();
  return () => {
    if (++count % steps !== 0 || Date.now() - last < breathAfter) return undefined;
    options.signal?.throwIfAborted();
    return breathe().then(() => {
      last = Date.now();
    });
  };
}
