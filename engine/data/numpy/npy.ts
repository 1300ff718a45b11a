// NumPy files: .npy is one array, .npz a zip of them that share their rows.

import { InputError } from "../../errors";
import { readAll } from "../bytes";
import type { Assumption, ByteSource, Dataset, ReadOptions } from "../dataset";
import { isZip, notArrays } from "../magic";
import { finishRereading } from "../table-builder";
import { arrayColumns, type LoadedArray, loadArray } from "./array";

/** Bytes of all arrays of a npz file together, unpacked. */
const unpackedLimit = 1024 * 1024 * 1024;

export async function readNpy(source: ByteSource, options: ReadOptions = {}): Promise<Dataset> {
  const { bytes, hash } = await readAll(source, options);
  return readArrays("npy", [["", await loadArray(bytes, source.name)]], source.name, hash);
}

export async function readNpz(source: ByteSource, options: ReadOptions = {}): Promise<Dataset> {
  const { bytes, hash } = await readAll(source, options);
  const limit = unpackedLimit >> 20;
  const tooBig = new InputError(`The arrays have over ${limit} MB unpacked, which is more than can be read.`, {
    file: source.name,
  });
  if (!isZip(bytes)) throw new InputError("This is no npz file (a zip of arrays).", { file: source.name });
  // Loaded with the first such file: most people never open one.
  const { unzipSync } = await import(/* webpackMode: "eager" */ "fflate");
  let entries: Record<string, Uint8Array>;
  try {
    let unpacked = 0;
    entries = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!name.endsWith(".npy")) return false;
        unpacked += originalSize;
        if (unpacked > unpackedLimit) throw tooBig;
        return true;
      },
    });
  } catch (error) {
    if (error === tooBig) throw error;
    throw new InputError("This zip archive is damaged or cut short; if it is a spreadsheet, save it as CSV.", {
      file: source.name,
    });
  }
  const arrays: [string, LoadedArray][] = [];
  for (const [name, data] of Object.entries(entries)) {
    arrays.push([name.replace(/\.npy$/, ""), await loadArray(data, `${source.name}/${name}`)]);
  }
  if (arrays.length === 0) throw notArrays(source.name);
  return readArrays("npz", arrays, source.name, hash);
}

/** The arrays that have as many rows as the longest one, side by side; the others are left out and said. */
function readArrays(
  format: string,
  arrays: readonly [string, LoadedArray][],
  file: string,
  hash: string,
): Promise<Dataset> {
  const rows = Math.max(...arrays.map(([, { shape }]) => (shape.length === 0 ? 0 : shape[0])));
  if (rows === 0) throw new InputError("There are no rows in this file.", { file });
  const used = arrays.filter(([, { shape }]) => shape[0] === rows);
  const left = arrays.filter(([, { shape }]) => shape[0] !== rows);
  // Labels come last, where people look for what is to be predicted.
  used.sort(([, a], [, b]) => b.shape.length - a.shape.length);
  const assumptions: Assumption[] = used.map(([name, { shape }]) => ({
    text: `${name === "" ? "The array" : `The array “${name}”`} has ${shape.join(" × ")} values: its first dimension counts the rows${shape.length > 2 ? ", the others are laid out as columns" : ""}.`,
  }));
  if (left.length > 0) {
    const names = left.map(([name, { shape }]) => `“${name}” (${shape.join(" × ") || "a single value"})`);
    assumptions.push({ text: `Left out, because they do not have ${rows} rows: ${names.join(", ")}.` });
  }
  if (used.some(([, { data }]) => hasInexact(data))) {
    assumptions.push({ text: "Some whole numbers are beyond 2⁵³ and lose their last digits." });
  }
  return finishRereading((text) => {
    const names: string[] = [];
    const builders = used.flatMap(([name, array]) => {
      const columns = arrayColumns(array, name, { file, text, from: names.length });
      names.push(...columns.names);
      return columns.builders;
    });
    return { format, file, names, builders, hash, assumptions, problems: [] };
  });
}

function hasInexact(data: LoadedArray["data"]): boolean {
  if (!(data instanceof BigInt64Array || data instanceof BigUint64Array)) return false;
  const limit = BigInt(Number.MAX_SAFE_INTEGER);
  return data.some((value: bigint) => value > limit || value < -limit);
}
