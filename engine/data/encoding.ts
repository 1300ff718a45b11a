// Which encoding a text file has by its first bytes, and its pieces as UTF-8.

import { InputError } from "../errors";
import { readChunks } from "./bytes";
import type { Assumption, ByteSource, ReadOptions } from "./dataset";
import type { Hash } from "./hash";

/** A text may have this many control characters, or this share of them; random bytes have one in ten. */
const leastControls = 8;
const controlShare = 0.05;

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** The encoding, the length of the byte-order mark, and what to say of it. */
function detectEncoding(bytes: Uint8Array): { encoding: Encoding; mark: number; assumptions: Assumption[] } {
  const marked = (encoding: Encoding, mark: number) => ({
    encoding,
    mark,
    assumptions:
      encoding === "utf-8" ? [] : [{ text: `The text is ${encoding.toUpperCase()}, by its byte-order mark.`, line: 1 }],
  });
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return marked("utf-8", 3);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return marked("utf-16le", 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return marked("utf-16be", 2);
  // Western text in UTF-16 without a mark: every other byte is NUL.
  const nuls = [0, 0];
  const length = Math.min(bytes.length, 1000) & ~1;
  for (let i = 0; i < length; i++) if (bytes[i] === 0) nuls[i & 1]++;
  for (const [odd, encoding] of [
    [1, "utf-16le"],
    [0, "utf-16be"],
  ] as const) {
    if (length > 0 && nuls[odd] > 0.4 * length && nuls[1 - odd] === 0) {
      const text = `The text has no byte-order mark, but looks like ${encoding.toUpperCase()} and is read so.`;
      return { encoding, mark: 0, assumptions: [{ text, line: 1 }] };
    }
  }
  return { encoding: "utf-8", mark: 0, assumptions: [] };
}

const encoder = new TextEncoder();

/** A function from the pieces of a file to pieces of UTF-8; UTF-8 itself goes through unchanged. */
function transcoder(encoding: Encoding): (bytes: Uint8Array) => Uint8Array {
  if (encoding === "utf-8") return (bytes) => bytes;
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return (bytes) => encoder.encode(decoder.decode(bytes, { stream: true }));
}

/** Throws InputError when the beginning of a text (as UTF-8) is that of a binary file: many control characters. */
function refuseBinary(text: Uint8Array, file: string): void {
  const length = Math.min(text.length, 1 << 16);
  let control = 0;
  for (let i = 0; i < length; i++) if (text[i] < 9 || (text[i] > 13 && text[i] < 32 && text[i] !== 27)) control++;
  if (control > Math.max(leastControls, controlShare * length)) {
    throw new InputError("The file holds binary data, not text.", { file, line: 1 });
  }
}

/** The text of a source piece by piece, as {@link wholeText}; `last` says that nothing follows. */
export async function* readText(
  source: ByteSource,
  options: ReadOptions,
  hash: Hash,
  assumptions: Assumption[],
): AsyncGenerator<{ piece: Uint8Array; last: boolean }> {
  let seen = 0;
  let toUtf8: ((bytes: Uint8Array) => Uint8Array) | undefined;
  for await (const chunk of readChunks(source, options, hash)) {
    seen += chunk.length;
    const last = seen >= source.size;
    if (toUtf8) {
      yield { piece: toUtf8(chunk), last };
      continue;
    }
    const { encoding, mark, assumptions: said } = detectEncoding(chunk);
    assumptions.push(...said);
    toUtf8 = transcoder(encoding);
    const piece = toUtf8(chunk.subarray(mark));
    refuseBinary(piece, source.name);
    yield { piece, last };
  }
}

/** A whole text as UTF-8 bytes without a byte-order mark. Throws InputError for a binary file. */
export function wholeText(bytes: Uint8Array, file: string): { bytes: Uint8Array; assumptions: Assumption[] } {
  const { encoding, mark, assumptions } = detectEncoding(bytes);
  const text = transcoder(encoding)(bytes.subarray(mark));
  refuseBinary(text, file);
  return { bytes: text, assumptions };
}
