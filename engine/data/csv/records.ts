// Cutting bytes into records and cells: delimiters, quotes, line ends and line numbers, nothing else.

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/**
 * Walks over a buffer record by record. After `next()` returned "record", cell i lies in `cellBytes(i)` from `starts[i]`
 * to `ends[i]`, blanks around it removed, quotes taken off. The buffer must be longer than `end` by one byte (a guard).
 */
export class RecordReader {
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  /** Bytes of cells whose doubled quotes had to be undone; their positions are negative: −1 − position here. */
  scratch = new Uint8Array(256);
  cells = 0;
  /** Line of the record last read, counted from 1, and of the next one. */
  line = 1;
  nextLine = 1;
  /** Where the record last read begins and the next one begins. */
  recordStart = 0;
  position = 0;
  /** The record's line has nothing but blanks. */
  blank = false;
  /** Line on which text follows a closing quote; 0 for none. */
  malformedLine = 0;
  bytes: Uint8Array = new Uint8Array(1);
  private end = 0;
  private last = false;
  private scratchUsed = 0;

  constructor(private readonly delimiter: number) {}

  /** Goes on with other bytes; `last` says that nothing follows them. */
  feed(bytes: Uint8Array, end: number, last: boolean): void {
    this.bytes = bytes;
    this.end = end;
    this.last = last;
    this.position = 0;
    bytes[end] = lineFeed;
  }

  /** "more" leaves `position` at the start of a record that is not complete yet; "open" means an unclosed quote. */
  next(): "record" | "more" | "open" | "end" {
    const { bytes, end, delimiter, last } = this;
    let p = this.position;
    if (p >= end) return last ? "end" : "more";
    this.recordStart = p;
    this.cells = 0;
    this.scratchUsed = 0;
    this.line = this.nextLine;
    let lineBreaks = 0;
    for (;;) {
      while (bytes[p] === 32 || (bytes[p] === 9 && delimiter !== 9)) p++;
      let start = p;
      let stop: number;
      if (bytes[p] === quote && p < end) {
        let close = p + 1;
        let doubled = false;
        start = close;
        for (;;) {
          if (close >= end) return last ? "open" : "more";
          const byte = bytes[close];
          if (byte === quote) {
            if (close + 1 >= end && !last) return "more";
            if (bytes[close + 1] !== quote || close + 1 >= end) break;
            doubled = true;
            close++;
          } else if (byte === lineFeed || (byte === carriageReturn && bytes[close + 1] !== lineFeed)) lineBreaks++;
          close++;
        }
        stop = close;
        p = close + 1;
        const tail = p;
        while (bytes[p] !== delimiter && bytes[p] !== lineFeed && bytes[p] !== carriageReturn) p++;
        const tailEnd = this.trimEnd(tail, p);
        if (doubled || tailEnd > tail) {
          if (tailEnd > tail && this.malformedLine === 0) this.malformedLine = this.line + lineBreaks;
          const at = this.unquote(start, stop, tail, tailEnd);
          start = -1 - at;
          stop = -1 - this.scratchUsed;
        }
      } else {
        while (bytes[p] !== delimiter && bytes[p] !== lineFeed && bytes[p] !== carriageReturn) p++;
        stop = p;
        while (stop > start && (bytes[stop - 1] === 32 || bytes[stop - 1] === 9)) stop--;
      }
      if (this.cells === this.starts.length) this.widen();
      this.starts[this.cells] = start;
      this.ends[this.cells++] = stop;
      if (bytes[p] === delimiter && p < end) {
        p++;
        continue;
      }
      if (p >= end && !last) return "more";
      if (bytes[p] === carriageReturn) {
        if (p + 1 >= end && !last) return "more";
        if (bytes[p + 1] === lineFeed) p++;
      }
      this.blank = this.cells === 1 && start === stop && bytes[this.recordStart] !== quote;
      this.position = p + 1;
      this.nextLine = this.line + lineBreaks + 1;
      return "record";
    }
  }

  /** The cell's own copy of its bytes: for the few that are looked at one by one (headers, samples). */
  cell(index: number): Uint8Array {
    const start = this.starts[index];
    return start < 0
      ? this.scratch.slice(-1 - start, -1 - this.ends[index])
      : this.bytes.slice(start, this.ends[index]);
  }

  private trimEnd(start: number, end: number): number {
    while (end > start && (this.bytes[end - 1] === 32 || this.bytes[end - 1] === 9)) end--;
    return end;
  }

  /** Copies a quoted cell with its doubled quotes undone, and what follows the closing quote; returns where it begins. */
  private unquote(start: number, stop: number, tail: number, tailEnd: number): number {
    const need = this.scratchUsed + stop - start + tailEnd - tail;
    if (need > this.scratch.length) {
      const larger = new Uint8Array(need * 2);
      larger.set(this.scratch.subarray(0, this.scratchUsed));
      this.scratch = larger;
    }
    const at = this.scratchUsed;
    for (let p = start; p < stop; p++) {
      this.scratch[this.scratchUsed++] = this.bytes[p];
      if (this.bytes[p] === quote) p++;
    }
    for (let p = tail; p < tailEnd; p++) this.scratch[this.scratchUsed++] = this.bytes[p];
    return at;
  }

  private widen(): void {
    const starts = new Int32Array(this.starts.length * 2);
    starts.set(this.starts);
    this.starts = starts;
    const ends = new Int32Array(this.ends.length * 2);
    ends.set(this.ends);
    this.ends = ends;
  }
}
