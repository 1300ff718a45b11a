// One NumPy array as named columns of numbers or texts.

import type { NpyArray } from "npyjs";
import { InputError } from "../../errors";
import { ColumnBuilder } from "../column-builder";
import { isNumpy } from "../magic";

/** An array with its elements in the order of the file. */
export interface LoadedArray {
  /** Type of an element as NumPy writes it, without the order of bytes: "f8", "u1", "b1", "U3". */
  type: string;
  shape: number[];
  fortranOrder: boolean;
  /** Numbers, or texts where the array holds them. */
  data: ArrayLike<number> | ArrayLike<bigint> | ArrayLike<boolean> | string[];
}

/** Arrays with more than two dimensions are taken row by row when a row has at most this many values. */
const widestRow = 16_384;

/** What the description at the beginning of a file says of its array, and where the elements begin. */
export interface ArrayDescription extends Omit<LoadedArray, "data"> {
  /** Elements in all, and bytes of each. */
  size: number;
  width: number;
  start: number;
}

/** `bytes` are the first ones of a .npy file. Throws InputError for types that are no numbers or texts. */
export function describeArray(bytes: Uint8Array, file: string): ArrayDescription {
  if (!isNumpy(bytes)) {
    throw new InputError("This is not a NumPy array: it does not begin with the mark of one.", { file });
  }
  const { text, end } = header(bytes, file);
  const type = /'descr'\s*:\s*'([^']+)'/.exec(text)?.[1];
  if (type === undefined) {
    throw new InputError(
      "This is a structured array (a record of fields), which cannot be read; save each field as an array, or the table as CSV.",
      { file },
    );
  }
  const shape = (/'shape'\s*:\s*\(([^)]*)\)/.exec(text)?.[1] ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean)
    .map(Number);
  if (!shape.every((length) => Number.isSafeInteger(length) && length >= 0)) {
    throw new InputError("The NumPy file is damaged: the shape of its array is not one of whole numbers.", { file });
  }
  const size = shape.reduce((product, length) => product * length, 1);
  const fortranOrder = /'fortran_order'\s*:\s*True/.test(text);
  const kind = type.replace(/^[<>|=]/, "");
  const width = itemBytes(kind);
  if (width === 0 || (type.startsWith(">") && width > 1)) {
    const why = type.startsWith(">")
      ? "big-endian numbers"
      : kind === "O"
        ? "Python objects"
        : `elements of type ${type}`;
    throw new InputError(`This array holds ${why}, which cannot be read; save it as float64 or int64.`, { file });
  }
  return { type: kind, shape, fortranOrder, size, width, start: end };
}

/** `bytes` are those of a .npy file. Throws InputError for types that are no numbers or texts. */
export async function loadArray(bytes: Uint8Array, file: string): Promise<LoadedArray> {
  const { type, shape, fortranOrder, size, width, start: end } = describeArray(bytes, file);
  if (bytes.length - end < size * width) {
    throw new InputError(
      `The array is cut off: it should have ${size} elements and has ${Math.floor((bytes.length - end) / width)}.`,
      { file },
    );
  }
  const [letter] = type;
  if (letter === "U" || letter === "S") {
    return { type, shape, fortranOrder, data: texts(bytes, end, size, letter, width) };
  }
  // The reader wants a buffer that begins with the file and whose elements are aligned.
  const padding = (8 - (end % 8)) % 8;
  const whole = new Uint8Array(end + padding + size * width);
  whole.set(bytes.subarray(0, end - 1));
  whole.fill(32, end - 1, end + padding);
  whole[end + padding - 1] = 10;
  whole.set(bytes.subarray(end, end + size * width), end + padding);
  const view = new DataView(whole.buffer);
  if (whole[6] <= 1) view.setUint16(8, view.getUint16(8, true) + padding, true);
  else view.setUint32(8, view.getUint32(8, true) + padding, true);
  // Loaded with the first such file: most people never open one.
  const { parse } = await import(/* webpackMode: "eager" */ "npyjs");
  const array = parse(whole.buffer) as NpyArray & { data: LoadedArray["data"] };
  return { type, shape, fortranOrder, data: array.data };
}

/** Columns of an array whose first dimension counts rows; `name` is "" for the only array of a file. */
export function arrayColumns(
  { shape, fortranOrder, data }: LoadedArray,
  name: string,
  place: { file: string; text: ReadonlySet<number>; from: number },
): { names: string[]; builders: ColumnBuilder[] } {
  const rows = shape[0];
  const width = shape.slice(1).reduce((product, length) => product * length, 1);
  if (shape.length > 2 && width > widestRow) {
    throw new InputError(
      `An array of ${shape.join(" × ")} has ${width} values in a row; up to ${widestRow} are read as columns.`,
      { file: place.file },
    );
  }
  if (shape.length > 2 && fortranOrder) {
    throw new InputError("An array of more than two dimensions in Fortran order cannot be read; save it in C order.", {
      file: place.file,
    });
  }
  const single = shape.length === 1;
  const names = Array.from({ length: width }, (_, j) =>
    single ? name || "column1" : `${name || "column"}${name ? `_${j}` : j + 1}`,
  );
  const builders = names.map((_, j) => {
    const words = typeof data[0] === "string";
    const builder = new ColumnBuilder(place.text.has(place.from + j) ? "text" : words ? "sniff" : "number");
    for (let i = 0; i < rows; i++) {
      const value = data[fortranOrder ? j * rows + i : i * width + j];
      if (typeof value === "string") builder.addText(value);
      else builder.addNumber(Number(value));
    }
    return builder;
  });
  return { names, builders };
}

function header(bytes: Uint8Array, file: string): { text: string; end: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = bytes[6] <= 1 ? 10 : 12;
  const length = bytes.length < start ? 0 : start === 10 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (bytes.length < start + length || length === 0) {
    throw new InputError("The NumPy file is damaged or cut short: the description of its array is not complete.", {
      file,
    });
  }
  return { text: new TextDecoder("latin1").decode(bytes.subarray(start, start + length)), end: start + length };
}

/** Bytes of an element; 0 for types that are not read. */
function itemBytes(kind: string): number {
  const match = /^([biufUS])(\d+)$/.exec(kind);
  if (!match) return 0;
  const size = Number(match[2]);
  return match[1] === "U" ? 4 * size : size > 8 && match[1] !== "S" ? 0 : size;
}

function texts(bytes: Uint8Array, start: number, size: number, kind: "U" | "S", width: number): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: size }, (_, i) => {
    let text = "";
    for (let at = start + i * width; at < start + (i + 1) * width; at += kind === "U" ? 4 : 1) {
      const code = kind === "U" ? view.getUint32(at, true) : bytes[at];
      if (code !== 0) text += String.fromCodePoint(code);
    }
    return text;
  });
}
