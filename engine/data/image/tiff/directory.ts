// A TIFF directory: the tags of one page with their values; EXIF data are such directories too.

import { damaged, unreadable } from "../codec";
import { Peek } from "../peek";

/** Bytes of a value of each type: byte, text, 16 and 32 bits, fraction, and the signed ones. */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const undefinedType = 7;

export interface Directory {
  /** Where the next page's directory is; 0 after the last one. */
  next: number;
  /** Values of a whole-number tag; undefined when the page does not have it. Throws CutShort. */
  numbers(tag: number): number[] | undefined;
  /** The first value of a tag. */
  number(tag: number): number | undefined;
  /** The bytes of a tag, whatever their type. */
  bytes(tag: number): Uint8Array | undefined;
}

/** The file as numbers and where its first directory is; throws InputError for a BigTIFF. */
export function openTiff(bytes: Uint8Array, file: string): { peek: Peek; first: number } {
  const peek = new Peek(bytes, file, bytes[0] === 0x49);
  if (peek.u16(2) === 43) throw unreadable(file, "A BigTIFF picture", "save it as an ordinary TIFF or as PNG");
  return { peek, first: peek.u32(4) };
}

/** Throws CutShort where the file ends before the directory does. */
export function readDirectory(peek: Peek, at: number): Directory {
  if (at < 8) throw damaged(peek.file, "it does not say where its first page is");
  const entries = new Map<number, { type: number; count: number; at: number }>();
  const count = peek.u16(at);
  for (let i = 0, entry = at + 2; i < count; i++, entry += 12) {
    const type = peek.u16(entry + 2);
    const values = peek.u32(entry + 4);
    const inside = (typeBytes[type] ?? 0) * values <= 4;
    entries.set(peek.u16(entry), { type, count: values, at: inside ? entry + 8 : peek.u32(entry + 8) });
  }
  const numbers = (tag: number): number[] | undefined => {
    const entry = entries.get(tag);
    const size = typeBytes[entry?.type ?? 0];
    if (!entry || !(size === 1 || size === 2 || size === 4)) return undefined;
    // Before an array is made: the count may be anything.
    peek.need(entry.at, entry.count * size);
    return Array.from({ length: entry.count }, (_, i) => {
      if (size === 1) return peek.u8(entry.at + i);
      return size === 2 ? peek.u16(entry.at + 2 * i) : peek.u32(entry.at + 4 * i);
    });
  };
  return {
    next: peek.u32(at + 2 + 12 * count),
    numbers,
    number: (tag) => numbers(tag)?.[0],
    bytes: (tag) => {
      const entry = entries.get(tag);
      if (!entry) return undefined;
      return peek.part(entry.at, entry.count * (typeBytes[entry.type] ?? typeBytes[undefinedType]));
    },
  };
}
