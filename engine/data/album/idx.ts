// IDX files, as MNIST comes: a mark, the sizes of an array, big-endian, and its bytes.

import { InputError } from "../../errors";

export interface IdxArray {
  shape: number[];
  data: Uint8Array;
}

/** Types of elements that the format knows, of which whole numbers of one byte are read. */
const types = new Map([
  [0x08, "u8"],
  [0x09, "i8"],
  [0x0b, "i16"],
  [0x0c, "i32"],
  [0x0d, "f32"],
  [0x0e, "f64"],
]);

const mostDimensions = 4;

/** Bytes of the header of an array of as many dimensions as one has. */
export const idxHeaderBytes = 4 + 4 * mostDimensions;

/** The sizes that an IDX file begins with; undefined where it is none. */
export function idxShape(start: Uint8Array): number[] | undefined {
  const [zero, alsoZero, type, dimensions] = start;
  if (zero !== 0 || alsoZero !== 0 || !types.has(type) || dimensions < 1 || dimensions > mostDimensions)
    return undefined;
  if (start.length < 4 + 4 * dimensions) return undefined;
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  return Array.from({ length: dimensions }, (_, i) => view.getUint32(4 + 4 * i));
}

/** Throws InputError for what is no IDX file, is cut short, or holds other elements than bytes. */
export function readIdx(bytes: Uint8Array, file: string): IdxArray {
  const shape = idxShape(bytes);
  if (!shape) throw new InputError("This is no IDX file: it does not begin with the mark of one.", { file });
  const type = types.get(bytes[2])!;
  if (type !== "u8") {
    throw new InputError(`This IDX file holds elements of type ${type}, and only u8 is read.`, { file });
  }
  const start = 4 + 4 * shape.length;
  const size = shape.reduce((product, length) => product * length, 1);
  if (bytes.length - start !== size) {
    const message = `The IDX file is damaged: an array of ${shape.join(" × ")} has ${size} bytes, and here are ${bytes.length - start}.`;
    throw new InputError(message, { file });
  }
  return { shape, data: bytes.subarray(start) };
}
