// Bytes of a .npy file: the description of an array, then its elements.

/** Mark, version and description together fill a multiple of so many bytes. */
const alignment = 64;

/** A matrix of doubles, `rows` × `columns`, that lies in `values` column by column. */
export function npyMatrix(values: Float64Array, rows: number, columns: number): Uint8Array {
  const text = `{'descr': '<f8', 'fortran_order': True, 'shape': (${rows}, ${columns}), }`;
  const head = npyHead(text);
  const bytes = new Uint8Array(head.length + values.byteLength);
  bytes.set(head);
  const view = new DataView(bytes.buffer, head.length);
  for (let i = 0; i < values.length; i++) view.setFloat64(8 * i, values[i], true);
  return bytes;
}

/** The beginning of a file, up to where its elements begin; `text` describes the array. */
export function npyHead(text: string): Uint8Array {
  const before = 10;
  const length = Math.ceil((before + text.length + 1) / alignment) * alignment - before;
  const head = `\x93NUMPY\x01\0${String.fromCharCode(length & 255, length >> 8)}${text.padEnd(length - 1)}\n`;
  return Uint8Array.from(head, (character) => character.charCodeAt(0));
}
