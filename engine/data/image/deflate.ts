// Deflate: unpacking with never more output than was asked for, packing in the way that suits the data.

import { breathe } from "../bytes";
import { joined } from "./peek";

/** Bytes handed to the compressor at once: it works on them while the next ones are made. */
const piece = 1 << 18;
/** A search that makes data smaller by less than this factor is not worth its time. */
const worthless = 1.15;

/** Of so few bytes, packed and unpacked, a stream costs many times what unpacking does. */
const few = { packed: 1 << 15, unpacked: 1 << 18 };

/** What stands around deflated data: zlib's header and checksum, those of gzip, or nothing. */
export type Wrapping = "deflate" | "gzip" | "deflate-raw";

/**
 * Unpacks zlib data, unless said, and hands them over in pieces, `most` bytes at most; what follows is not looked at.
 * Returns how many there were: fewer than `most` when the data end before or are damaged.
 */
export async function inflate(
  parts: readonly Uint8Array[],
  most: number,
  take: (piece: Uint8Array) => void,
  wrapping: Wrapping = "deflate",
): Promise<number> {
  const packed = parts.reduce((sum, { length }) => sum + length, 0);
  if (wrapping === "deflate" && packed <= few.packed && most <= few.unpacked) {
    const whole = await inflateFew(parts, most);
    if (whole) {
      take(whole);
      return whole.length;
    }
  }
  const { readable, writable } = new DecompressionStream(wrapping);
  const writer = writable.getWriter();
  const reader = readable.getReader();
  const fed = (async () => {
    for (const part of parts) await writer.write(part);
    await writer.close();
    // Damaged data fail on both sides, and the reading side tells.
  })().catch(() => undefined);
  let length = 0;
  try {
    while (length < most) {
      const value = await next(reader);
      if (!value) break;
      const wanted = length + value.length > most ? value.subarray(0, most - length) : value;
      length += wanted.length;
      take(wanted);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
    await fed;
  }
  return length;
}

/** Loaded with the first small picture. */
let fflate: Promise<typeof import("fflate")> | undefined;

/** Undefined for data that are damaged or end before: what there is of them comes from a stream. */
async function inflateFew(parts: readonly Uint8Array[], most: number): Promise<Uint8Array | undefined> {
  fflate ??= import(/* webpackMode: "eager" */ "fflate");
  const { unzlibSync } = await fflate;
  try {
    return unzlibSync(parts.length === 1 ? parts[0] : joined(parts), { out: new Uint8Array(most) });
  } catch {
    return undefined;
  }
}

/** As `inflate`, into one array, which is shorter than `most` when there are no more data. */
export async function inflated(
  parts: readonly Uint8Array[],
  most: number,
  wrapping: Wrapping = "deflate",
): Promise<Uint8Array> {
  const whole = new Uint8Array(most);
  let at = 0;
  const take = (taken: Uint8Array) => {
    whole.set(taken, at);
    at += taken.length;
  };
  await inflate(parts, most, take, wrapping);
  return whole.subarray(0, at);
}

/**
 * Packs pieces as zlib data. `sample` are bytes like theirs: where a search for repetitions finds little in them, as in
 * filtered photographs, it is left out, since it takes most of the time.
 */
export async function deflate(pieces: Iterable<Uint8Array>, sample: Uint8Array): Promise<Uint8Array> {
  const [runs, searched] = [await deflateRuns([sample]), await deflateSearched([sample])];
  return runs.length <= searched.length * worthless ? deflateRuns(pieces) : deflateSearched(pieces);
}

/** Packs runs of a byte and gives frequent bytes short codes. */
async function deflateRuns(pieces: Iterable<Uint8Array>): Promise<Uint8Array> {
  // Loaded with the first picture that is written.
  const { Deflate, Z_RLE } = await import("pako");
  const stream = new Deflate({ strategy: Z_RLE, chunkSize: piece });
  for (const whole of pieces) {
    stream.push(whole, false);
    await breathe();
  }
  stream.push(new Uint8Array(), true);
  return stream.result;
}

async function deflateSearched(pieces: Iterable<Uint8Array>): Promise<Uint8Array> {
  const { readable, writable } = new CompressionStream("deflate");
  const writer = writable.getWriter();
  const reader = readable.getReader();
  const packed: Uint8Array[] = [];
  const read = (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || !value) return;
      packed.push(value);
    }
  })();
  for (const whole of pieces) {
    for (let at = 0; at < whole.length; at += piece) await writer.write(whole.subarray(at, at + piece));
  }
  await writer.close();
  await read;
  return joined(packed);
}

/** The next bytes; undefined at the end and where the data are damaged. */
async function next(reader: ByteStreamReader): Promise<Uint8Array | undefined> {
  try {
    return (await reader.read()).value;
  } catch {
    return undefined;
  }
}
