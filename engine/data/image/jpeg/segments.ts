// The segments of a JPEG file: what it says of itself before and between its compressed pixels.

import { CutShort, checkSize, damaged, type Reading, unreadable } from "../codec";
import { exifOrientation } from "../exif";
import { joined, Peek } from "../peek";

export interface JpegSegments {
  /** As stored, before it is turned upright. */
  width: number;
  height: number;
  components: number;
  orientation: number;
  /** The colour profile, put together from its pieces. */
  profile?: Uint8Array;
}

const startOfScan = 0xda;
const endOfImage = 0xd9;
/** More scans than any encoder makes: each costs a pass over the whole picture. */
const mostScans = 200;

/** Markers with nothing after them: restarts, and one that is only for temporary use. */
const standsAlone = (marker: number) => (marker >= 0xd0 && marker <= 0xd8) || marker === 0x01;
/** Frame headers; 0xc4, 0xc8 and 0xcc among them are tables. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** The segments as far as the first scan. Throws CutShort, and InputError for kinds of JPEG that are not read. */
export function readSegments(reading: Reading): JpegSegments {
  const { bytes, file } = reading;
  const peek = new Peek(bytes, file, false);
  const pieces = new Map<number, Uint8Array>();
  let frame: { width: number; height: number; components: number } | undefined;
  let exif: Uint8Array | undefined;
  for (const { marker, at, length } of segments(peek, 2)) {
    if (marker === startOfScan) break;
    if (marker === endOfImage) throw damaged(file, "it ends before its pixels begin");
    if (isFrame(marker)) frame ??= readFrame(peek, marker, at, reading);
    else if (marker === 0xe1 && length > 6 && peek.text(at, 6) === "Exif\0\0") exif ??= peek.part(at + 6, length - 6);
    else if (marker === 0xe2 && length > 14 && peek.text(at, 12) === "ICC_PROFILE\0") {
      pieces.set(peek.u8(at + 12), peek.part(at + 14, length - 14));
    }
  }
  if (!frame) throw damaged(file, "it does not say how large it is before its pixels begin");
  const ordered = [...pieces].sort(([a], [b]) => a - b).map(([, piece]) => piece);
  return { ...frame, orientation: exifOrientation(exif), profile: ordered.length > 0 ? joined(ordered) : undefined };
}

function readFrame(peek: Peek, marker: number, at: number, reading: Reading) {
  const { file } = reading;
  const bits = peek.u8(at);
  const [height, width, components] = [peek.u16(at + 1), peek.u16(at + 3), peek.u8(at + 5)];
  if (marker >= 0xc9) throw unreadable(file, "A JPEG with arithmetic coding", "save it as an ordinary JPEG or as PNG");
  if (marker > 0xc2) throw unreadable(file, "A lossless or hierarchical JPEG");
  if (bits !== 8) throw unreadable(file, `A JPEG with ${bits} bits a sample`, "save it as PNG with 16 bits");
  if (components === 4) {
    throw unreadable(file, "A JPEG in CMYK colours (for printing)", "convert it to RGB, or save it as PNG");
  }
  if (components !== 1 && components !== 3) throw damaged(file, `its header says that it has ${components} channels`);
  checkSize(width, height, reading);
  return { width, height, components };
}

/** Throws CutShort unless the file goes on to its end mark, and InputError for more scans than a picture needs. */
export function checkComplete({ bytes, file }: Reading): void {
  const peek = new Peek(bytes, file, false);
  let scans = 0;
  for (const { marker } of segments(peek, 2)) {
    if (marker === endOfImage) return;
    if (marker === startOfScan && ++scans > mostScans) throw damaged(file, `it has more than ${mostScans} scans`);
  }
  throw new CutShort(file);
}

/** Markers with the place and the length of what follows them; compressed pixels are skipped. */
function* segments(peek: Peek, from: number): Generator<{ marker: number; at: number; length: number }> {
  const { bytes, file } = peek;
  for (let at = from; ; ) {
    // In compressed pixels a 0xff is followed by 0, or by the number of a restart.
    while (peek.u8(at) !== 0xff || peek.u8(at + 1) === 0 || standsAlone(peek.u8(at + 1))) {
      const next = bytes.indexOf(0xff, at + 1);
      if (next < 0) throw new CutShort(file);
      at = next;
    }
    const marker = peek.u8(at + 1);
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === endOfImage) {
      yield { marker, at: at + 2, length: 0 };
      return;
    }
    const length = peek.u16(at + 2);
    if (length < 2) throw damaged(file, "one of its parts has no length");
    peek.need(at + 4, length - 2);
    yield { marker, at: at + 4, length: length - 2 };
    at += 2 + length;
  }
}
