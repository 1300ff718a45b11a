// What a delimited text looks like: its delimiter, comment lines, header and decimal mark, judged by its beginning.

import type { Assumption } from "../dataset";
import { decodeCell } from "../intern";
import { isMissing } from "../missing";
import { numberFromText } from "../numbers";
import { RecordReader } from "./records";

export interface Dialect {
  /** Byte of the delimiter, and of the decimal mark. */
  delimiter: number;
  point: number;
  names: string[];
  /** Records before the first row of data: comments, blank lines and the header. */
  skip: number;
  /** Line of the header, 0 without one. */
  headerLine: number;
  assumptions: Assumption[];
}

interface SampleRecord {
  cells: string[];
  line: number;
  blank: boolean;
}

const sampleBytes = 1 << 18;
const sampleRecords = 200;
const leastRecords = 3;
const candidates: [byte: number, name: string][] = [
  [44, "comma"],
  [59, "semicolon"],
  [9, "tab"],
  [124, "vertical bar"],
];

/** `bytes` are the beginning of the text (UTF-8), `whole` whether they are all of it; null when there is no record. */
export function sniffDialect(bytes: Uint8Array, whole: boolean, preferTab: boolean): Dialect | null {
  if (!whole && !bytes.includes(10) && !bytes.includes(13)) return null;
  let size = Math.min(sampleBytes, bytes.length);
  let best = judgeSample(bytes.subarray(0, size), whole && size === bytes.length, preferTab);
  // Very long records: look further, until there are a few.
  while (best.records.length < leastRecords && size < bytes.length) {
    size = Math.min(4 * size, bytes.length);
    best = judgeSample(bytes.subarray(0, size), whole && size === bytes.length, preferTab);
  }
  const { records, width, delimiter } = best;
  const assumptions: Assumption[] = [];
  if (width > 1) assumptions.push({ text: `Cells are separated by a ${best.name}.` });
  else assumptions.push({ text: "There is one column." });

  let first = 0;
  let commentHeader = false;
  while (first < records.length) {
    const { cells, blank } = records[first];
    const comment = cells[0].startsWith("#");
    if (!blank && !comment) break;
    const next = records[first + 1];
    if (comment && width > 1 && cells.length === width && next && !next.blank && !next.cells[0].startsWith("#")) {
      commentHeader = true;
      break;
    }
    first++;
  }
  const start = records[first];
  if (!start) return null;
  const comments = records.slice(0, first).filter((record) => !record.blank);
  if (comments.length > 0) {
    const lines = comments.length === 1 ? "line is a comment" : `${comments.length} lines are comments`;
    assumptions.push({ text: `The first ${lines} and left out.`, line: comments[0].line });
  }
  const body = records.slice(first + 1).filter((record) => !record.blank);
  const header = commentHeader || isHeader(start.cells, body);
  const names = start.cells.map((cell) => cell.trim());
  if (commentHeader) {
    names[0] = names[0].replace(/^#+\s*/, "");
    assumptions.push({ text: "The comment in front of the data names the columns.", line: start.line });
  } else if (header) assumptions.push({ text: `Line ${start.line} names the columns.`, line: start.line });
  else {
    assumptions.push({
      text: `No line names the columns, so they are called column1 to column${width}.`,
      line: start.line,
    });
    names.splice(0, names.length, ...Array.from({ length: width }, (_, index) => `column${index + 1}`));
  }
  if (header && width > names.length) nameSurplus(names, width, body, assumptions);
  const rows = header ? body : [start, ...body];
  const point = delimiter !== 44 && hasDecimalComma(rows) ? 44 : 46;
  if (point === 44) assumptions.push({ text: "Numbers have a decimal comma." });
  return {
    delimiter,
    point,
    names,
    skip: header ? first + 1 : first,
    headerLine: header ? start.line : 0,
    assumptions,
  };
}

/** The delimiter under which the sample is most regular. */
function judgeSample(bytes: Uint8Array, last: boolean, preferTab: boolean) {
  const buffer = new Uint8Array(bytes.length + 1);
  buffer.set(bytes);
  const judged = candidates.map(([delimiter, name]) => {
    const records = sample(buffer, bytes.length, last, delimiter);
    return { delimiter, name, records, ...judge(records, preferTab && delimiter === 9) };
  });
  return judged.reduce((a, b) => {
    const better = b.score > a.score + 1e-9 || (b.score > a.score - 1e-9 && b.width > a.width);
    return better ? b : a;
  });
}

function sample(buffer: Uint8Array, end: number, last: boolean, delimiter: number): SampleRecord[] {
  const reader = new RecordReader(delimiter);
  reader.feed(buffer, end, last);
  const records: SampleRecord[] = [];
  while (records.length < sampleRecords && reader.next() === "record") {
    const cells = Array.from({ length: reader.cells }, (_, i) => decodeCell(reader.cell(i)).text);
    records.push({ cells, line: reader.line, blank: reader.blank });
  }
  return records;
}

/** The share of records with the most common number of cells; half as much again when the first record has it too. */
function judge(records: readonly SampleRecord[], preferred: boolean): { score: number; width: number } {
  const counts = new Map<number, number>();
  const counted = records.filter(({ blank, cells }) => !blank && !cells[0].startsWith("#"));
  for (const { cells } of counted) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  let width = 1;
  for (const [cells, count] of counts) if (count > (counts.get(width) ?? 0)) width = cells;
  if (width === 1) return { score: 0, width };
  const share = counts.get(width)! / counted.length;
  return { score: share + (counted[0].cells.length === width ? 0.5 : 0) + (preferred ? 1 : 0), width };
}

/** Rows are longer than the header: an empty last cell, names of rows in front as R writes them, or nameless columns. */
function nameSurplus(names: string[], width: number, body: readonly SampleRecord[], assumptions: Assumption[]): void {
  const rowNames = width === names.length + 1 && body.some(({ cells }) => (cells[width - 1] ?? "") !== "");
  if (rowNames) {
    names.unshift("row");
    assumptions.push({ text: "The header is one name short, so the first column is taken for names of the rows." });
  } else while (names.length < width) names.push("");
}

/**
 * A header is a first record of words over a column of numbers; with words everywhere, one whose cells are all
 * different and never come again below.
 */
function isHeader(first: readonly string[], body: readonly SampleRecord[]): boolean {
  const isNumber = (cell: string) => !Number.isNaN(numberFromText(cell.replace(",", ".")));
  const isWord = (cell: string) => !isMissing(cell.trim()) && !isNumber(cell);
  if (body.length === 0) return first.every(isWord);
  let evidence = false;
  for (const [index, cell] of first.entries()) {
    if (!isWord(cell)) continue;
    const below = body.map(({ cells }) => cells[index] ?? "").filter((text) => !isMissing(text.trim()));
    if (below.length > 0 && below.filter(isNumber).length >= 0.8 * below.length) evidence = true;
  }
  if (evidence) return true;
  if (!first.every((cell, index) => isWord(cell) || (index === 0 && cell === ""))) return false;
  return (
    new Set(first).size === first.length &&
    !first.some((cell, index) => body.some(({ cells }) => cells[index] === cell))
  );
}

function hasDecimalComma(rows: readonly SampleRecord[]): boolean {
  let commas = 0;
  for (const { cells } of rows) {
    for (const cell of cells) {
      if (/^[+-]?\d+,\d+(e[+-]?\d+)?$/i.test(cell)) commas++;
      else if (/^[+-]?\d*\.\d+(e[+-]?\d+)?$/i.test(cell)) return false;
    }
  }
  return commas > 0;
}
