// Which picture format a file has by its first bytes, and what it is when it has none that is read.

import { InputError } from "../../errors";
import { foreignKind, isNumpy, isZip, marked } from "../magic";
import type { PictureFormat } from "./image";
import { pictureKinds } from "./names";

/** The first bytes that are needed. */
export const sniffedBytes = 1024;

type Test = (start: Uint8Array) => boolean;

const isRiff = marked("RIFF");
const isBitmap = marked("BM");
/** Sizes of the headers that BMP has had. */
const bmpHeaders = [12, 40, 52, 56, 64, 108, 124];
const isBox = (start: Uint8Array) => text(start, 4, 4) === "ftyp";

const tests: [test: Test, format: PictureFormat][] = [
  [marked("\x89PNG\r\n\x1a\n"), "png"],
  [marked("\xff\xd8\xff"), "jpeg"],
  [marked("GIF87a"), "gif"],
  [marked("GIF89a"), "gif"],
  [(start) => isRiff(start) && text(start, 8, 4) === "WEBP", "webp"],
  [(start) => /^(II[*+]\0|MM\0[*+])/.test(text(start, 0, 4)), "tiff"],
  [(start) => /^P[1-7][\s#]/.test(text(start, 0, 3)), "pnm"],
  // Two letters begin many a text; the size of the header that follows tells.
  [(start) => isBitmap(start) && bmpHeaders.includes(start[14]) && text(start, 15, 3) === "\0\0\0", "bmp"],
  [isNumpy, "npy"],
];

/** Pictures that are known by name only. */
const others: [test: Test, name: string][] = [
  [(start) => isBox(start) && /^av(if|is)/.test(text(start, 8, 4)), "an AVIF picture"],
  [(start) => isBox(start) && /^(hei|hev|mif1|msf1)/.test(text(start, 8, 4)), "a HEIC picture"],
  [(start) => isBox(start) && text(start, 8, 4) === "crx ", "a raw photograph"],
  [marked("\xff\x0a"), "a JPEG XL picture"],
  [marked("\0\0\0\x0cJXL "), "a JPEG XL picture"],
  [marked("\0\0\0\x0cjP  "), "a JPEG 2000 picture"],
  [marked("\xff\x4f\xff\x51"), "a JPEG 2000 picture"],
  [marked("8BPS"), "a Photoshop picture"],
  [marked("gimp xcf"), "a GIMP picture"],
  [marked("\x76\x2f\x31\x01"), "an OpenEXR picture"],
  [marked("#?RADIANCE"), "a Radiance HDR picture"],
  [marked("\0\0\x01\0"), "an icon"],
  [marked("DDS "), "a DDS texture"],
  [marked("qoif"), "a QOI picture"],
  [(start) => /^P[fF]\s/.test(text(start, 0, 3)), "a PFM picture"],
  [
    (start) =>
      /^(\xef\xbb\xbf)?\s*(<\?xml[^>]*\?>|<!--.*?-->|<!DOCTYPE[^>]*>|\s)*<svg\b/s.test(text(start, 0, sniffedBytes)),
    "an SVG drawing",
  ],
];

/** The format that the content has. Throws InputError that says what the file is instead. */
export function sniff(start: Uint8Array, file: string): PictureFormat {
  const found = tests.find(([test]) => test(start));
  if (found) return found[1];
  const other = others.find(([test]) => test(start));
  if (other) throw new InputError(`This is ${other[1]}, which cannot be read; save it as PNG.`, { file });
  const foreign = foreignKind(start) ?? (isZip(start) ? "a zip archive" : undefined);
  if (foreign) throw new InputError(`This is ${foreign}, not a picture.`, { file });
  const known = pictureKinds.map(({ title }) => title).join(", ");
  throw new InputError(`This is not a picture of a kind that can be read (${known}).`, { file });
}

function text(start: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...start.subarray(at, at + length));
}
