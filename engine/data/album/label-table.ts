// Several labels of pictures from a table: a row a picture with columns of zeros and ones or a list, or a row a label.

import { InputError } from "../../errors";
import { countOf } from "../../words";
import { cellText } from "../cells";
import type { Assumption, Column, Dataset } from "../dataset";
import type { Files } from "../files";
import { readDataset } from "../formats";
import { binaryCells } from "../labels/binary";
import { findLabels, type LabelLayout } from "../labels/layout";
import { listSeparator } from "../labels/lists";
import { labelSetsOf } from "../labels/read";
import { firstOf, quoted } from "../listing";
import { naturalOrder } from "../natural-order";
import { placesOf } from "./picture-names";

export interface PictureLabels {
  /** In the order of the columns; of lists in natural order. */
  names: string[];
  /** Of each picture, in names; undefined of those that the table does not have, or has a missing cell of. */
  carried: (readonly string[] | undefined)[];
  layout: LabelLayout;
  hash: string;
  assumptions: Assumption[];
}

/** Rows that a column of names is found by. */
const lookedAt = 1_000;

/** @throws InputError where no column has the names of these pictures, or no other one labels */
export async function labelsOfPictures(files: Files, path: string, names: readonly string[]): Promise<PictureLabels> {
  const dataset = await readDataset(await files.open(path));
  const placeOf = placesOf(names);
  const column = columnOfNames(dataset, placeOf);
  if (!column) {
    const message = `No column here has the names of the pictures, the first of which is ${names[0]}: a row has the name of a picture and its labels.`;
    throw new InputError(message, { file: path, line: dataset.lines?.[0] });
  }
  const table = { ...dataset, columns: dataset.columns.filter((other) => other !== column) };
  const layout = findLabels(table, undefined, true) ?? anyLabels(table, path);
  const { sets, missing, assumptions } = labelSetsOf(table, layout);
  const unknown = new Set(missing);
  const carried: (Set<string> | undefined)[] = names.map(() => undefined);
  const absent: string[] = [];
  for (let row = 0; row < dataset.rows; row++) {
    const at = placeOf(cellText(column, row));
    if (at === undefined) {
      absent.push(cellText(column, row));
      continue;
    }
    if (unknown.has(row)) continue;
    carried[at] ??= new Set();
    for (let i = sets.rowPointers[row]; i < sets.rowPointers[row + 1]; i++)
      carried[at].add(sets.names[sets.indices[i]]);
  }
  if (absent.length > 0) {
    const text = `${countOf(absent.length, "row")} of labels of pictures that are not there left out: ${firstOf(absent, 3)}.`;
    assumptions.push({ text });
  }
  return {
    names: sets.names,
    carried: carried.map((labels) => labels && [...labels]),
    layout,
    hash: dataset.hash,
    assumptions,
  };
}

/** The column that names most pictures; undefined where none names two, for a number alone may name one by accident. */
function columnOfNames({ columns, rows }: Dataset, placeOf: (cell: string) => number | undefined): Column | undefined {
  let [best, most]: [Column | undefined, number] = [undefined, 1];
  for (const column of columns) {
    const named = new Set<number>();
    for (let row = 0; row < Math.min(rows, lookedAt); row++) {
      const at = placeOf(cellText(column, row));
      if (at !== undefined) named.add(at);
    }
    if (named.size > most) [best, most] = [column, named.size];
  }
  return best;
}

/** Of a table that surely has labels: all columns of zeros and ones, or the first one with words. */
function anyLabels({ columns }: Dataset, file: string): LabelLayout {
  const ones = columns.filter((column) => "cells" in binaryCells(column)).map(({ name }) => name);
  if (ones.length > 0) return { kind: "columns", columns: ones, from: "values" };
  const words = columns.find((column) => column.storage === "coded");
  if (words) return { kind: "list", column: words.name, separator: listSeparator(words, true)! };
  const message = `Beside the names of pictures there is no column of zeros and ones here, and none that lists labels, as in ${quoted("cat;dog")}.`;
  throw new InputError(message, { file, line: 1 });
}

/** Tables of labels that lie in or beside a folder of pictures: their extensions, and how large they are at most. */
const tableName = /(?<!\.lens)\.(csv|tsv|json|jsonl|ndjson)$/i;
const largest = 64 << 20;
const mostFiles = 12;
/** Share of the pictures that a table must have labels of. */
const leastShare = 0.5;

/**
 * The table that gives most pictures of a folder their labels, several to some: in the folder, or beside it with a name that
 * says so; undefined where there is none.
 */
export async function labelTableBeside(
  files: Files,
  path: string,
  names: readonly string[],
): Promise<{ path: string; labels: PictureLabels } | undefined> {
  const folder = files.folderOf(path);
  const named = new RegExp(`label|annotation|tag|${escaped(files.nameOf(path))}`, "i");
  const inside = (await files.list(path)).filter((name) => tableName.test(name)).sort(naturalOrder);
  const beside = (await files.list(folder))
    .filter((name) => tableName.test(name) && named.test(name))
    .sort(naturalOrder);
  const candidates = [
    ...inside.map((name) => files.join(path, name)),
    ...beside.map((name) => files.join(folder, name)),
  ];
  for (const candidate of candidates.slice(0, mostFiles)) {
    const found = await files.stat(candidate);
    if (found?.kind !== "file" || found.size > largest) continue;
    try {
      const labels = await labelsOfPictures(files, candidate, names);
      const known = labels.carried.filter((carried) => carried !== undefined).length;
      const several = labels.carried.some((carried) => (carried?.length ?? 0) > 1);
      if (several && known >= leastShare * names.length) return { path: candidate, labels };
    } catch (error) {
      // Any other table may lie there.
      if (!(error instanceof InputError)) throw error;
    }
  }
  return undefined;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
