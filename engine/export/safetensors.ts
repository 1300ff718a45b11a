// Safetensors: named tensors in one file, a JSON header in front, which PyTorch, NumPy and others read.

import { InputError } from "../errors";

// https://github.com/huggingface/safetensors, "Format": 8 bytes little-endian header length, header, data without gaps.

export type TensorValues = Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array;

export interface Tensor {
  shape: readonly number[];
  values: TensorValues;
}

export interface TensorFile {
  tensors: Map<string, Tensor>;
  /** Texts that the file carries. */
  metadata: Record<string, string>;
}

const types = {
  F64: Float64Array,
  F32: Float32Array,
  I32: Int32Array,
  U32: Uint32Array,
  U8: Uint8Array,
} as const;
type TypeName = keyof typeof types;

/** The header's bytes start where views of every element type may start. */
const alignment = 8;
/** A longer header is no header. */
const headerLimit = 100_000_000;

const typeOf = (values: TensorValues): TypeName =>
  (Object.keys(types) as TypeName[]).find((name) => values instanceof types[name])!;

/** The file's bytes. Tensors of wider elements come first, so that each starts at a multiple of its element's size. */
export function writeSafetensors({ tensors, metadata }: TensorFile): Uint8Array {
  const entries = [...tensors].sort(
    ([a, x], [b, y]) => y.values.BYTES_PER_ELEMENT - x.values.BYTES_PER_ELEMENT || (a < b ? -1 : 1),
  );
  const header: Record<string, unknown> = {};
  if (Object.keys(metadata).length > 0) header.__metadata__ = metadata;
  let size = 0;
  for (const [name, { shape, values }] of entries) {
    const end = size + values.byteLength;
    header[name] = { dtype: typeOf(values), shape, data_offsets: [size, end] };
    size = end;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const start = 8 + Math.ceil(text.length / alignment) * alignment;
  const bytes = new Uint8Array(start + size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(start - 8), true);
  bytes.fill(0x20, 8, start);
  bytes.set(text, 8);
  let offset = start;
  for (const [, { values }] of entries) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset);
    offset += values.byteLength;
  }
  return bytes;
}

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/**
 * The tensors and texts of a file; `name` is for messages. Half precision (F16, BF16) becomes single precision, whole
 * numbers of 8 and 16 bits become I32, and those of 64 bits F64, which holds them exactly up to 2^53; BOOL becomes U8.
 * @throws InputError when the bytes are no safetensors file, or not all of one
 */
export function readSafetensors(bytes: Uint8Array, name?: string): TensorFile {
  const wrong = (what: string) => new InputError(`This is not a whole safetensors file: ${what}.`, { file: name });
  if (bytes.length < 8) throw wrong("it is too short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > headerLimit || 8 + length > bytes.length) throw wrong("its header is cut off");
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, 8 + length)));
  } catch {
    throw wrong("its header is not JSON");
  }
  if (typeof header !== "object" || header === null || Array.isArray(header)) throw wrong("its header is no object");
  const { __metadata__: metadata, ...entries } = header as Record<string, unknown>;
  const tensors = new Map<string, Tensor>();
  for (const [key, entry] of Object.entries(entries)) {
    if (!isEntry(entry)) throw wrong(`the header does not say type, shape and place of ${key}`);
    const { dtype, shape, data_offsets: offsets } = entry;
    const [from, to] = offsets.map((offset) => 8 + length + offset);
    if (from > to || to > bytes.length) throw wrong(`${key} is cut off`);
    const reading = readingOf(dtype);
    if (!reading) throw wrong(`${key} has the type ${dtype}, which is not read here`);
    const elements = shape.reduce((product, size) => product * size, 1);
    if (elements * reading.bytes !== to - from) throw wrong(`${key} does not have the size of its shape`);
    // A copy, for alignment: of what may be a Node buffer, whose own slice() is a view.
    tensors.set(key, { shape, values: reading.read(new Uint8Array(bytes.subarray(from, to)).buffer) });
  }
  return { tensors, metadata: (metadata ?? {}) as Record<string, string> };
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

function isEntry(entry: unknown): entry is Entry {
  const { dtype, shape, data_offsets: offsets } = (entry ?? {}) as Partial<Entry>;
  const counts = (list: unknown) => Array.isArray(list) && list.every(isCount);
  return typeof dtype === "string" && counts(shape) && counts(offsets) && offsets!.length === 2;
}

/** How the elements of a tensor are read: bytes of one, and all of them out of a buffer of their own. */
function readingOf(dtype: string): { bytes: number; read: (buffer: ArrayBuffer) => TensorValues } | undefined {
  if (Object.hasOwn(types, dtype)) {
    const type = types[dtype as TypeName];
    return { bytes: type.BYTES_PER_ELEMENT, read: (buffer) => new type(buffer) };
  }
  switch (dtype) {
    case "F16":
      return { bytes: 2, read: (buffer) => Float32Array.from(new Uint16Array(buffer), halfToNumber) };
    case "BF16":
      // The upper half of a single-precision number.
      return {
        bytes: 2,
        read: (buffer) => new Float32Array(Uint32Array.from(new Uint16Array(buffer), (bits) => bits << 16).buffer),
      };
    case "I64":
      return { bytes: 8, read: (buffer) => Float64Array.from(new BigInt64Array(buffer), Number) };
    case "U64":
      return { bytes: 8, read: (buffer) => Float64Array.from(new BigUint64Array(buffer), Number) };
    case "I16":
      return { bytes: 2, read: (buffer) => Int32Array.from(new Int16Array(buffer)) };
    case "U16":
      return { bytes: 2, read: (buffer) => Int32Array.from(new Uint16Array(buffer)) };
    case "I8":
      return { bytes: 1, read: (buffer) => Int32Array.from(new Int8Array(buffer)) };
    case "BOOL":
      return { bytes: 1, read: (buffer) => new Uint8Array(buffer) };
  }
  return undefined;
}

/** IEEE 754 binary16: 1 bit sign, 5 bits exponent (bias 15), 10 bits fraction. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
