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

/**
 * The tensors and texts of a file; `name` is for messages.
 * @throws InputError when the bytes are no safetensors file, or not all of one
 */
export function readSafetensors(bytes: Uint8Array, name?: string): TensorFile {
  const wrong = (what: string) => new InputError(`This is not a whole safetensors file: ${what}.`, { file: name });
  if (bytes.length < 8) throw wrong("it is too short");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > headerLimit || 8 + length > bytes.length) throw wrong("its header is cut off");
  let header: Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }>;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(8, 8 + length)));
  } catch {
    throw wrong("its header is not JSON");
  }
  const { __metadata__: metadata = {}, ...entries } = header as typeof header & {
    __metadata__?: Record<string, string>;
  };
  const tensors = new Map<string, Tensor>();
  for (const [key, { dtype, shape, data_offsets: offsets }] of Object.entries(entries)) {
    const type = types[dtype as TypeName];
    if (!type) throw wrong(`${key} has the type ${dtype}, which is not read here`);
    const [from, to] = offsets.map((offset) => 8 + length + offset);
    if (from > to || to > bytes.length) throw wrong(`${key} is cut off`);
    const elements = shape.reduce((product, size) => product * size, 1);
    if (elements * type.BYTES_PER_ELEMENT !== to - from) throw wrong(`${key} does not have the size of its shape`);
    // A copy, for alignment: of what may be a Node buffer, whose own slice() is a view.
    const own = new Uint8Array(bytes.subarray(from, to));
    tensors.set(key, { shape, values: new type(own.buffer, 0, elements) });
  }
  return { tensors, metadata: metadata as Record<string, string> };
}
