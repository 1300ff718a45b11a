// Writing TIFF pictures of 8 bits, 16 bits or floats, in strips packed with deflate.

import { InputError } from "../../../errors";
import type { WriteOptions, Written } from "../codec";
import { deflate } from "../deflate";
import { hasAlpha, type Image, type Samples } from "../image";
import { keptProfile } from "../prepare";
import { compressions, photometrics, predictors, tags } from "./layout";

/** Bytes of a strip before it is packed, about. */
const stripBytes = 1 << 20;
/** Bytes of a strip from which the way of packing it is chosen. */
const sampleBytes = 1 << 16;
const [ushort, ulong, bytesType] = [3, 4, 7];

export async function writeTiff(image: Image, options: WriteOptions): Promise<Written> {
  const { width, height, channels, samples } = image;
  const changes: string[] = [];
  const profile = keptProfile(options.profile, channels, changes, "tiff");
  const float = samples instanceof Float32Array;
  const rowBytes = width * channels * samples.BYTES_PER_ELEMENT;
  const rows = Math.min(height, Math.max(1, Math.floor(stripBytes / rowBytes)));
  const strips: Uint8Array[] = [];
  for (let top = 0; top < height; top += rows) {
    const part = samples.subarray(top * width * channels, Math.min(height, top + rows) * width * channels);
    const whole = packable(part, width * channels, channels);
    strips.push(await deflate([whole], whole.subarray(0, sampleBytes)));
  }
  const all = <T>(value: T) => new Array<T>(channels).fill(value);
  const entries: [tag: number, type: number, values: readonly number[] | Uint8Array][] = [
    [tags.width, ulong, [width]],
    [tags.height, ulong, [height]],
    [tags.bits, ushort, all(samples.BYTES_PER_ELEMENT * 8)],
    [tags.compression, ushort, [compressions.deflate]],
    [tags.photometric, ushort, [channels >= 3 ? photometrics.rgb : photometrics.blackIsZero]],
    [tags.stripOffsets, ulong, []],
    [tags.samples, ushort, [channels]],
    [tags.rowsPerStrip, ulong, [rows]],
    [tags.stripBytes, ulong, strips.map((strip) => strip.length)],
    [tags.planar, ushort, [1]],
    [tags.predictor, ushort, [float ? predictors.none : predictors.difference]],
    ...(hasAlpha(channels) ? [[tags.extra, ushort, [2]] as [number, number, number[]]] : []),
    [tags.format, ushort, all(float ? 3 : 1)],
    ...(profile ? [[tags.profile, bytesType, profile.bytes] as [number, number, Uint8Array]] : []),
  ];
  const directoryBytes = 2 + 12 * entries.length + 4;
  const size = (type: number, count: number) => count * (type === ushort ? 2 : type === ulong ? 4 : 1);
  let after = 8 + directoryBytes;
  const places = entries.map(([tag, type, values]) => {
    const bytes = size(type, tag === tags.stripOffsets ? strips.length : values.length);
    const place = bytes > 4 ? after : 0;
    if (bytes > 4) after += bytes + (bytes & 1);
    return place;
  });
  const offsets: number[] = [];
  for (const strip of strips) {
    offsets.push(after);
    after += strip.length;
  }
  if (after > 0xffffffff)
    throw new InputError("The picture has more than 4 GB, which a TIFF cannot hold; write it as npy.");
  const bytes = new Uint8Array(after);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0, 8]);
  view.setUint16(8, entries.length, true);
  entries.forEach(([tag, type, given], i) => {
    const values = tag === tags.stripOffsets ? offsets : given;
    const at = 10 + 12 * i;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, values.length, true);
    if (places[i] > 0) view.setUint32(at + 8, places[i], true);
    const from = places[i] || at + 8;
    values.forEach((value, k) => {
      if (type === ushort) view.setUint16(from + 2 * k, value, true);
      else if (type === ulong) view.setUint32(from + 4 * k, value, true);
      else view.setUint8(from + k, value);
    });
  });
  strips.forEach((strip, i) => {
    bytes.set(strip, offsets[i]);
  });
  return { bytes, changes };
}

/** The bytes of rows, lowest first; whole numbers as differences from the pixel before. */
function packable(samples: Samples, rowLength: number, channels: number): Uint8Array {
  const wide = samples.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(samples.length * wide);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < samples.length; i++) {
    if (samples instanceof Float32Array) {
      view.setFloat32(4 * i, samples[i], true);
      continue;
    }
    const value = i % rowLength >= channels ? samples[i] - samples[i - channels] : samples[i];
    if (wide === 1) bytes[i] = value;
    else view.setUint16(2 * i, value & 65535, true);
  }
  return bytes;
}
