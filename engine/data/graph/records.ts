// Edge lists and their like as records of cells, streamed: cut at a delimiter or at blanks, whichever the beginning shows.

import { InputError } from "../../errors";
import { RecordReader } from "../csv/records";
import type { Assumption, ByteSource, ReadOptions } from "../dataset";
import { readText } from "../encoding";
import type { Hash } from "../hash";
import { Words } from "./lines";

/** Delimiter that stands for any run of blanks and tabs. */
export const blanks = 0;

/** What the layout is judged by, where the file has as much; and the longest record. */
const judgedBytes = 1 << 18;
const recordLimit = 64 * 1024 * 1024;

/** The cells of the record last read, as {@link RecordReader} gives them. */
export type Cells = Pick<RecordReader, "bytes" | "scratch" | "starts" | "ends" | "cells" | "line" | "recordStart">;

/** As {@link RecordReader}, for cells between runs of blanks. */
class BlankReader {
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  readonly scratch = new Uint8Array(0);
  cells = 0;
  line = 1;
  nextLine = 1;
  recordStart = 0;
  position = 0;
  blank = false;
  bytes: Uint8Array = new Uint8Array(1);
  private end = 0;
  private last = false;
  private readonly words = new Words(true);

  feed(bytes: Uint8Array, end: number, last: boolean): void {
    this.bytes = bytes;
    this.end = end;
    this.last = last;
    this.position = 0;
    bytes[end] = 10;
  }

  next(): "record" | "more" | "end" {
    const start = this.position;
    if (start >= this.end) return this.last ? "end" : "more";
    const stop = this.bytes.indexOf(10, start);
    if (stop >= this.end && !this.last) return "more";
    this.recordStart = start;
    this.line = this.nextLine++;
    this.cells = this.words.cut(this.bytes, start, stop);
    this.starts = this.words.starts;
    this.ends = this.words.ends;
    this.blank = this.cells === 0;
    this.position = stop + 1;
    return "record";
  }
}

const readerOf = (delimiter: number) => (delimiter === blanks ? new BlankReader() : new RecordReader(delimiter));

export interface SampleRecord {
  cells: string[];
  line: number;
}

/** Lines that begin with #, % or // are comments in lists of edges. */
export function isComment(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 35 || bytes[at] === 37 || (bytes[at] === 47 && bytes[at + 1] === 47);
}

export interface Layout {
  delimiter: number;
  /** The first records that are no comments, and the comments before and among them. */
  records: SampleRecord[];
  comments: { text: string; line: number }[];
}

const sampledRecords = 400;
const decoder = new TextDecoder();

/** What the beginning of a text looks like; `whole` says whether it is all of it. */
export function judgeLayout(bytes: Uint8Array, whole: boolean): Layout {
  const buffer = new Uint8Array(bytes.length + 1);
  buffer.set(bytes);
  const judged = [9, 44, 59, 124, blanks].map((delimiter) => {
    const layout = sample(buffer, bytes.length, whole, delimiter);
    const widths = layout.records.map(({ cells }) => cells.length);
    const share = widths.filter((width) => width > 1).length / Math.max(1, widths.length);
    return { layout, share, width: Math.max(0, ...widths) };
  });
  const byBlanks = judged.pop()!;
  const best = judged.reduce((a, b) => (b.share > a.share || (b.share === a.share && b.width > a.width) ? b : a));
  return best.share >= 0.5 || best.share > byBlanks.share ? best.layout : byBlanks.layout;
}

function sample(buffer: Uint8Array, end: number, whole: boolean, delimiter: number): Layout {
  const reader = readerOf(delimiter);
  reader.feed(buffer, end, whole);
  const layout: Layout = { delimiter, records: [], comments: [] };
  while (layout.records.length < sampledRecords && layout.comments.length < 10_000 && reader.next() === "record") {
    if (reader.blank) continue;
    if (isComment(buffer, reader.recordStart)) {
      const stop = Math.min(buffer.indexOf(10, reader.recordStart), reader.recordStart + 2000);
      const text = decoder.decode(buffer.subarray(reader.recordStart, stop));
      layout.comments.push({ text: text.replace(/^(#|%|\/)+/, "").trim(), line: reader.line });
    } else layout.records.push({ cells: cellTexts(reader), line: reader.line });
  }
  return layout;
}

export function cellTexts(record: Cells): string[] {
  return Array.from({ length: record.cells }, (_, i) => {
    const [start, end] = [record.starts[i], record.ends[i]];
    return decoder.decode(
      start < 0 ? record.scratch.subarray(-1 - start, -1 - end) : record.bytes.subarray(start, end),
    );
  });
}

type Take = (record: Cells) => void;

/** Takes as many lines of a simple kind as follow from `at` on; says where the next other one begins. */
export type Run = (bytes: Uint8Array, at: number, end: number, line: number) => { at: number; lines: number };

/**
 * Calls what `choose` makes of the layout with every record that is neither blank nor a comment. Throws InputError for
 * an empty or binary file, an unclosed quote, an endless record.
 */
export async function eachRecord(
  source: ByteSource,
  options: ReadOptions,
  hash: Hash,
  assumptions: Assumption[],
  choose: (layout: Layout, whole: boolean) => Take | { take: Take; run: Run },
): Promise<Layout> {
  const file = source.name;
  if (source.size === 0) throw new InputError("The file is empty.", { file, line: 1 });
  let buffer = new Uint8Array(0);
  let kept = 0;
  let layout: Layout | undefined;
  let reader: BlankReader | RecordReader | undefined;
  let take: Take;
  let run: Run | undefined;
  for await (const { piece, last } of readText(source, options, hash, assumptions)) {
    const end = kept + piece.length;
    if (end + 1 > buffer.length) {
      const larger = new Uint8Array(Math.max(end + 1, Math.min(2 * end, recordLimit)));
      larger.set(buffer.subarray(0, kept));
      buffer = larger;
    }
    buffer.set(piece, kept);
    kept = end;
    if (!reader && end < judgedBytes && !last) continue;
    if (!reader) {
      const length = Math.min(end, judgedBytes);
      layout = judgeLayout(buffer.subarray(0, length), last && length === end);
      reader = readerOf(layout.delimiter);
      const chosen = choose(layout, last && length === end);
      take = typeof chosen === "function" ? chosen : chosen.take;
      run = typeof chosen === "function" ? undefined : chosen.run;
    }
    reader.feed(buffer, end, last);
    let state: ReturnType<RecordReader["next"]>;
    do {
      if (run) {
        const { at, lines } = run(buffer, reader.position, end, reader.nextLine);
        reader.position = at;
        reader.nextLine += lines;
      }
      state = reader.next();
      if (state === "record" && !reader.blank && !isComment(buffer, reader.recordStart)) take!(reader);
    } while (state === "record");
    if (state === "open") {
      const text = "A quote is opened in this row and never closed; close it, or double it if it is meant.";
      throw new InputError(text, { file, line: reader.line });
    }
    kept = state === "end" ? 0 : end - reader.position;
    if (kept > recordLimit) {
      const text = `This line is longer than ${recordLimit >> 20} MB; is this a graph?`;
      throw new InputError(text, { file, line: reader.nextLine });
    }
    buffer.copyWithin(0, end - kept, end);
  }
  return layout!;
}
