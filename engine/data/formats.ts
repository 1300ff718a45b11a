// The table of formats: which reader takes which file, by extension and, where that says nothing, by content.

import { InputError } from "../errors";
import { readArff } from "./arff";
import { readCsv, readTsv } from "./csv/csv";
import type { ByteSource, Dataset, ReadOptions } from "./dataset";
import { readJson } from "./json/json";
import { readJsonLines } from "./json/jsonl";
import { isNumpy, isZip, marked, notArrays, refuseForeign } from "./magic";
import { readNpy, readNpz } from "./numpy/npy";
import { readParquet } from "./parquet";

export interface Format {
  name: string;
  /** Lower case, with the dot. */
  extensions: readonly string[];
  read(source: ByteSource, options?: ReadOptions): Promise<Dataset>;
  /** Whether a file begins like one of this format, for files whose extension says nothing. */
  begins?(start: Uint8Array): boolean;
}

/** In the order in which content is tried; CSV takes every text. */
export const formats: readonly Format[] = [
  { name: "parquet", extensions: [".parquet", ".pq"], read: readParquet, begins: marked("PAR1") },
  { name: "npy", extensions: [".npy"], read: readNpy, begins: isNumpy },
  { name: "npz", extensions: [".npz"], read: readNpz, begins: isZip },
  { name: "arff", extensions: [".arff"], read: readArff, begins: written(/^(%[^\n]*\n|\s)*@relation\b/i) },
  {
    name: "jsonl",
    extensions: [".jsonl", ".ndjson"],
    read: readJsonLines,
    begins: written(/^\s*\{[^\n]*\}\s*\n\s*\{/),
  },
  { name: "json", extensions: [".json"], read: readJson, begins: written(/^\s*(\[\s*[[{]|\{\s*")/) },
  { name: "tsv", extensions: [".tsv", ".tab"], read: readTsv },
  { name: "csv", extensions: [".csv"], read: readCsv, begins: () => true },
];

/** The format of a file by its extension; undefined when no format claims it (.txt, .data, none at all). */
export function formatOf(name: string): Format | undefined {
  const extension = /\.[^./\\]+$/.exec(name.toLowerCase())?.[0];
  return formats.find((format) => extension !== undefined && format.extensions.includes(extension));
}

/** Reads a file as the table it is. Throws InputError when nobody can read it. */
export async function readDataset(source: ByteSource, options: ReadOptions = {}): Promise<Dataset> {
  if (source.size === 0) throw new InputError("The file is empty.", { file: source.name, line: 1 });
  const start = await source.read(0, Math.min(source.size, 4096));
  refuseForeign(start, source.name);
  const claimed = formatOf(source.name);
  if (claimed && claimed.name !== "npz" && isZip(start)) throw notArrays(source.name);
  if (claimed) return claimed.read(source, options);
  return formats.find((format) => format.begins?.(start))!.read(source, options);
}

function written(pattern: RegExp): (start: Uint8Array) => boolean {
  return (start) => pattern.test(new TextDecoder("utf-8").decode(start));
}
