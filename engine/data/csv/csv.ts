// Comma-, semicolon-, tab- and bar-separated tables: streamed in pieces straight into typed columns.

import { InputError } from "../../errors";
import { ColumnBuilder } from "../column-builder";
import type { Assumption, ByteSource, Dataset, Problem, ReadOptions } from "../dataset";
import { readText } from "../encoding";
import { growingLines } from "../growing";
import { Hash } from "../hash";
import { Ragged } from "../ragged";
import { finishRereading, type TableParts } from "../table-builder";
import { type Dialect, sniffDialect } from "./dialect";
import { RecordReader } from "./records";

/** A record longer than this is no row of a table. */
const recordLimit = 64 * 1024 * 1024;

/** What the dialect is judged by, where the file has as much. */
const sniffedBytes = 1 << 18;

export const readCsv = (source: ByteSource, options: ReadOptions = {}) => readDelimited(source, options, "csv");
export const readTsv = (source: ByteSource, options: ReadOptions = {}) => readDelimited(source, options, "tsv");

/** Throws InputError for an empty file, a header without rows, an unclosed quote, a binary file, an endless line. */
function readDelimited(source: ByteSource, options: ReadOptions, format: "csv" | "tsv"): Promise<Dataset> {
  return finishRereading((textColumns) => new Pass(source, format, textColumns).run(options));
}

/** One reading of the file; `textColumns` are kept as texts from the start. */
class Pass {
  private dialect: Dialect | undefined;
  /** Bytes that must have come before the dialect is judged (again). */
  private sniffAt = sniffedBytes;
  private reader = new RecordReader(44);
  private builders: ColumnBuilder[] = [];
  private readonly lines = growingLines();
  private readonly assumptions: Assumption[] = [];
  private readonly short = new Ragged("fewer cells than there are columns", "the rest counts as missing");
  private readonly long = new Ragged("more cells than there are columns", "the surplus is left out");
  private comments = 0;
  private firstComment = 0;
  private blanks: number[] = [];
  private innerBlanks: number[] = [];
  private skipped = 0;

  constructor(
    private readonly source: ByteSource,
    private readonly format: "csv" | "tsv",
    private readonly textColumns: ReadonlySet<number>,
  ) {}

  async run(options: ReadOptions): Promise<TableParts> {
    const hash = new Hash();
    let buffer = new Uint8Array(0);
    let kept = 0;
    for await (const { piece, last } of readText(this.source, options, hash, this.assumptions)) {
      if (kept + piece.length + 1 > buffer.length) {
        const need = kept + piece.length + 1;
        // Doubled, so that a long record is not copied again with every piece, but not far beyond the longest one.
        const larger = new Uint8Array(Math.max(need, Math.min(2 * need, recordLimit + piece.length + 1)));
        larger.set(buffer.subarray(0, kept));
        buffer = larger;
      }
      buffer.set(piece, kept);
      const end = kept + piece.length;
      kept = this.take(buffer, end, last);
      if (kept > recordLimit) {
        const limit = recordLimit >> 20;
        throw this.wrong(`This line is longer than ${limit} MB; is this a table?`, this.reader.nextLine);
      }
      buffer.copyWithin(0, end - kept, end);
    }
    if (!this.dialect) throw this.wrong("The file is empty.", 1);
    if (this.builders[0].rows === 0) {
      const { headerLine } = this.dialect;
      throw this.wrong(`The table has a header (line ${headerLine}) but no rows below it.`, headerLine);
    }
    return this.finish(hash.digest());
  }

  /** Reads the complete records of the buffer; returns how many bytes at its end are still unread. */
  private take(buffer: Uint8Array, end: number, last: boolean): number {
    if (!this.dialect) {
      if (end < this.sniffAt && !last) return end;
      const dialect = sniffDialect(buffer.subarray(0, end), last, this.format === "tsv");
      if (!dialect) {
        this.sniffAt = 2 * end;
        return last ? this.nothing(buffer, end) : end;
      }
      this.dialect = dialect;
      this.reader = new RecordReader(dialect.delimiter);
      this.builders = dialect.names.map(
        (_, index) => new ColumnBuilder(this.textColumns.has(index) ? "text" : "sniff", dialect.point),
      );
    }
    const reader = this.reader;
    reader.feed(buffer, end, last);
    for (;;) {
      const state = reader.next();
      if (state === "record") this.record(reader);
      else if (state === "open") throw this.unclosed(reader.line);
      else return state === "end" ? 0 : end - reader.position;
    }
  }

  /** There is no first record: the file is blank, or a quote swallows it. */
  private nothing(buffer: Uint8Array, end: number): number {
    const reader = new RecordReader(44);
    reader.feed(buffer, end, true);
    let state = reader.next();
    while (state === "record") state = reader.next();
    if (state === "open") throw this.unclosed(reader.line);
    return 0;
  }

  private record(reader: RecordReader): void {
    const builders = this.builders;
    const { bytes, starts, ends, scratch } = reader;
    if (this.skipped < this.dialect!.skip) {
      this.skipped++;
      return;
    }
    if (reader.blank) {
      this.blanks.push(reader.line);
      return;
    }
    const width = builders.length;
    const cells = reader.cells;
    if (cells !== width) {
      if (bytes[reader.recordStart] === 35) {
        if (this.comments++ === 0) this.firstComment = reader.line;
        return;
      }
      (cells < width ? this.short : this.long).add(reader.line);
    }
    if (this.blanks.length > 0) {
      for (const line of this.blanks) this.innerBlanks.push(line);
      this.blanks = [];
    }
    for (let i = 0; i < width; i++) {
      if (i >= cells) builders[i].addMissing();
      else if (starts[i] < 0) builders[i].addBytes(scratch, -1 - starts[i], -1 - ends[i]);
      else builders[i].addBytes(bytes, starts[i], ends[i]);
    }
    this.lines.push(reader.line);
  }

  private finish(hash: string): TableParts {
    const { names } = this.dialect!;
    const problems: Problem[] = [...this.short.problems(names.length), ...this.long.problems(names.length)];
    const assumptions = [...this.dialect!.assumptions, ...this.assumptions];
    if (this.comments > 0) {
      const what = this.comments === 1 ? "A line that begins" : `${this.comments} lines that begin`;
      assumptions.push({
        text: `${what} with # among the rows ${this.comments === 1 ? "is" : "are"} left out.`,
        line: this.firstComment,
      });
    }
    if (this.innerBlanks.length > 0) {
      const what = this.innerBlanks.length === 1 ? "A blank line" : `${this.innerBlanks.length} blank lines`;
      assumptions.push({
        text: `${what} among the rows ${this.innerBlanks.length === 1 ? "is" : "are"} left out.`,
        line: this.innerBlanks[0],
      });
    }
    if (this.reader.malformedLine > 0) {
      assumptions.push({
        text: "A closing quote is followed by text, which is taken as part of the cell.",
        line: this.reader.malformedLine,
      });
    }
    const last = names.length - 1;
    return {
      format: this.format,
      file: this.source.name,
      names,
      builders: this.builders,
      lines: this.lines.finish(),
      hash,
      assumptions,
      problems,
      droppable: names[last] === "" ? new Set([last]) : undefined,
    };
  }

  private unclosed(line: number): InputError {
    return this.wrong("A quote is opened in this row and never closed; close it, or double it if it is meant.", line);
  }

  private wrong(message: string, line: number): InputError {
    return new InputError(message, { file: this.source.name, line });
  }
}
