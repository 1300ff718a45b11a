// Zip archives: what is in them, and one entry at a time without unpacking the others.

import { InputError } from "../errors";
import { checksum } from "./crc";
import type { ByteSource } from "./dataset";
import { inflated } from "./image/deflate";

/** As the directory at the archive's end has it (APPNOTE 6.3, 4.3.12). */
export interface ZipEntry {
  name: string;
  /** Bytes as they are stored, and unpacked. */
  stored: number;
  size: number;
  packed: boolean;
  crc: number;
  /** Where its own header begins. */
  start: number;
}

const directoryMark = 0x02014b50;
const endMark = 0x06054b50;
/** Bytes of the record at the end without its comment, and of the longest comment. */
const endBytes = 22;
const longestComment = 65_535;
const entryBytes = 46;
const localBytes = 30;

const damaged = (file: string) =>
  new InputError("This zip archive is damaged or cut short; copy or download it again.", { file });

/** Throws InputError for what is no zip archive or a damaged one, and for one over 4 GB. */
export async function zipEntries(source: ByteSource): Promise<ZipEntry[]> {
  const file = source.name;
  const length = Math.min(source.size, endBytes + longestComment);
  const tail = viewOf(await source.read(source.size - length, length));
  let end = tail.byteLength - endBytes;
  while (end >= 0 && tail.getUint32(end, true) !== endMark) end--;
  if (end < 0) throw damaged(file);
  const [count, bytes, start] = [
    tail.getUint16(end + 10, true),
    tail.getUint32(end + 12, true),
    tail.getUint32(end + 16, true),
  ];
  const view = viewOf(await source.read(start, bytes));
  const entries: ZipEntry[] = [];
  for (let i = 0, at = 0; i < count; i++) {
    if (at + entryBytes > view.byteLength || view.getUint32(at, true) !== directoryMark) throw damaged(file);
    const named = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + entryBytes, named));
    entries.push({
      name,
      packed: view.getUint16(at + 10, true) !== 0,
      crc: view.getUint32(at + 16, true),
      stored: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      start: view.getUint32(at + 42, true),
    });
    at += entryBytes + named + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** All bytes of an entry. Throws InputError where they are damaged. */
export async function readEntry(source: ByteSource, entry: ZipEntry): Promise<Uint8Array> {
  const stored = await source.read(await dataOf(source, entry), entry.stored);
  const bytes = entry.packed ? await inflated([stored], entry.size, "deflate-raw") : stored;
  if (bytes.length !== entry.size || checksum(bytes) !== entry.crc) throw damaged(`${source.name}/${entry.name}`);
  return bytes;
}

/** The first bytes of an entry, `most` at most. */
export async function entryStart(source: ByteSource, entry: ZipEntry, most: number): Promise<Uint8Array> {
  // What is packed has at least as many bytes as a header of an array needs in twice as many.
  const stored = await source.read(await dataOf(source, entry), Math.min(entry.stored, 2 * most));
  return entry.packed ? inflated([stored], Math.min(most, entry.size), "deflate-raw") : stored.subarray(0, most);
}

/** Where the bytes of an entry begin: behind its own header, whose length differs from that in the directory. */
async function dataOf(source: ByteSource, { start }: ZipEntry): Promise<number> {
  const local = viewOf(await source.read(start, localBytes));
  if (local.byteLength < localBytes) throw damaged(source.name);
  return start + localBytes + local.getUint16(26, true) + local.getUint16(28, true);
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
