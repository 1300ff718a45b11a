// Writing JPEG pictures with a colour profile; there is no alpha, and there are 8 bits a sample.

import type { WriteOptions, Written } from "../codec";
import type { Image } from "../image";
import { joined, latin } from "../peek";
import { keptProfile, prepare } from "../prepare";
import { toRgba } from "../samples";

const defaultQuality = 92;
/** Bytes of a profile that a segment holds beside its name and number (ICC.1:2022, B.4). */
const profilePiece = 65519;
const mostPieces = 255;
const greyscale = 1;

export async function writeJpeg(given: Image, { profile, quality = defaultQuality }: WriteOptions): Promise<Written> {
  const { image, changes } = prepare(given, { format: "jpeg", bits: 8, alpha: "on white", side: 65535 });
  const { startJpegEncoder, jpegOptions } = await import("../codecs/jpeg-encoder");
  const { codec } = await startJpegEncoder();
  const encoded = codec.encode(toRgba(image), image.width, image.height, {
    ...jpegOptions,
    quality,
    // Several scans and their search take three times as long for some per cent of the bytes.
    progressive: false,
    // The tables of the standard, so that the quality means what it does elsewhere.
    quant_table: 0,
    ...(image.channels === 1 ? { color_space: greyscale } : {}),
  });
  changes.push(`JPEG compresses with loss (quality ${quality}).`);
  const kept = keptProfile(profile, image.channels, changes, "jpeg");
  const start = afterHead(encoded);
  const parts = [encoded.subarray(0, start), ...profileSegments(kept?.bytes), encoded.subarray(start)];
  return { bytes: joined(parts), changes };
}

/** Where segments may be put in: after the start mark and the JFIF segment, which has to come first. */
function afterHead(encoded: Uint8Array): number {
  return encoded[2] === 0xff && encoded[3] === 0xe0 ? 4 + ((encoded[4] << 8) | encoded[5]) : 2;
}

/** The segments that carry a profile. */
function profileSegments(profile: Uint8Array | undefined): Uint8Array[] {
  const pieces = Math.ceil((profile?.length ?? 0) / profilePiece);
  if (!profile || pieces > mostPieces) return [];
  return Array.from({ length: pieces }, (_, i) => {
    const data = profile.subarray(i * profilePiece, (i + 1) * profilePiece);
    const length = data.length + 16;
    const head = [0xff, 0xe2, length >> 8, length & 255, ...latin("ICC_PROFILE\0"), i + 1, pieces];
    return joined([Uint8Array.from(head), data]);
  });
}
