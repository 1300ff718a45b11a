// How the pixels of a TIFF page are stored, checked before any of them are unpacked.

import { checkSize, damaged, type PictureHeader, type Reading, unreadable } from "../codec";
import { validOrientation } from "../exif";
import { swapsSides } from "../orient";
import type { Peek } from "../peek";
import { type Directory, openTiff, readDirectory } from "./directory";

export const tags = {
  subfile: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  orientation: 274,
  samples: 277,
  rowsPerStrip: 278,
  stripBytes: 279,
  planar: 284,
  predictor: 317,
  colourMap: 320,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileBytes: 325,
  extra: 338,
  format: 339,
  profile: 34675,
} as const;

export const photometrics = { whiteIsZero: 0, blackIsZero: 1, rgb: 2, palette: 3 };
export const compressions = { none: 1, lzw: 5, deflate: 8, oldDeflate: 32946, packBits: 32773 };
export const predictors = { none: 1, difference: 2, float: 3 };

const otherCompressions: Record<number, string> = {
  2: "fax compression",
  3: "fax compression",
  4: "fax compression",
  6: "JPEG compression",
  7: "JPEG compression",
  34712: "JPEG 2000 compression",
  34887: "LERC compression",
  34925: "LZMA compression",
  50000: "Zstandard compression",
  50001: "WebP compression",
  50002: "JPEG XL compression",
};
const otherPhotometrics: Record<number, string> = {
  4: "A TIFF that is a transparency mask",
  5: "A TIFF in CMYK colours (for printing)",
  6: "A TIFF in YCbCr colours",
  8: "A TIFF in CIE L*a*b* colours",
  9: "A TIFF in CIE L*a*b* colours",
  32803: "A raw photograph",
  34892: "A raw photograph",
};

export interface TiffLayout {
  width: number;
  height: number;
  bits: 1 | 2 | 4 | 8 | 16 | 32 | 64;
  float: boolean;
  samples: number;
  /** 0 for none, 1 where colours are multiplied by it, 2 where they are not. */
  alpha: 0 | 1 | 2;
  /** Whether the file does not say what its last channel is. */
  unnamedAlpha: boolean;
  photometric: number;
  compression: number;
  predictor: number;
  /** Whether each channel has blocks of its own. */
  planar: boolean;
  /** Whether bytes have their lowest bit first. */
  lowFirst: boolean;
  orientation: number;
  /** Strips or tiles: their size in pixels, where each is, and its bytes. */
  block: { width: number; height: number; tiled: boolean; offsets: number[]; bytes: number[] };
  colourMap?: number[];
  profile?: Uint8Array;
}

export function readTiffHeader(reading: Reading): PictureHeader {
  const { peek, first } = openTiff(reading.bytes, reading.file);
  const directory = readDirectory(peek, first);
  const { width, height, bits, orientation } = sizeOf(directory, reading);
  const [across, down] = swapsSides(orientation) ? [height, width] : [width, height];
  return { width: across, height: down, bits, orientation };
}

function sizeOf(directory: Directory, reading: Reading) {
  const width = directory.number(tags.width) ?? 0;
  const height = directory.number(tags.height) ?? 0;
  checkSize(width, height, reading);
  const orientation = validOrientation(directory.number(tags.orientation));
  return { width, height, bits: directory.number(tags.bits) ?? 1, orientation };
}

/** Throws InputError for pages that are not read. */
export function layoutOf(directory: Directory, peek: Peek, reading: Reading): TiffLayout {
  const { file } = reading;
  const { width, height, orientation } = sizeOf(directory, reading);
  const one = (tag: number, otherwise: number) => directory.number(tag) ?? otherwise;
  const samples = one(tags.samples, 1);
  const bits = directory.numbers(tags.bits) ?? [1];
  const formats = directory.numbers(tags.format) ?? [1];
  const compression = one(tags.compression, compressions.none);
  const photometric =
    directory.number(tags.photometric) ?? (samples >= 3 ? photometrics.rgb : photometrics.blackIsZero);
  const predictor = one(tags.predictor, predictors.none);
  if (!Object.values(compressions).includes(compression)) {
    throw unreadable(file, `A TIFF with ${otherCompressions[compression] ?? `compression ${compression}`}`);
  }
  if (!Object.values(photometrics).includes(photometric)) {
    throw unreadable(file, otherPhotometrics[photometric] ?? `A TIFF with colours of kind ${photometric}`);
  }
  const width1 = bits[0];
  const float = formats[0] === 3;
  if (bits.some((value) => value !== width1) || formats.some((value) => value !== formats[0])) {
    throw unreadable(file, "A TIFF whose channels are of different types");
  }
  const whole = formats[0] === 1 || formats[0] === 4;
  const known = float ? width1 === 32 || width1 === 64 : whole && [1, 2, 4, 8, 16].includes(width1);
  if (!known) {
    const kind = float ? "floating-point" : whole ? "unsigned" : formats[0] === 2 ? "signed" : "complex";
    throw unreadable(file, `A TIFF with ${width1}-bit ${kind} samples`, "save it with 8 or 16 bits, or 32-bit floats");
  }
  const plain = photometric === photometrics.rgb ? 3 : 1;
  if (samples < plain) throw damaged(file, `it says that it has ${samples} channels`);
  const extra = directory.number(tags.extra) ?? 0;
  if (samples > plain + 1 || (samples > 1 && (photometric === photometrics.palette || width1 < 8))) {
    throw unreadable(file, `A TIFF with ${samples} channels of ${width1} bits`);
  }
  const usual = width1 >= 8 && !float && predictor === predictors.difference;
  if (!(predictor === predictors.none || usual || (float && predictor === predictors.float && width1 === 32))) {
    throw unreadable(file, `A TIFF with predictor ${predictor} on ${width1}-bit samples`);
  }
  if (photometric === photometrics.palette && (float || width1 > 8)) {
    throw unreadable(file, `A TIFF with a palette for ${width1} bits`);
  }
  const planar = one(tags.planar, 1) === 2 && samples > 1;
  const alpha = samples === plain ? 0 : extra === 1 ? 1 : 2;
  return {
    width,
    height,
    bits: width1 as TiffLayout["bits"],
    float,
    samples,
    alpha,
    unnamedAlpha: alpha > 0 && extra === 0,
    photometric,
    compression,
    predictor,
    planar,
    lowFirst: one(tags.fillOrder, 1) === 2,
    orientation,
    block: blocksOf(directory, peek, { width, height, planes: planar ? samples : 1 }),
    colourMap: directory.numbers(tags.colourMap),
    profile: directory.bytes(tags.profile),
  };
}

/** Where the strips or tiles are; as many as the size needs. */
function blocksOf(
  directory: Directory,
  { file, bytes }: Peek,
  page: { width: number; height: number; planes: number },
): TiffLayout["block"] {
  const tiled = directory.number(tags.tileWidth) !== undefined;
  const width = tiled ? directory.number(tags.tileWidth)! : page.width;
  const rows = directory.number(tiled ? tags.tileHeight : tags.rowsPerStrip) ?? page.height;
  const height = tiled ? rows : Math.min(rows, page.height);
  const across = Math.ceil(page.width / width);
  const down = Math.ceil(page.height / height);
  const needed = across * down * page.planes;
  const offsets = directory.numbers(tiled ? tags.tileOffsets : tags.stripOffsets) ?? [];
  const lengths = directory.numbers(tiled ? tags.tileBytes : tags.stripBytes);
  // Old programs leave the lengths out, which for a single piece is its way to the end of the file.
  const guessed = offsets.map((at) => Math.max(0, bytes.length - at));
  const found = lengths ?? (offsets.length === 1 ? guessed : []);
  // Tiles may be larger than the picture, but not without any bounds.
  const large = tiled && width * height > Math.max(1 << 26, 4 * page.width * page.height);
  if (!(width > 0 && height > 0) || large || offsets.length < needed || found.length < needed) {
    throw damaged(file, "it does not say where all of its pixels are");
  }
  return { width, height, tiled, offsets, bytes: found };
}
