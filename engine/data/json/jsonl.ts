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
  const rest = new Rest();
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
    let start = 0;
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, start)) {
      line++;
      take(rest.decode(piece.subarray(start, end)));
      start = end + 1;
    }
    rest.keep(piece.subarray(start));
    if (rest.length > lineLimit) {
      throw new InputError(`This line is longer than ${lineLimit >> 20} MB; is this a table?`, {
        file,
        line: line + 1,
      });
    }
  }
  line++;
  try {
    take(rest.decode(new Uint8Array(0)));
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

/** The beginning of a line whose end has not come yet, in the parts that it came in. */
class Rest {
  length = 0;
  private parts: Uint8Array[] = [];
  private readonly decoder = new TextDecoder("utf-8");

  keep(part: Uint8Array): void {
    if (part.length === 0) return;
    this.parts.push(part.slice());
    this.length += part.length;
  }

  /** The text of what was kept and of `last`; nothing is kept any more. */
  decode(last: Uint8Array): string {
    let text = "";
    for (const part of this.parts) text += this.decoder.decode(part, { stream: true });
    this.parts = [];
    this.length = 0;
    return text + this.decoder.decode(last);
  }
}
