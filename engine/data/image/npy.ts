// NumPy arrays [height, width] or [height, width, channels] as pictures.

import { InputError } from "../../errors";
import type { Assumption } from "../dataset";
import { type ArrayDescription, describeArray, loadArray } from "../numpy/array";
import { npyHead } from "../numpy/write";
import {
  checkSize,
  type Decoded,
  type PictureHeader,
  plainFacts,
  type Reading,
  type WriteOptions,
  type Written,
} from "./codec";
import type { Channels, Image, Samples } from "./image";
import { joined } from "./peek";
import { keptProfile } from "./prepare";
import { samplesLike } from "./samples";

const kinds = new Map<string, { bits: number; like: Samples }>([
  ["b1", { bits: 1, like: new Uint8Array() }],
  ["u1", { bits: 8, like: new Uint8Array() }],
  ["u2", { bits: 16, like: new Uint16Array() }],
  ["f4", { bits: 32, like: new Float32Array() }],
  ["f8", { bits: 64, like: new Float32Array() }],
]);

interface Layout {
  width: number;
  height: number;
  channels: Channels;
  bits: number;
  like: Samples;
}

export function readNpyHeader(reading: Reading): PictureHeader {
  const { width, height, bits } = layoutOf(describeArray(reading.bytes, reading.file), reading);
  return { width, height, bits, orientation: 1 };
}

function layoutOf({ type, shape }: ArrayDescription, reading: Reading): Layout {
  const { file } = reading;
  const [height, width, channels = 1] = shape;
  if (shape.length < 2 || shape.length > 3 || channels < 1 || channels > 4) {
    throw new InputError(
      `An array of ${shape.join(" × ") || "a single value"} is no picture, which is [height, width] or [height, width, 1 to 4 channels].`,
      { file },
    );
  }
  const kind = kinds.get(type);
  if (!kind) {
    throw new InputError(
      `This array holds elements of type ${type}, which are no samples of a picture; save it as uint8, uint16 or float32.`,
      { file },
    );
  }
  checkSize(width, height, reading);
  return { width, height, channels: channels as Channels, ...kind };
}

export async function readNpyPicture(reading: Reading): Promise<Decoded> {
  const { bytes, file } = reading;
  const { width, height, channels, bits, like } = layoutOf(describeArray(bytes, file), reading);
  const { type, data, fortranOrder } = await loadArray(bytes, file);
  const samples = samplesLike(like, width * height * channels);
  const factor = type === "b1" ? 255 : 1;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++, at++) {
        samples[at] = Number(data[fortranOrder ? y + height * (x + width * c) : at]) * factor;
      }
    }
  }
  const assumptions: Assumption[] = [];
  if (type === "b1") assumptions.push({ text: "False was taken as black, true as white." });
  if (type === "f8") assumptions.push({ text: "64-bit floats were read as 32-bit ones." });
  const beyond = samples instanceof Float32Array && samples.some((value) => !(value >= 0 && value <= 1));
  if (beyond)
    assumptions.push({ text: "Some values lie outside 0 to 1, where 1 stands for white; they were kept as they are." });
  return { image: { width, height, channels, samples }, facts: plainFacts(bits, { assumptions }) };
}

export async function writeNpy(image: Image, { profile }: WriteOptions): Promise<Written> {
  const changes: string[] = [];
  keptProfile(profile, image.channels, changes, "npy", false);
  const { width, height, channels, samples } = image;
  const type = samples instanceof Uint8Array ? "|u1" : samples instanceof Uint16Array ? "<u2" : "<f4";
  const shape = channels === 1 ? `(${height}, ${width})` : `(${height}, ${width}, ${channels})`;
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': ${shape}, }`;
  return { bytes: joined([npyHead(text), littleEndian(samples)]), changes };
}

/** The bytes of samples, lowest first. */
function littleEndian(samples: Samples): Uint8Array {
  if (samples instanceof Uint8Array) return samples;
  const bytes = new Uint8Array(samples.byteLength);
  const view = new DataView(bytes.buffer);
  if (samples instanceof Uint16Array) for (let i = 0; i < samples.length; i++) view.setUint16(2 * i, samples[i], true);
  else for (let i = 0; i < samples.length; i++) view.setFloat32(4 * i, samples[i], true);
  return bytes;
}
