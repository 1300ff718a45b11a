// The lines of a text one by one while it streams in, and the words of a line: what the line-based graph formats read by.

import { InputError } from "../../errors";
import type { Assumption, ByteSource, ReadOptions } from "../dataset";
import { readText } from "../encoding";
import type { Hash } from "../hash";

/** A line longer than this belongs to no format of graphs. */
const lineLimit = 256 * 1024 * 1024;

/** Takes the line that lies in `bytes` from `start` to `end`, its line break left out; `line` counts from 1. */
export type TakeLine = (bytes: Uint8Array, start: number, end: number, line: number) => void;

/** Throws InputError for an empty or binary file and for an endless line; returns the number of lines. */
export async function eachLine(
  source: ByteSource,
  options: ReadOptions,
  hash: Hash,
  assumptions: Assumption[],
  take: TakeLine,
): Promise<number> {
  let line = 0;
  let rest = new Uint8Array(0);
  const trimmed = (bytes: Uint8Array, start: number, end: number) =>
    end > start && bytes[end - 1] === 13 ? end - 1 : end;
  if (source.size === 0) throw new InputError("The file is empty.", { file: source.name, line: 1 });
  for await (const { piece } of readText(source, options, hash, assumptions)) {
    let start = 0;
    if (rest.length > 0) {
      const end = piece.indexOf(10);
      const joined = new Uint8Array(rest.length + (end < 0 ? piece.length : end));
      joined.set(rest);
      joined.set(piece.subarray(0, end < 0 ? piece.length : end), rest.length);
      rest = joined;
      if (rest.length > lineLimit) {
        const text = `This line is longer than ${lineLimit >> 20} MB; is this a graph?`;
        throw new InputError(text, { file: source.name, line: line + 1 });
      }
      if (end < 0) continue;
      take(rest, 0, trimmed(rest, 0, rest.length), ++line);
      start = end + 1;
    }
    for (let end = piece.indexOf(10, start); end >= 0; end = piece.indexOf(10, start)) {
      take(piece, start, trimmed(piece, start, end), ++line);
      start = end + 1;
    }
    rest = piece.slice(start);
  }
  if (rest.length > 0) take(rest, 0, trimmed(rest, 0, rest.length), ++line);
  return line;
}

/** The words of a line: cut at blanks and tabs (and at commas, if asked); quotes keep blanks together where they count. */
export class Words {
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  count = 0;

  constructor(
    private readonly quotes = false,
    private readonly comma = false,
  ) {}

  cut(bytes: Uint8Array, start: number, end: number): number {
    let count = 0;
    let at = start;
    for (;;) {
      while (at < end && this.isBlank(bytes[at])) at++;
      if (at >= end) break;
      if (count === this.starts.length) this.widen();
      if (this.quotes && bytes[at] === 34) {
        let close = bytes.indexOf(34, at + 1);
        if (close < 0 || close >= end) close = end;
        this.starts[count] = at + 1;
        this.ends[count++] = close;
        at = close + 1;
        continue;
      }
      this.starts[count] = at;
      while (at < end && !this.isBlank(bytes[at])) at++;
      this.ends[count++] = at;
    }
    this.count = count;
    return count;
  }

  private isBlank(byte: number): boolean {
    return byte <= 32 || (this.comma && byte === 44);
  }

  private widen(): void {
    for (const key of ["starts", "ends"] as const) {
      const larger = new Int32Array(this[key].length * 2);
      larger.set(this[key]);
      this[key] = larger;
    }
  }
}

/** The beginning of a text from a file as a sentence quotes it: on one line, and not long. */
export function excerpt(text: string): string {
  const line = text
    .slice(0, 200)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}

/** The whole number that the bytes write in plain digits ("0", "12", not "012", "1.0", "1e3"); −1 for anything else. */
export function plainInteger(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length === 0 || length > 15 || (length > 1 && bytes[start] === 48)) return -1;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = bytes[at] - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
