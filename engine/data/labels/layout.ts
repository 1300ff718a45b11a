// How a table tells which labels its rows carry: in columns of zeros and ones, or in one column that lists them.

import { InputError } from "../../errors";
import { countOf } from "../../words";
import type { Column, Dataset } from "../dataset";
import { firstOf, quoted } from "../listing";
import { binaryCells } from "./binary";
import { listSeparator } from "./lists";

/** Columns stand in the order of the table; `from` is what says that they are labels. */
export type LabelLayout =
  | { kind: "columns"; columns: string[]; from: "given" | "names" | "xml" | "relation" | "values" }
  | { kind: "list"; column: string; separator: string };

/** Names of label columns: a word for labels, then what tells them apart (label_calm, Class3, tag: jazz). */
const labelName = /^(label|tag|topic|genre|class|target|emotion|mood|y)s?([ _.:-]+\S.*|\d+)$/i;

/** So many columns of zeros and ones at the end of a table are labels, where other things speak for it as well. */
const leastColumns = 3;
/** Share of the rows that carry several labels, at least; with less, columns are classes in one-hot code. */
const leastSeveral = 0.01;

/**
 * Undefined for a table with one target or none: a few columns of zeros and ones alone make no labels. `xml` has the names
 * that an XML file beside the table gives; `asked` says that somebody looks for labels, so that any hint is enough.
 * @throws InputError where the table lacks labels of the XML
 */
export function findLabels(dataset: Dataset, xml?: readonly string[], asked = false): LabelLayout | undefined {
  if (xml) return { kind: "columns", columns: xmlColumns(dataset, xml), from: "xml" };
  const related = relationColumns(dataset);
  if (related) return { kind: "columns", columns: related, from: "relation" };
  const named = namedColumns(dataset);
  if (named) return { kind: "columns", columns: named, from: "names" };
  const list = listColumn(dataset);
  if (list) return list;
  const values = trailingColumns(dataset, asked);
  return values && { kind: "columns", columns: values, from: "values" };
}

/**
 * The columns of an XML's labels, in the order of the table.
 * @throws InputError that names those which are no columns
 */
function xmlColumns({ name, columns }: Dataset, xml: readonly string[]): string[] {
  const missing = xml.filter((label) => !columns.some((column) => column.name === label));
  if (missing.length > 0) {
    const which = firstOf(missing.map(quoted), 6);
    const message = `${countOf(missing.length, "label")} of the ${xml.length} that the XML names ${missing.length === 1 ? "is no column" : "are no columns"} of this table: ${which}; write them alike in both, or take them out of the XML.`;
    throw new InputError(message, { file: name });
  }
  const wanted = new Set(xml);
  return columns.map((column) => column.name).filter((column) => wanted.has(column));
}

/** Meka writes `-C 6` into the relation where the first six columns are labels, and `-C -6` for the last six. */
function relationColumns({ relation = "", columns }: Dataset): string[] | undefined {
  const count = Number(/(?:^|[\s:])-C\s+(-?\d+)/.exec(relation)?.[1] ?? 0);
  if (count === 0 || Math.abs(count) >= columns.length) return undefined;
  return namesOf(count > 0 ? columns.slice(0, count) : columns.slice(count));
}

/** All columns of one beginning, where they are zeros and ones. */
function namedColumns(dataset: Dataset): string[] | undefined {
  const groups = new Map<string, Column[]>();
  for (const column of dataset.columns) {
    const word = labelName.exec(column.name)?.[1].toLowerCase();
    if (word !== undefined) groups.set(word, [...(groups.get(word) ?? []), column]);
  }
  const found = [...groups.values()].find((group) => group.length > 1 && areLabels(dataset, group));
  return found && namesOf(found);
}

function listColumn({ columns }: Dataset): LabelLayout | undefined {
  for (const column of columns) {
    const separator = listSeparator(column);
    if (separator !== undefined) return { kind: "list", column: column.name, separator };
  }
  return undefined;
}

/** Zeros and ones that end a table whose other columns are none, and rather measurements than facts of yes and no. */
function trailingColumns(dataset: Dataset, asked: boolean): string[] | undefined {
  const { columns, format } = dataset;
  let first = columns.length;
  while (first > 0 && "cells" in binaryCells(columns[first - 1])) first--;
  while (first < columns.length && columns[first].type === "constant") first++;
  const [others, labels] = [columns.slice(0, first), columns.slice(first)];
  if (labels.length < (asked ? 2 : leastColumns) || !areLabels(dataset, labels)) return undefined;
  if (asked || (format === "arff" && labels.every(({ storage }) => storage === "coded"))) return namesOf(labels);
  const plain = others.every((column) => column.type === "constant" || !("cells" in binaryCells(column)));
  const measured = others.filter(isMeasurement).length;
  return plain && 2 * measured > others.length ? namesOf(labels) : undefined;
}

const isMeasurement = (column: Column): boolean =>
  column.storage === "numeric" && column.type === "number" && column.values.some((value) => value % 1 > 0);

/** Whether the columns are zeros and ones, and enough rows carry several of them. */
function areLabels({ rows }: Dataset, columns: readonly Column[]): boolean {
  const carried = new Uint16Array(rows);
  for (const column of columns) {
    const read = binaryCells(column);
    if ("wrong" in read) return false;
    for (let row = 0; row < rows; row++) if (read.cells[row] > 0) carried[row]++;
  }
  const several = carried.reduce((sum, count) => sum + Number(count > 1), 0);
  return several > 0 && several >= leastSeveral * rows;
}

const namesOf = (columns: readonly Column[]): string[] => columns.map(({ name }) => name);
