// Parquet: columns of typed values, read one row group at a time.

import type { AsyncBuffer, DecodedArray, FileMetaData } from "hyparquet";
import { InputError } from "../errors";
import { breathe, readChunks } from "./bytes";
import { ColumnBuilder } from "./column-builder";
import type { Assumption, ByteSource, Dataset, ReadOptions } from "./dataset";
import { Hash } from "./hash";
import { addJsonValue } from "./json/rows";
import { firstOf, quoted } from "./listing";
import { marked } from "./magic";
import { finishRereading, type TableParts } from "./table-builder";

/** Throws InputError for a file that is no Parquet, is encrypted, or is packed in a way that cannot be read. */
export async function readParquet(source: ByteSource, options: ReadOptions = {}): Promise<Dataset> {
  const hash = new Hash();
  for await (const _ of readChunks(source, options, hash));
  const digest = hash.digest();
  // Loaded with the first such file: most people never open one.
  const { parquetMetadataAsync, parquetRead } = await import(/* webpackMode: "eager" */ "hyparquet");
  const { compressors } = await import(/* webpackMode: "eager" */ "hyparquet-compressors");
  const file: AsyncBuffer = {
    byteLength: source.size,
    async slice(start, end = source.size) {
      options.signal?.throwIfAborted();
      // Copied by the constructor: a host may hand out a view (Node's Buffer) whose own slice() copies nothing.
      return new Uint8Array(await source.read(start, end - start)).buffer;
    },
  };
  const end = await source.read(Math.max(0, source.size - 4), Math.min(4, source.size));
  if (marked("PARE")(end)) {
    throw new InputError("The Parquet file is encrypted; save it without encryption.", { file: source.name });
  }
  const metadata = await readable(source, () => parquetMetadataAsync(file));
  const names = metadata.schema.length > 0 ? topLevel(metadata) : [];
  if (names.length === 0) throw new InputError("There are no columns in this Parquet file.", { file: source.name });
  if (metadata.num_rows === 0n) throw new InputError("There are no rows in this Parquet file.", { file: source.name });
  return finishRereading(async (text): Promise<TableParts> => {
    const builders = names.map((_, index) => new ColumnBuilder(text.has(index) ? "text" : "sniff"));
    const state: ReadState = { words: new Set(), inexact: false };
    let rowStart = 0;
    for (const group of metadata.row_groups) {
      const rowEnd = rowStart + Number(group.num_rows);
      await readable(source, () =>
        parquetRead({
          file,
          metadata,
          compressors,
          rowStart,
          rowEnd,
          onChunk: ({ columnName, columnData, rowStart: first }) => {
            const index = names.indexOf(columnName);
            addValues(builders[index], columnData, rowStart - first, rowEnd - first, columnName, state);
          },
        }),
      );
      rowStart = rowEnd;
      await breathe();
    }
    return {
      format: "parquet",
      file: source.name,
      names,
      builders,
      hash: digest,
      assumptions: describe(state),
      problems: [],
    };
  });
}

interface ReadState {
  /** Columns with lists or structures, which are read as text. */
  words: Set<string>;
  inexact: boolean;
}

function describe({ words, inexact }: ReadState): Assumption[] {
  const assumptions: Assumption[] = [];
  if (words.size > 0) {
    const names = firstOf([...words].map(quoted), 5);
    assumptions.push({ text: `Lists and structures in ${names} are read as text.` });
  }
  if (inexact) assumptions.push({ text: "Some whole numbers are beyond 2⁵³ and lose their last digits." });
  return assumptions;
}

/** Values from `from` to `to` of a chunk. The first value that is there tells how the column is kept. */
function addValues(
  builder: ColumnBuilder,
  data: DecodedArray,
  from: number,
  to: number,
  name: string,
  state: ReadState,
): void {
  if (builder.rows === 0 && builder.mode === "sniff") {
    let first: unknown;
    for (let i = from; i < to && (first === null || first === undefined); i++) first = data[i];
    if (first instanceof Date) builder.mode = "date";
    else if (typeof first === "number" || typeof first === "bigint") builder.mode = "number";
  }
  for (let i = from; i < to; i++) {
    const value: unknown = data[i];
    if (typeof value === "number") builder.addNumber(value);
    else if (typeof value === "bigint") {
      if (!Number.isSafeInteger(Number(value))) state.inexact = true;
      builder.addNumber(Number(value));
    } else if (value instanceof Date) {
      if (builder.mode === "date") builder.addDate(value.getTime());
      else builder.addText(Number.isNaN(value.getTime()) ? "" : value.toISOString());
    } else if (typeof value === "object" && value !== null) {
      state.words.add(name);
      builder.addText(JSON.stringify(value, (_, part) => (typeof part === "bigint" ? Number(part) : part)));
    } else addJsonValue(builder, value);
  }
}

/** Names of the columns that are not inside others. */
function topLevel({ schema }: FileMetaData): string[] {
  const names: string[] = [];
  let at = 1;
  const skip = () => {
    const children = schema[at++].num_children ?? 0;
    for (let child = 0; child < children; child++) skip();
  };
  while (at < schema.length) {
    names.push(schema[at].name);
    skip();
  }
  return names;
}

/** Faults of the library are faults of the file, except an abort. */
async function readable<T>(source: ByteSource, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Error) || error.name === "AbortError") throw error;
    const why = /un(?:supported|handled) .*|\S+ not supported/.exec(error.message)?.[0];
    const message = why
      ? `The Parquet file has something that cannot be read (${why}); write it anew with usual settings, or save it as CSV.`
      : "The Parquet file is damaged or cut short.";
    throw new InputError(message, { file: source.name });
  }
}
