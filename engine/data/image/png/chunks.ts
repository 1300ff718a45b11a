// The chunks that a PNG file consists of, and the checksums that each carries.

import { checksum } from "../../crc";
import { damaged } from "../codec";
import { latin, type Peek } from "../peek";

export const pngMark = latin("\x89PNG\r\n\x1a\n");

export interface Chunk {
  type: string;
  data: Uint8Array;
}

/**
 * The chunks in order, each checked as it comes, as far as the first of type `until`.
 * Throws CutShort, and InputError for a wrong checksum.
 */
export function* readChunks(peek: Peek, until = "IEND"): Generator<Chunk> {
  for (let at = pngMark.length; ; ) {
    const length = peek.u32(at);
    const type = peek.text(at + 4, 4);
    if (type === until || type === "IEND") return;
    const named = peek.part(at + 4, length + 4);
    if (peek.u32(at + 8 + length) !== checksum(named)) {
      throw damaged(peek.file, `the checksum of its part ${JSON.stringify(type)} is wrong`);
    }
    yield { type, data: named.subarray(4) };
    at += length + 12;
  }
}

/** A chunk as it stands in a file. */
export function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(latin(type), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, checksum(bytes.subarray(4, data.length + 8)));
  return bytes;
}
