// One column while it is read: cells come as bytes, texts or numbers, and are kept as numbers or codes, never as objects.

import { decideKind, type Kind } from "./column-kind";
import type { DateReader } from "./dates";
import { growingCodes, growingFloats, growingLines } from "./growing";
import { Interner } from "./intern";
import { isMissing } from "./missing";
import { numberFromText, parseNumber } from "./numbers";

const encoder = new TextEncoder();

/** Cells whose texts are kept before the kind of the column is decided for the rest of a long file. */
const sniffedRows = 4096;

/** What a different text of a column is. */
export interface Entry {
  text: string;
  count: number;
  missing: boolean;
  /** NaN where the text is no number. */
  number: number;
  /** Milliseconds, NaN where the text is no date; only in a column of dates. */
  date: number;
}

/**
 * Every cell's text is kept (by code) until the kind is decided; from then on numbers and dates are kept as numbers, and
 * cells that are neither as exceptions. `mode` "text" keeps all texts to the end, for a column that turned out otherwise;
 * "words" does too, and the column stays one of categories even when all its words are numbers.
 */
export class ColumnBuilder {
  readonly entries: Entry[] = [];
  /** Of every row, until the column is one of numbers or dates. */
  readonly codes = growingCodes();
  readonly values = growingFloats();
  /** Rows and codes of cells that are no numbers (or dates) in a column of them. */
  readonly exceptionRows = growingLines();
  readonly exceptionCodes = growingCodes();
  rows = 0;
  missing = 0;
  /** First row whose cell is not UTF-8, or has NUL bytes; -1 without one. */
  invalidRow = -1;
  nulRow = -1;
  dates: DateReader | null = null;
  private readonly interner = new Interner();

  constructor(
    public mode: "sniff" | "number" | "date" | "text" | "words" = "sniff",
    private readonly point = 46,
    private readonly missingText: (text: string) => boolean = isMissing,
  ) {}

  /** Gives codes to texts in advance, so that the categories come in this order. */
  declare(texts: readonly string[]): void {
    for (const text of texts) this.newEntry(this.interner.codeOfText(text));
  }

  /** A cell as bytes from `start` to `end`, without surrounding blanks. */
  addBytes(bytes: Uint8Array, start: number, end: number): void {
    if (this.mode === "number") {
      const value = parseNumber(bytes, start, end, this.point);
      if (!Number.isNaN(value)) {
        this.pushValue(value);
        return;
      }
    }
    this.addCode(this.interner.code(bytes, start, end));
  }

  addText(text: string): void {
    const bytes = encoder.encode(text.trim());
    this.addBytes(bytes, 0, bytes.length);
  }

  /** A cell that came as a number. */
  addNumber(value: number): void {
    if (this.mode !== "number" || !Number.isFinite(value)) {
      this.addText(this.point === 46 ? String(value) : String(value).replace(".", String.fromCharCode(this.point)));
      return;
    }
    this.pushValue(value);
  }

  /** Milliseconds since 1970 UTC, in a column of mode "date". */
  addDate(value: number): void {
    if (Number.isNaN(value)) this.addMissing();
    else this.pushValue(value);
  }

  addMissing(): void {
    this.addText("");
  }

  private pushValue(value: number): void {
    this.values.push(value);
    this.rows++;
  }

  private addCode(code: number): void {
    const entry = this.entries[code] ?? this.newEntry(code);
    entry.count++;
    if (this.interner.invalidSeen && this.invalidRow < 0) this.invalidRow = this.rows;
    if (this.interner.nulSeen && this.nulRow < 0) this.nulRow = this.rows;
    if (entry.missing) this.missing++;
    if (this.mode !== "number" && this.mode !== "date") {
      this.codes.push(code);
      this.rows++;
      if (this.mode === "sniff" && this.rows === sniffedRows) this.settle(this.decide());
      return;
    }
    const value = entry.date;
    if (!entry.missing && Number.isNaN(value)) {
      this.exceptionRows.push(this.rows);
      this.exceptionCodes.push(code);
    }
    this.pushValue(value);
  }

  private newEntry(code: number): Entry {
    const text = this.interner.texts[code];
    const missing = this.missingText(text);
    const number = numberFromText(text, this.point);
    const entry = { text, count: 0, missing, number, date: missing ? Number.NaN : this.dateOf(text) };
    this.entries[code] = entry;
    return entry;
  }

  private dateOf(text: string): number {
    return this.dates?.parse(text) ?? Number.NaN;
  }

  /** The kind that the texts so far speak for; only while they are kept. */
  decide(): Kind {
    return decideKind(this.entries);
  }

  /** Goes over from texts to numbers or dates, or decides to keep the texts. */
  settle(kind: Kind): void {
    this.mode = kind.kind === "none" ? "text" : kind.kind;
    if (kind.kind === "date") this.dates = kind.reader;
    if (this.mode === "text") return;
    for (const entry of this.entries) if (!entry.missing) entry.date = this.dateOf(entry.text);
    const byCode = Float64Array.from(this.entries, (entry) => {
      if (entry.missing) return Number.NaN;
      return kind.kind === "date" ? entry.date : entry.number;
    });
    const codes = this.codes.finish();
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row];
      this.values.push(byCode[code]);
      if (Number.isNaN(byCode[code]) && !this.entries[code].missing) {
        this.exceptionRows.push(row);
        this.exceptionCodes.push(code);
      }
    }
  }
}
