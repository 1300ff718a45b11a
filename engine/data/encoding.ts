// Which encoding a text file has by its first bytes, and its pieces as UTF-8.

import { InputError } from "../errors";
import type { Assumption } from "./dataset";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** The encoding, the length of the byte-order mark, and what to say of it. */
export function detectEncoding(bytes: Uint8Array): { encoding: Encoding; mark: number; assumptions: Assumption[] } {
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
export function transcoder(encoding: Encoding): (bytes: Uint8Array) => Uint8Array {
  if (encoding === "utf-8") return (bytes) => bytes;
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return (bytes) => encoder.encode(decoder.decode(bytes, { stream: true }));
}

/** Whether these first bytes are those of a binary file rather than of a text: many control characters. */
export function looksBinary(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, 4096);
  let control = 0;
  for (let i = 0; i < length; i++) if (bytes[i] < 9 || (bytes[i] > 13 && bytes[i] < 32 && bytes[i] !== 27)) control++;
  return control > 0.1 * length;
}

/** A whole text as UTF-8 bytes without a byte-order mark. Throws InputError for a binary file. */
export function wholeText(bytes: Uint8Array, file: string): { bytes: Uint8Array; assumptions: Assumption[] } {
  const { encoding, mark, assumptions } = detectEncoding(bytes);
  if (encoding === "utf-8" && looksBinary(bytes)) {
    throw new InputError("The file holds binary data, not text.", { file, line: 1 });
  }
  return { bytes: transcoder(encoding)(bytes.subarray(mark)), assumptions };
}
