// Reading WebP pictures: lossy, lossless, with alpha, and the first picture of an animation.

import { type Decoded, damaged, firstOf, type PictureHeader, plainFacts, type Reading } from "../codec";
import { exifOrientation } from "../exif";
import { swapsSides } from "../orient";
import { damagedProfile, profileFacts } from "../profile";
import { fromRgba } from "../samples";
import {
  type Extent,
  extendedHead,
  extentOf,
  firstFrame,
  flags,
  type RiffChunk,
  readRiff,
  riff,
  stillExtent,
} from "./container";

export function readWebpHeader(reading: Reading): PictureHeader {
  const { width, height, flags: stated } = extentOf(reading);
  const orientation = stated & flags.exif ? orientationOf(readRiff(reading)) : 1;
  const [across, down] = swapsSides(orientation) ? [height, width] : [width, height];
  return { width: across, height: down, bits: 8, orientation };
}

const dataOf = (chunks: readonly RiffChunk[], type: string) => chunks.find((chunk) => chunk.type === type)?.data;

/** Some writers put the mark of JPEG's EXIF segment before the data. */
function orientationOf(chunks: readonly RiffChunk[]): number {
  const exif = dataOf(chunks, "EXIF");
  return exifOrientation(exif?.[0] === 0x45 ? exif.subarray(6) : exif);
}

export async function readWebp(reading: Reading): Promise<Decoded> {
  const { file } = reading;
  const extent = extentOf(reading);
  const chunks = readRiff(reading);
  const animated = (extent.flags & flags.animation) > 0;
  const frames = animated ? chunks.filter(({ type }) => type === "ANMF").length : 1;
  const { profile, damaged: broken } = profileFacts(dataOf(chunks, "ICCP"));
  const assumptions = firstOf(frames, "pictures of an animation");
  if (broken) assumptions.push({ text: damagedProfile });
  const { width, height } = extent;
  const facts = plainFacts(8, { orientation: orientationOf(chunks), frames, profile, assumptions });
  if (!animated) {
    const samples = await decode(reading.bytes, extent, file);
    return { image: { width, height, channels: extent.alpha ? 4 : 3, samples }, facts };
  }
  const frame = firstFrame(chunks, file);
  const size = stillExtent(frame.chunks, reading);
  if (!size) throw damaged(file, "its first picture has no pixels");
  if (frame.x + size.width > width || frame.y + size.height > height) {
    throw damaged(file, "its first picture lies outside its canvas");
  }
  const still = size.alpha ? [extendedHead(size, 0), ...frame.chunks] : frame.chunks;
  const pixels = await decode(riff(still), size, file);
  if (size.width === width && size.height === height) {
    return { image: { width, height, channels: size.alpha ? 4 : 3, samples: pixels }, facts };
  }
  const canvas = new Uint8Array(width * height * 4);
  const channels = size.alpha ? 4 : 3;
  for (let y = 0, from = 0; y < size.height; y++) {
    for (let x = 0, at = ((frame.y + y) * width + frame.x) * 4; x < size.width; x++, from += channels, at += 4) {
      for (let c = 0; c < 3; c++) canvas[at + c] = pixels[from + c];
      canvas[at + 3] = channels === 4 ? pixels[from + 3] : 255;
    }
  }
  return { image: { width, height, channels: 4, samples: canvas }, facts };
}

/** RGB, or RGBA where there is alpha. */
async function decode(bytes: Uint8Array, { width, height, alpha }: Extent, file: string): Promise<Uint8Array> {
  // Loaded with the first such file: the decoder takes a while to start.
  const { startWebpDecoder } = await import("../codecs/webp-decoder");
  const { codec } = await startWebpDecoder();
  const pixels = codec.decode(bytes);
  if (!pixels || pixels.width !== width || pixels.height !== height) {
    throw damaged(file, "its pixels cannot be decoded");
  }
  return fromRgba(pixels.data, alpha ? 4 : 3);
}
