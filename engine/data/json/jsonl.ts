// JSON Lines: one object (or list) a line, streamed.

import { InputError } from "../../errors";
import type { ByteSource, Dataset, Problem, ReadOptions } from "../dataset";
import { readText } from "../encoding";
import { Hash } from "../hash";
import { finishRereading, type TableParts } from "../table-builder";
import { parseJson } from "./json";
import { JsonRows } from "./rows";

/** A line longer than this is no row of a table. */
const lineLimit = 64 * 1024 * 1024;

const decoder = new TextDecoder("utf-8");

/** Throws InputError that names the first line which is not JSON. A last line that is cut off is left out and said. */
export function readJsonLines(source: ByteSource, options: ReadOptions = {}): Promise<Dataset> {
  return finishRereading((textColumns) => readPass(source, options, textColumns));
}

async function readPass(
  source: ByteSource,
  options: ReadOptions,
  textColumns: ReadonlySet<number>,
): Promise<TableParts> {
  const file = source.name;
  const hash = new Hash();
  const rows = new JsonRows(textColumns);
  const problems: Problem[] = [];
  const said: TableParts["assumptions"] = [];
  let rest = new Uint8Array(0);
  let line = 0;
  const take = (text: string) => {
    if (text.trim() === "") return;
    const row = parseJson(text, { file, line });
    if (row === null || typeof row !== "object") {
      throw new InputError("This line is neither an object nor a list; each line must be one row.", { file, line });
    }
    rows.add(row, line);
  };
  for await (const { piece } of readText(source, options, hash, said)) {
    const bytes = new Uint8Array(rest.length + piece.length);
    bytes.set(rest);
    bytes.set(piece, rest.length);
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      line++;
      take(decoder.decode(bytes.subarray(start, end)));
      start = end + 1;
    }
    rest = bytes.slice(start);
    if (rest.length > lineLimit) {
      throw new InputError(`This line is longer than ${lineLimit >> 20} MB; is this a table?`, {
        file,
        line: line + 1,
      });
    }
  }
  line++;
  try {
    take(decoder.decode(rest));
  } catch (error) {
    if (!(error instanceof InputError) || rows.rows === 0) throw error;
    problems.push({
      code: "truncated",
      severity: "warning",
      text: "The last line is not complete and is left out; the file may be cut off.",
      line,
    });
  }
  if (rows.rows === 0) throw new InputError("The file is empty.", { file, line: 1 });
  const assumptions = [...said, ...rows.assumptions()];
  return {
    format: "jsonl",
    file,
    names: rows.names,
    builders: rows.builders,
    lines: rows.lines.finish(),
    hash: hash.digest(),
    assumptions,
    problems,
  };
}
