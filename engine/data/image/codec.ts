// What every picture format provides, and the errors and the limit that they share.

import { InputError } from "../../errors";
import type { Assumption } from "../dataset";
import type { Image, PictureFacts } from "./image";

/** A file on its way to becoming a picture. */
export interface Reading {
  bytes: Uint8Array;
  /** Name of the file, for messages. */
  file: string;
  /** Pictures with more pixels than this are refused before anything is decoded. */
  maxPixels: number;
}

/** What the beginning of a file says. */
export interface PictureHeader {
  /** Of the upright picture, in pixels. */
  width: number;
  height: number;
  /** Bits of a sample in the file. */
  bits: number;
  /** EXIF orientation, 1 to 8. */
  orientation: number;
}

export interface Decoded {
  /** Not turned upright yet. */
  image: Image;
  facts: Omit<PictureFacts, "format">;
}

export interface WriteOptions {
  profile?: PictureFacts["profile"];
  /** 1 to 100, of lossy compression. */
  quality?: number;
}

export interface Written {
  bytes: Uint8Array;
  /** Sentences on what the file does not hold of the image. */
  changes: string[];
}

export interface PictureCodec {
  /** Throws CutShort while the bytes do not reach, InputError when they are wrong or the picture is too large. */
  header(reading: Reading): PictureHeader;
  /** Throws InputError. */
  read(reading: Reading): Promise<Decoded>;
  /** Throws InputError for an image that the format cannot hold. */
  write?(image: Image, options: WriteOptions): Promise<Written>;
}

/** The file ends too early. */
export class CutShort extends InputError {
  constructor(file: string) {
    super("The picture is cut short: its file ends before the picture does; copy or download it again.", { file });
  }
}

/** `what` is wrong inside the file: "the size of its palette". */
export function damaged(file: string, what: string): InputError {
  return new InputError(`The picture is damaged: ${what}.`, { file });
}

/** `what` is a kind of file that is not read: "A CMYK JPEG". */
export function unreadable(file: string, what: string, instead = "save it as PNG"): InputError {
  return new InputError(`${what} cannot be read; ${instead}.`, { file });
}

/** Throws InputError for a size that no picture has and for one over the limit. */
export function checkSize(width: number, height: number, { file, maxPixels }: Reading): void {
  if (width < 1 || height < 1) throw damaged(file, `its header says that it has ${width} × ${height} pixels`);
  if (width * height <= maxPixels) return;
  throw new InputError(
    `The picture has ${width} × ${height} pixels (${megapixels(width * height)} megapixels), and at most ${megapixels(maxPixels)} megapixels are read; make it smaller, or cut out a part.`,
    { file },
  );
}

function megapixels(pixels: number): string {
  const millions = pixels / 1e6;
  return millions >= 10 ? millions.toFixed(0) : String(Number(millions.toPrecision(2)));
}

/** The facts of an ordinary picture, for a format to add its own. */
export function plainFacts(bits: number, more: Partial<Decoded["facts"]> = {}): Decoded["facts"] {
  return { bits, palette: false, orientation: 1, frames: 1, assumptions: [], ...more };
}

/** Says that a file holds several pictures; `what` names them: "pages". */
export function firstOf(frames: number, what: string): Assumption[] {
  return frames > 1 ? [{ text: `The file holds ${frames} ${what}; the first was read.` }] : [];
}
