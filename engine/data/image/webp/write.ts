// Writing WebP pictures: without loss, unless a quality is asked for.

import type { WriteOptions, Written } from "../codec";
import type { Image } from "../image";
import { isOpaque, keptProfile, prepare } from "../prepare";
import { toRgba } from "../samples";
import { extendedHead, flags, readRiff, riff } from "./container";

/** The fastest of the lossless methods: slower ones save some per cent and take several times as long. */
const lossless = { lossless: 1, quality: 0, method: 0, exact: 1 };

export async function writeWebp(given: Image, { profile, quality }: WriteOptions): Promise<Written> {
  const { image, changes } = prepare(given, { format: "webp", bits: 8, alpha: "kept", side: 16383 });
  const { width, height, channels } = image;
  const opaque = isOpaque(image);
  if (channels <= 2) changes.push("Grey was stored as three equal channels: WebP has no grey.");
  if ((channels === 2 || channels === 4) && opaque) {
    changes.push("Alpha, opaque everywhere, was left out: WebP stores it only where something is transparent.");
  }
  if (quality !== undefined) changes.push(`WebP was asked to compress with loss (quality ${quality}).`);
  const { startWebpEncoder, webpOptions } = await import("../codecs/webp-encoder");
  const { codec } = await startWebpEncoder();
  const chosen = quality === undefined ? lossless : { quality, exact: 1 };
  const encoded = codec.encode(toRgba(image), width, height, { ...webpOptions, ...chosen });
  if (!encoded) throw new Error(`The WebP encoder failed on ${width} × ${height} pixels.`);
  // Grey has become RGB, and so must be its profile.
  const kept = keptProfile(profile, channels <= 2 ? 3 : channels, changes, "webp");
  const bytes = encoded.slice();
  if (!kept) return { bytes, changes };
  const pixels = readRiff({ bytes, file: "", maxPixels: Number.POSITIVE_INFINITY }).filter(
    ({ type }) => type !== "VP8X",
  );
  const head = extendedHead({ width, height, alpha: !opaque }, flags.profile);
  return { bytes: riff([head, { type: "ICCP", data: kept.bytes }, ...pixels]), changes };
}
