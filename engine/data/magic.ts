// Files that are no tables, whatever they are called, by the bytes that they begin with.

import { InputError } from "../errors";

/** Marks at the beginning of files, as text in which each character is a byte. */
const marks: [mark: string, what: string][] = [
  ["\x89PNG\r\n", "a PNG picture"],
  ["\xff\xd8\xff", "a JPEG picture"],
  ["GIF87a", "a GIF picture"],
  ["GIF89a", "a GIF picture"],
  ["II*\0", "a TIFF picture"],
  ["MM\0*", "a TIFF picture"],
  ["%PDF-", "a PDF document"],
  ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel or Word document"],
  ["\x1f\x8b", "a gzip archive"],
  ["BZh91AY&SY", "a bzip2 archive"],
  ["(\xb5/\xfd", "a Zstandard archive"],
  ["\xfd7zXZ\0", "an xz archive"],
  ["7z\xbc\xaf\x27\x1c", "a 7-Zip archive"],
  ["Rar!\x1a\x07", "a RAR archive"],
  ["SQLite format 3\0", "an SQLite database"],
  ["\x89HDF\r\n", "an HDF5 file"],
  ["ARROW1", "an Arrow file"],
  ["Obj\x01", "an Avro file"],
  ["\x7fELF", "a program"],
];

/** A test for files that begin with these bytes. */
export function marked(mark: string): (start: Uint8Array) => boolean {
  return (start) => [...mark].every((character, index) => start[index] === character.charCodeAt(0));
}

/** Zip archives: npz files, but spreadsheets and documents too. */
export const isZip = marked("PK\x03\x04");

export const isNumpy = marked("\x93NUMPY");

/** What a file is by its first bytes ("a PDF document"); undefined when they are none of these. */
export function foreignKind(start: Uint8Array): string | undefined {
  return marks.find(([mark]) => marked(mark)(start))?.[1];
}

/** Throws InputError that says what the file is, when its first bytes are those of no table. */
export function refuseForeign(start: Uint8Array, file: string): void {
  const found = foreignKind(start);
  if (found) throw new InputError(`This is ${found}, not a table of text; save the table as CSV.`, { file });
}

/** The refusal of a zip archive that holds no arrays. */
export function notArrays(file: string): InputError {
  return new InputError("This is a spreadsheet or zip archive; save it as CSV.", { file });
}
