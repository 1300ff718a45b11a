// Files that gzip has packed: one file in each, checked against what the end of it says.

import { InputError } from "../errors";
import { checksum } from "./crc";
import { inflated } from "./image/deflate";
import { marked } from "./magic";

export const isGzip = marked("\x1f\x8b\b");

/** Bytes of its header and of what it ends with. */
const around = 18;

/** Throws InputError for what is damaged, cut short or has more than `most` bytes unpacked. */
export async function gunzip(bytes: Uint8Array, file: string, most: number): Promise<Uint8Array> {
  const end = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = bytes.length < around ? 0 : end.getUint32(bytes.length - 4, true);
  if (size > most) {
    const text = `This archive says that it has ${size >> 20} MB unpacked, and at most ${most >> 20} MB are read.`;
    throw new InputError(text, { file });
  }
  const unpacked = await inflated([bytes], size, "gzip");
  if (size === 0 || unpacked.length < size || checksum(unpacked) !== end.getUint32(bytes.length - 8, true)) {
    throw new InputError("This gzip archive is damaged or cut short; copy or download it again.", { file });
  }
  return unpacked;
}

/** The first bytes of what the beginning of a gzip file unpacks to: as many as there are, `most` at most. */
export const gunzippedStart = (start: Uint8Array, most: number): Promise<Uint8Array> => inflated([start], most, "gzip");
