// JSON tables: a list of objects (or of lists), one a row, or an object of lists, one a column.

import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { InputError } from "../../errors";
import { breathe, readAll } from "../bytes";
import { ColumnBuilder } from "../column-builder";
import type { Assumption, ByteSource, Dataset, ReadOptions } from "../dataset";
import { wholeText } from "../encoding";
import { finishRereading, type TableParts } from "../table-builder";
import { arrayElements, skipBlanks } from "./elements";
import { addJsonValue, JsonRows } from "./rows";

/** Rows parsed between two breaths. */
const rowsAtOnce = 20_000;

/** Brackets within brackets in which mistakes are looked for. */
const deepest = 256;

const decoder = new TextDecoder("utf-8");

/** Throws InputError with the line where the text stops being JSON, or when it is no table. */
export async function readJson(source: ByteSource, options: ReadOptions = {}): Promise<Dataset> {
  const { bytes: read, hash } = await readAll(source, options);
  const { bytes, assumptions } = wholeText(read, source.name);
  const file = source.name;
  const { at, line } = skipBlanks(bytes);
  const first = bytes[at];
  if (first === 91) {
    return finishRereading((text) => readRows({ bytes, open: at, line, file, hash, assumptions, text, options }));
  }
  if (first !== 123) {
    throw new InputError("A table in JSON begins with [ or {, and this file does not.", { file, line });
  }
  const whole = parseJson(decoder.decode(bytes.subarray(at)), { file, line }) as Record<string, unknown>;
  const lists = Object.entries(whole).filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]));
  const rowLists = lists.filter(
    ([, list]) => list.length > 0 && list.every((row) => row !== null && typeof row === "object"),
  );
  if (rowLists.length === 1 && (lists.length === 1 || !Object.keys(whole).every((key) => Array.isArray(whole[key])))) {
    const [key] = rowLists[0];
    const open = findList(bytes, at, key);
    const said = [
      ...assumptions,
      { text: `The rows are the list “${key}”; the rest of the file is left out.`, line: open.line },
    ];
    return finishRereading((text) =>
      readRows({ bytes, open: open.at, line: open.line, file, hash, assumptions: said, text, options }),
    );
  }
  if (lists.length === 0) {
    throw new InputError("This JSON holds no list of rows and no lists of columns, so it is no table.", { file, line });
  }
  return finishRereading((text) => readColumns(lists, { file, hash, assumptions, text }));
}

interface RowsRequest {
  bytes: Uint8Array;
  open: number;
  line: number;
  file: string;
  hash: string;
  assumptions: Assumption[];
  text: ReadonlySet<number>;
  options: ReadOptions;
}

async function readRows(request: RowsRequest): Promise<TableParts> {
  const { bytes, file, hash, options } = request;
  const rows = new JsonRows(request.text);
  const elements = arrayElements(bytes, request.open, request.line);
  let header: string[] | undefined;
  let candidate: { names: string[]; line: number } | undefined;
  for (let step = elements.next(); ; step = elements.next()) {
    if (step.done) {
      if (step.value === null) {
        throw new InputError("The list of rows that begins here is never closed; the file may be cut off.", {
          file,
          line: request.line,
        });
      }
      const rest = skipBlanks(bytes, step.value);
      if (bytes[request.open] === bytes[skipBlanks(bytes).at] && rest.at < bytes.length) {
        throw new InputError("There is more text after the end of the list.", { file });
      }
      break;
    }
    const { start, end, line } = step.value;
    const value = parseJson(decoder.decode(bytes.subarray(start, end)), { file, line });
    if (value === null || typeof value !== "object") {
      throw new InputError("A row of this list is neither an object nor a list; each row must be one.", { file, line });
    }
    if (Array.isArray(value) && rows.rows === 0 && !candidate && value.length > 0 && value.every(isName)) {
      candidate = { names: value as string[], line };
      continue;
    }
    if (candidate && rows.rows === 0) {
      // Words over something else than words are names; over words they are a row like the others.
      if (Array.isArray(value) && !value.every(isName)) header = candidate.names;
      else rows.add(candidate.names, candidate.line);
    }
    rows.add(value, line);
    if (rows.rows % rowsAtOnce === 0) {
      options.signal?.throwIfAborted();
      await breathe();
    }
  }
  if (rows.rows === 0) throw new InputError("The list has no rows.", { file, line: request.line });
  const assumptions = [...request.assumptions, ...rows.assumptions()];
  const names = rows.names.map((name, index) => header?.[index] ?? name);
  if (header) assumptions.push({ text: "The first list names the columns." });
  return {
    format: "json",
    file,
    names,
    builders: rows.builders,
    lines: rows.lines.finish(),
    hash,
    assumptions,
    problems: [],
  };
}

function isName(value: unknown): boolean {
  return typeof value === "string" && value !== "" && Number.isNaN(Number(value));
}

function readColumns(
  lists: readonly [string, unknown[]][],
  {
    file,
    hash,
    assumptions,
    text,
  }: { file: string; hash: string; assumptions: Assumption[]; text: ReadonlySet<number> },
): TableParts {
  const rows = lists[0][1].length;
  const other = lists.find(([, list]) => list.length !== rows);
  if (other) {
    throw new InputError(
      `The lists “${lists[0][0]}” (${rows}) and “${other[0]}” (${other[1].length}) are of different length; as columns they must have one value a row.`,
      { file, line: 1 },
    );
  }
  if (rows === 0) throw new InputError("The lists have no values.", { file, line: 1 });
  const builders = lists.map(([, list], index) => {
    const builder = new ColumnBuilder(text.has(index) ? "text" : "sniff");
    for (const value of list) addJsonValue(builder, value);
    return builder;
  });
  const said = [...assumptions, { text: "Each list of the object is a column." }];
  return { format: "json", file, names: lists.map(([name]) => name), builders, hash, assumptions: said, problems: [] };
}

/** Parsed strictly. Throws InputError with the line of the mistake, when `text` begins on `place.line`. */
export function parseJson(text: string, place: { file: string; line: number }): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const errors: ParseError[] = [];
    refuseDeep(text, place);
    parse(text, errors, { disallowComments: true, allowTrailingComma: false });
    const error = errors[0];
    const before = text.slice(0, error?.offset ?? 0).split("\n");
    const what = error
      ? printParseErrorCode(error.error)
          .replace(/([a-z])([A-Z])/g, "$1 $2")
          .toLowerCase()
      : "invalid JSON";
    throw new InputError(`This is not JSON (${what}).`, {
      file: place.file,
      line: place.line + before.length - 1,
      column: before[before.length - 1].length + 1,
    });
  }
}

/** The parser that finds mistakes calls itself once for each bracket, and would run out of stack. */
function refuseDeep(text: string, place: { file: string; line: number }): void {
  let depth = 0;
  let line = place.line;
  for (const [token] of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[[{\]}\n]/g)) {
    if (token === "\n") line++;
    else if (token === "[" || token === "{") depth++;
    else if (token[0] !== '"') depth--;
    if (depth > deepest) {
      const what = `This is not JSON, and lists and objects are nested more than ${deepest} deep here.`;
      throw new InputError(what, { file: place.file, line });
    }
  }
}

/** Where the list under a top-level key of the object at `open` begins. The text is known to be JSON. */
function findList(bytes: Uint8Array, open: number, key: string): { at: number; line: number } {
  const wanted = JSON.stringify(key);
  // An object's members are cut by commas just like a list's elements.
  const opened = skipBlanks(bytes);
  for (const member of arrayElements(bytes, open, opened.line)) {
    const text = decoder.decode(
      bytes.subarray(member.start, Math.min(member.end, member.start + 4 * wanted.length + 64)),
    );
    const name = /^"(?:[^"\\]|\\.)*"/.exec(text)?.[0];
    if (name === undefined || JSON.parse(name) !== key) continue;
    const after = skipBlanks(bytes, member.start + new TextEncoder().encode(name).length, member.line);
    return skipBlanks(bytes, after.at + 1, after.line);
  }
  throw new Error(`The key ${wanted} was parsed but not found again.`);
}
