// The table of picture formats, and reading, probing and writing pictures by it.

import { InputError } from "../../errors";
import { readWhole } from "../bytes";
import type { ByteSource, ReadOptions } from "../dataset";
import { readBmp, readBmpHeader, writeBmp } from "./bmp";
import { CutShort, type PictureCodec, type PictureHeader, type WriteOptions, type Written } from "./codec";
import { readGif, readGifHeader } from "./gif";
import type { Image, Picture, PictureFormat } from "./image";
import { readJpeg, readJpegHeader } from "./jpeg/read";
import { writeJpeg } from "./jpeg/write";
import { pictureKindOf, titleOf } from "./names";
import { readNpyHeader, readNpyPicture, writeNpy } from "./npy";
import { describeOrientation, upright } from "./orient";
import { readPng, readPngHeader } from "./png/read";
import { writePng } from "./png/write";
import { readPnm, readPnmHeader, writePnm } from "./pnm";
import { sniff, sniffedBytes } from "./sniff";
import { readTiffHeader } from "./tiff/layout";
import { readTiff } from "./tiff/read";
import { writeTiff } from "./tiff/write";
import { readWebp, readWebpHeader } from "./webp/read";
import { writeWebp } from "./webp/write";

export { isPicturePath, type PictureKind, pictureExtensions, pictureKinds, writableFormats } from "./names";

const codecs: Record<PictureFormat, PictureCodec> = {
  png: { header: readPngHeader, read: readPng, write: writePng },
  jpeg: { header: readJpegHeader, read: readJpeg, write: writeJpeg },
  bmp: { header: readBmpHeader, read: readBmp, write: writeBmp },
  gif: { header: readGifHeader, read: readGif },
  webp: { header: readWebpHeader, read: readWebp, write: writeWebp },
  tiff: { header: readTiffHeader, read: readTiff, write: writeTiff },
  pnm: { header: readPnmHeader, read: readPnm, write: writePnm },
  npy: { header: readNpyHeader, read: readNpyPicture, write: writeNpy },
};

const defaultPixels = 200e6;
/** Bytes that are read at first to find a header. */
const headerBytes = 64 << 10;

export interface PictureReadOptions extends ReadOptions {
  /** Pictures with more pixels are refused from their header; 200 million unless said. */
  maxPixels?: number;
}

export interface PictureProbe extends PictureHeader {
  format: PictureFormat;
}

/**
 * Reads a picture upright, in the channels and at the bit depth of its file; the content decides the format.
 * Throws InputError for files that are no pictures, damaged, cut short or too large.
 */
export async function readPicture(source: ByteSource, options: PictureReadOptions = {}): Promise<Picture> {
  const { name } = source;
  const { maxPixels = defaultPixels } = options;
  const { format } = await probe(source, maxPixels);
  const bytes = await readWhole(source, options);
  const { image, facts } = await withMemory(name, () => codecs[format].read({ bytes, file: name, maxPixels }));
  const assumptions = [...facts.assumptions];
  const claimed = pictureKindOf(name);
  if (claimed && claimed.format !== format) {
    assumptions.unshift({
      text: `The name says that this is ${claimed.title}, but the content is ${titleOf(format)}.`,
    });
  }
  const turned = describeOrientation(facts.orientation);
  if (turned) assumptions.push({ text: turned });
  const whole = await withMemory(name, async () => upright(image, facts.orientation));
  return { name, image: whole, facts: { ...facts, format, assumptions } };
}

/** Format and size from the beginning of a file, as far as it is needed. Throws InputError as `readPicture` does. */
export function probePicture(source: ByteSource): Promise<PictureProbe> {
  return probe(source, defaultPixels);
}

async function probe(source: ByteSource, maxPixels: number): Promise<PictureProbe> {
  const file = source.name;
  if (source.size === 0) throw new InputError("The file is empty.", { file });
  for (let length = headerBytes; ; length *= 8) {
    const bytes = await source.read(0, Math.min(length, source.size));
    const format = sniff(bytes.subarray(0, sniffedBytes), file);
    try {
      return { format, ...codecs[format].header({ bytes, file, maxPixels }) };
    } catch (error) {
      if (!(error instanceof CutShort) || length >= source.size) throw error;
    }
  }
}

/**
 * A picture file of an image; `changes` says in sentences what it does not hold of the image.
 * Throws InputError for formats that are only read, and for an image that is too large for its format.
 */
export async function writePicture(image: Image, format: PictureFormat, options: WriteOptions = {}): Promise<Written> {
  const { write } = codecs[format];
  if (!write) throw new InputError(`${titleOf(format)} pictures are only read; write PNG instead.`);
  const { quality } = options;
  if (quality !== undefined && !(Number.isInteger(quality) && quality >= 1 && quality <= 100)) {
    throw new InputError(`The quality is a whole number from 1 to 100, not ${quality}.`);
  }
  return write(image, options);
}

/** Runs what needs much memory; there being too little is said in a sentence. */
async function withMemory<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RangeError && /alloc|length/i.test(error.message)) {
      throw new InputError("There is not enough memory for a picture of this size; make it smaller.", { file });
    }
    throw error;
  }
}
