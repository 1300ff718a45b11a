// The table of formats: which reader takes which file, by extension and, where that says nothing, by content.

import { InputError } from "../errors";
import { readCsv, readTsv } from "./csv/csv";
import type { ByteSource, Dataset, ReadOptions } from "./dataset";

export interface Format {
  name: string;
  /** Lower case, with the dot. */
  extensions: readonly string[];
  read(source: ByteSource, options?: ReadOptions): Promise<Dataset>;
}

export const formats: readonly Format[] = [
  { name: "csv", extensions: [".csv", ".txt", ".data", ".dat"], read: readCsv },
  { name: "tsv", extensions: [".tsv", ".tab"], read: readTsv },
];

/** The format of a file by its extension; undefined when no format claims it. */
export function formatOf(name: string): Format | undefined {
  const extension = /\.[^./\\]+$/.exec(name.toLowerCase())?.[0];
  return formats.find((format) => extension !== undefined && format.extensions.includes(extension));
}

/** Reads a file as the table it is. Throws InputError when nobody can read it. */
export async function readDataset(source: ByteSource, options: ReadOptions = {}): Promise<Dataset> {
  if (source.size === 0) throw new InputError("The file is empty.", { file: source.name, line: 1 });
  const format = formatOf(source.name) ?? formats[0];
  return format.read(source, options);
}
