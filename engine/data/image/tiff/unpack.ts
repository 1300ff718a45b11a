// Unpacking a strip or tile of a TIFF page into the bytes that it has when it is not compressed.

import { unreadable } from "../codec";
import { inflated } from "../deflate";
import { unpackLzw } from "../lzw";
import { compressions, type TiffLayout } from "./layout";

/** `size` bytes, or fewer when the block ends before or is damaged. */
export async function unpackBlock(
  packed: Uint8Array,
  size: number,
  { compression, lowFirst }: Pick<TiffLayout, "compression" | "lowFirst">,
  file: string,
): Promise<Uint8Array> {
  const source = lowFirst ? packed.map(mirrored) : packed;
  if (compression === compressions.none) return source.subarray(0, size);
  if (compression === compressions.packBits) return unpackRuns(source, size);
  if (compression !== compressions.lzw) return inflated([source], size);
  if (source[0] === 0 && (source[1] & 1) === 1)
    throw unreadable(file, "A TIFF with LZW compression of the oldest kind");
  const whole = new Uint8Array(size);
  return whole.subarray(0, unpackLzw(source, whole, { symbolBits: 8, lowFirst: false, early: true }));
}

/** A byte with its bits in the other order. */
function mirrored(byte: number): number {
  let other = 0;
  for (let bit = 0; bit < 8; bit++) other |= ((byte >> bit) & 1) << (7 - bit);
  return other;
}

/** PackBits (TIFF 6.0, section 9): a count and that many bytes, or a negative one and a byte to repeat. */
function unpackRuns(source: Uint8Array, size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  let written = 0;
  while (at < source.length && written < size) {
    const count = (source[at++] << 24) >> 24;
    if (count === -128) continue;
    if (count >= 0) {
      const part = source.subarray(at, at + Math.min(count + 1, size - written));
      whole.set(part, written);
      written += part.length;
      at += count + 1;
    } else {
      if (at >= source.length) break;
      const end = Math.min(size, written + 1 - count);
      whole.fill(source[at++], written, end);
      written = end;
    }
  }
  return whole.subarray(0, written);
}
