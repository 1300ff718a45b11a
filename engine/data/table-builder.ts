// The last step of every table reader: columns as they were read become a Dataset, and what was assumed is said.

import { InputError } from "../errors";
import type { ColumnBuilder } from "./column-builder";
import { finishColumn } from "./column-finish";
import type { Assumption, Column, Dataset, Problem } from "./dataset";
import { firstOf, quoted } from "./listing";
import { nameMarker } from "./missing";

/** What a reader hands over. */
export interface TableParts {
  format: string;
  /** File name. */
  file: string;
  names: readonly string[];
  builders: ColumnBuilder[];
  lines?: Uint32Array;
  hash: string;
  relation?: string;
  assumptions: Assumption[];
  problems: Problem[];
  /** Columns that are left out when all their cells are missing (a delimiter at the end of every line). */
  droppable?: ReadonlySet<number>;
}

/** The finished data set, or the indices of the columns that must be read again as texts. */
export function finishTable(parts: TableParts): Dataset | { again: Set<number> } {
  const { format, file, builders, lines, hash, relation } = parts;
  const rows = builders[0]?.rows ?? 0;
  if (rows === 0) throw new InputError("There are no rows in this table.", { file, line: 1 });
  const assumptions = [...parts.assumptions];
  const problems = [...parts.problems];
  const names = uniqueNames(cleanNames(parts.names, assumptions), problems, parts.droppable);
  const markers = new Map<string, number>();
  const again = new Set<number>();
  const columns: Column[] = [];
  for (let index = 0; index < builders.length; index++) {
    const builder = builders[index];
    if (parts.droppable?.has(index) && builder.missing === rows) continue;
    const context = { name: names[index], index, columns: builders.length, lines, problems, assumptions, markers };
    const column = finishColumn(builder, context);
    if (column) columns.push(column);
    else again.add(index);
  }
  if (again.size > 0) return { again };
  reportBytes(builders, names, lines, problems);
  reportMissing(columns, rows, markers, assumptions, problems);
  for (const column of columns) {
    if (column.type !== "constant") continue;
    const empty = column.missing === rows;
    problems.push({
      code: "constant-column",
      severity: "information",
      text: empty
        ? `Column “${column.name}” has no values at all and cannot serve.`
        : `Column “${column.name}” has the same value in every row and cannot serve.`,
      column: column.name,
    });
  }
  if (columns.every((column) => column.missing === rows)) {
    throw new InputError("Every cell of this table is missing, so there is nothing to learn from.", {
      file,
      line: lines?.[0],
    });
  }
  const named = relation === undefined ? {} : { relation };
  return { name: file, format, rows, columns, lines, hash, ...named, assumptions, problems };
}

/** For readers that can fill new builders again when the first ones lost texts that were needed. */
export async function finishRereading(
  read: (textColumns: ReadonlySet<number>) => Promise<TableParts> | TableParts,
): Promise<Dataset> {
  let result = finishTable(await read(new Set()));
  if ("again" in result) result = finishTable(await read(result.again));
  if ("again" in result) throw new Error("A column that was kept as text was asked for again.");
  return result;
}

/** Line breaks, tabs and runs of blanks in names become one blank, so that names fit on a line and can be typed. */
function cleanNames(names: readonly string[], assumptions: Assumption[]): string[] {
  const clean = names.map((name) => name.replace(/[\s\p{Cc}]+/gu, " ").trim());
  const changed = clean.filter((name, index) => name !== names[index]);
  if (changed.length > 0) {
    const subject = changed.length === 1 ? "the column name" : "the column names";
    const text = `Line breaks, tabs and several blanks in a row count as one blank in ${subject} ${firstOf(changed.map(quoted), 3)}.`;
    assumptions.push({ text });
  }
  return clean;
}

function uniqueNames(names: readonly string[], problems: Problem[], droppable?: ReadonlySet<number>): string[] {
  const used = new Set<string>(names);
  const seen = new Set<string>();
  return names.map((given, index) => {
    const name = given || `column${index + 1}`;
    if (given !== "" && !seen.has(given)) {
      seen.add(given);
      return given;
    }
    let unique = given === "" ? name : `${name}_2`;
    for (let n = 2; used.has(unique); n++) unique = `${name}_${n}`;
    used.add(unique);
    if (droppable?.has(index)) return unique;
    problems.push({
      code: "duplicate-name",
      severity: "warning",
      text:
        given === ""
          ? `Column ${index + 1} has no name and is called “${unique}”.`
          : `The name “${given}” occurs more than once; column ${index + 1} is called “${unique}”.`,
      column: unique,
    });
    return unique;
  });
}

/** Bytes that were not as they should be: one problem for the file, at the first of them. */
function reportBytes(
  builders: readonly ColumnBuilder[],
  names: readonly string[],
  lines: Uint32Array | undefined,
  problems: Problem[],
): void {
  const report = (key: "invalidRow" | "nulRow", what: Pick<Problem, "code" | "severity" | "text">) => {
    const found = [...builders.keys()]
      .filter((index) => builders[index][key] >= 0)
      .sort((a, b) => builders[a][key] - builders[b][key]);
    if (found.length === 0) return;
    const named = firstOf(
      found.map((index) => quoted(names[index])),
      3,
    );
    const subject = found.length === 1 ? `Column ${named} has` : `Columns ${named} have`;
    problems.push({
      ...what,
      text: `${subject} ${what.text}`,
      line: lines?.[builders[found[0]][key]],
      column: names[found[0]],
    });
  };
  report("invalidRow", {
    code: "wrong-encoding",
    severity: "warning",
    text: "bytes that are not UTF-8; they are read as Windows-1252. Save the file as UTF-8 if letters look wrong.",
  });
  report("nulRow", {
    code: "nul-bytes",
    severity: "error",
    text: "NUL bytes, which are left out; the file may be damaged.",
  });
}

function reportMissing(
  columns: readonly Column[],
  rows: number,
  markers: ReadonlyMap<string, number>,
  assumptions: Assumption[],
  problems: Problem[],
): void {
  if (markers.size > 0) {
    const list = [...markers].map(([text, count]) => `${nameMarker(text)} (${count})`).join(", ");
    assumptions.push({ text: `Cells that count as missing: ${list}.` });
  }
  const incomplete = columns.filter((column) => column.missing > 0);
  if (incomplete.length === 0) return;
  const total = incomplete.reduce((sum, column) => sum + column.missing, 0);
  const named = incomplete.map((column) => `${column.name} ${column.missing}`);
  problems.push({
    code: "missing-values",
    severity: "information",
    text: `${total} of ${rows * columns.length} cells are missing: ${firstOf(named, 8)}.`,
    column: incomplete.length === 1 ? incomplete[0].name : undefined,
  });
}
