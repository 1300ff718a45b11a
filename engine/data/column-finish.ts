// From a column as it was read to the column of a data set: its type, its values, and what was odd about it.

import type { ColumnBuilder, Entry } from "./column-builder";
import { decideKind, isMostlyNumbers, textsForDates } from "./column-kind";
import type { Assumption, CodedColumn, Column, NumericColumn, Problem } from "./dataset";
import { fitDates } from "./dates";
import { firstOf } from "./listing";

/** What the type of a column is decided with, beside its cells. */
export interface ColumnContext {
  name: string;
  index: number;
  /** Columns of the table. */
  columns: number;
  lines?: Uint32Array;
  problems: Problem[];
  assumptions: Assumption[];
  /** Texts that stand for missing values, with their cells, summed over the table. */
  markers: Map<string, number>;
}

/** A few words in a column of numbers cost their cells; this many are named. */
const namedCells = 5;

/** A column with more different values than this, most of them used once, is text rather than a category. */
const categoryLimit = 50;

/** Sequential numbers are taken for row numbers only in tables of at least this many rows. */
const sequenceRows = 20;

/**
 * The finished column, or null when its numbers turned out to be words, and the texts, which were not kept, must be
 * read again with a builder of mode "text".
 */
export function finishColumn(builder: ColumnBuilder, context: ColumnContext): Column | null {
  if (builder.mode === "words") return wordColumn(builder, context);
  if (builder.mode === "sniff" || builder.mode === "text") {
    const kind = decideKind(builder.entries);
    if (kind.kind === "none" || kind.kind === "text") return wordColumn(builder, context);
    builder.settle(kind);
  } else if (builder.mode === "number" && !staysNumber(builder)) return null;
  else if (builder.mode === "date" && builder.exceptionRows.length * 9 > builder.rows - builder.missing) return null;
  return valueColumn(builder, context);
}

function staysNumber(builder: ColumnBuilder): boolean {
  const words = builder.exceptionRows.length;
  if (words === 0) return true;
  const distinctWords = builder.entries.filter((e) => !e.missing && Number.isNaN(e.number)).length;
  return isMostlyNumbers(builder.rows - builder.missing - words, Number.POSITIVE_INFINITY, words, distinctWords);
}

function valueColumn(builder: ColumnBuilder, context: ColumnContext): NumericColumn {
  const { name, lines, problems } = context;
  const values = builder.values.finish();
  const rows = builder.exceptionRows.finish();
  const codes = builder.exceptionCodes.finish();
  if (rows.length > 0) {
    const texts = [...codes.subarray(0, namedCells)].map((code) => builder.entries[code].text);
    const cells = texts.map((text, i) => `“${shorten(text)}” ${at(rows[i], lines)}`);
    const kind = builder.mode === "date" ? "dates" : "numbers";
    const [what, count] = rows.length === 1 ? [kind.slice(0, -1), "is no"] : [kind, "are no"];
    problems.push({
      code: "mixed-types",
      severity: "warning",
      text: `Column “${name}” holds ${kind}, but ${firstOf(cells, namedCells, rows.length)} ${count} ${what} and will count as missing; correct or empty ${rows.length === 1 ? "that cell" : "those cells"}.`,
      line: lines?.[rows[0]],
      column: name,
    });
  }
  countMarkers(builder.entries, context.markers);
  const missing = builder.missing + rows.length;
  const storage = "numeric";
  if (builder.mode === "date") return { name, type: "date", storage, values, missing };
  const summary = summarize(values);
  if (summary.constant) return { name, type: "constant", storage, values, missing };
  return { name, type: isRowNumber(values, summary, missing, context) ? "id" : "number", storage, values, missing };
}

/** Row identifiers: different whole numbers under the name of one, or a first column that counts 0, 1, 2 … or 1, 2, 3 …. */
function isRowNumber(
  values: Float64Array,
  summary: { whole: boolean; sequential: boolean },
  missing: number,
  { name, index, columns }: ColumnContext,
): boolean {
  if (!summary.whole || missing > 0 || values.length < 5) return false;
  if (summary.sequential && index === 0 && columns > 2 && values.length >= sequenceRows) return true;
  if (!isIdentifierName(name)) return false;
  return new Set(values).size === values.length;
}

/** id, row number, key and their like; customer_id and customerId, but not paid. */
function isIdentifierName(name: string): boolean {
  const whole = /^(id|idx|index|row|no|nr|key|uid|uuid|guid|hash|unnamed: ?0|row[ _-]?(number|names?|index|id))$/i;
  return whole.test(name) || /[ _-]id$/i.test(name) || /[a-z]I[dD]$/.test(name);
}

function summarize(values: Float64Array): { constant: boolean; whole: boolean; sequential: boolean } {
  let first = Number.NaN;
  let constant = true;
  let whole = true;
  let sequential = values[0] === 0 || values[0] === 1;
  for (let row = 0; row < values.length && (constant || whole || sequential); row++) {
    const value = values[row];
    if (Number.isNaN(value)) continue;
    if (Number.isNaN(first)) first = value;
    if (value !== first) constant = false;
    if (!Number.isInteger(value)) whole = false;
    if (value !== values[0] + row) sequential = false;
  }
  return { constant, whole, sequential };
}

function wordColumn(builder: ColumnBuilder, context: ColumnContext): Column {
  const { name, lines, problems } = context;
  countMarkers(builder.entries, context.markers);
  const codes = builder.codes.finish();
  const entries = builder.entries;
  const missing = builder.missing;
  if (missing === codes.length) {
    const values = new Float64Array(codes.length).fill(Number.NaN);
    return { name, type: "constant", storage: "numeric", values, missing };
  }
  const newCodes = new Int32Array(entries.length).fill(-1);
  const categories: string[] = [];
  for (let code = 0; code < entries.length; code++) {
    if (!entries[code].missing && entries[code].count > 0) newCodes[code] = categories.push(entries[code].text) - 1;
  }
  if (builder.mode !== "words" && !reportDates(entries, codes, context)) {
    reportMixture(entries, codes, name, lines, problems);
  }
  for (let row = 0; row < codes.length; row++) codes[row] = newCodes[codes[row]];
  const type = wordType(categories, codes.length - missing, name, builder.mode === "words");
  return { name, type, storage: "coded", codes, categories, missing } satisfies CodedColumn;
}

/** Categories, unless nearly every value is different: then identifiers (short, no blanks, each once) or free text. */
function wordType(
  categories: readonly string[],
  present: number,
  name: string,
  declared: boolean,
): CodedColumn["type"] {
  const distinct = categories.length;
  if (distinct === 1) return "constant";
  if (declared) return "category";
  const sample = categories.slice(0, 1000);
  const short = sample.every((text) => text.length <= 40 && !/\s/.test(text));
  const named = isIdentifierName(name);
  if (distinct === present && (named || present >= sequenceRows)) return short || named ? "id" : "text";
  const meanLength = sample.reduce((sum, text) => sum + text.length, 0) / sample.length;
  if (distinct > categoryLimit && distinct > present / 2) return "text";
  return meanLength > 60 && distinct > present / 5 && present >= sequenceRows ? "text" : "category";
}

/** Says why a column that a person takes for one of dates is none; false when it does not look like dates. */
function reportDates(entries: readonly Entry[], codes: Int32Array, context: ColumnContext): boolean {
  const { name, lines, problems, assumptions } = context;
  const present = entries.filter((entry) => !entry.missing && entry.count > 0);
  const fit = fitDates(textsForDates(present));
  if (!fit || fit.share <= 0.5) return false;
  const wrong = present.filter((entry) => Number.isNaN(fit.reader.parse(entry.text)));
  if (wrong.length === 0) {
    const text = `Whether day or month comes first in “${name}” (“${present[0].text}”) cannot be told, so its dates are read as words; write them as year-month-day.`;
    assumptions.push({ text, line: lines?.[codes.findIndex((code) => !entries[code].missing)] });
    return true;
  }
  const row = codes.findIndex((code) => entries[code] === wrong[0]);
  const count = wrong.reduce((sum, entry) => sum + entry.count, 0);
  const first = `“${shorten(wrong[0].text)}” ${at(row, lines)}`;
  const [which, cells] =
    count === 1 ? [`${first} is none`, "that cell"] : [`${first} and ${count - 1} more are none`, "those cells"];
  problems.push({
    code: "mixed-types",
    severity: "warning",
    text: `Most cells of column “${name}” are dates (${fit.reader.name}), but ${which}, so all of it is read as words; correct or empty ${cells}.`,
    line: lines?.[row],
    column: name,
  });
  return true;
}

function reportMixture(
  entries: readonly Entry[],
  codes: Int32Array,
  name: string,
  lines: Uint32Array | undefined,
  problems: Problem[],
): void {
  let numbers = 0;
  let words = 0;
  for (const entry of entries) {
    if (entry.missing) continue;
    if (Number.isNaN(entry.number)) words += entry.count;
    else numbers += entry.count;
  }
  if (numbers === 0 || words === 0 || numbers * 10 < words) return;
  const row = codes.findIndex((code) => !entries[code].missing && Number.isNaN(entries[code].number));
  problems.push({
    code: "mixed-types",
    severity: "information",
    text: `Column “${name}” mixes ${numbers} ${numbers === 1 ? "number" : "numbers"} with ${words} ${words === 1 ? "word" : "words"} (the first is “${shorten(entries[codes[row]].text)}” ${at(row, lines)}), so all of it is read as words.`,
    line: lines?.[row],
    column: name,
  });
}

function countMarkers(entries: readonly Entry[], markers: Map<string, number>): void {
  for (const { text, missing, count } of entries) {
    if (missing && count > 0) markers.set(text, (markers.get(text) ?? 0) + count);
  }
}

function at(row: number, lines: Uint32Array | undefined): string {
  return lines ? `on line ${lines[row]}` : `in row ${row + 1}`;
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
