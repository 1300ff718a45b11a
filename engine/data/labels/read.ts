// The label matrix of a table, from columns of zeros and ones or from a column of lists.

import { InputError } from "../../errors";
import { countOf } from "../../words";
import { cellText, columnNamed } from "../cells";
import type { Assumption, Dataset, Problem } from "../dataset";
import { firstOf, quoted } from "../listing";
import { naturalOrder } from "../natural-order";
import { binaryCells } from "./binary";
import { type LabelSets, labelSetsFrom } from "./label-sets";
import type { LabelLayout } from "./layout";
import { labelsIn } from "./lists";

export interface TableLabels {
  /** Of all rows; those that are left out carry nothing. */
  sets: LabelSets;
  /** Rows whose labels are not known, ascending. */
  missing: Uint32Array;
  assumptions: Assumption[];
  problems: Problem[];
}

/** Cells of a label matrix, rows times labels, that are trained on at most. */
const mostCells = 1e8;

/** @throws InputError where more labels are wanted than memory holds probabilities of */
export function refuseHuge(rows: number, labels: number, file?: string): void {
  if (rows * labels <= mostCells) return;
  const message = `${countOf(labels, "label")} of ${countOf(rows, "row")} make more than ${mostCells / 1e6} million cells, more than can be trained on: leave out rare labels, or take a part of the rows.`;
  throw new InputError(message, { file });
}

/** @throws InputError with the line of a cell that is neither a zero nor a one, and for too many labels */
export function labelSetsOf(dataset: Dataset, layout: LabelLayout): TableLabels {
  const { sets, missing } = layout.kind === "columns" ? ofColumns(dataset, layout.columns) : ofLists(dataset, layout);
  return { sets, missing, assumptions: assumptionsOf(dataset, layout, sets, missing), problems: problemsOf(sets) };
}

type Read = Pick<TableLabels, "sets" | "missing">;

function ofColumns(dataset: Dataset, columns: readonly string[]): Read {
  const { rows, lines, name: file } = dataset;
  refuseHuge(rows, columns.length, file);
  const unknown = new Uint8Array(rows);
  const carriers = columns.map((name) => {
    const column = columnNamed(dataset, name);
    const read = binaryCells(column);
    if ("wrong" in read) {
      const cell = cellText(column, read.wrong);
      const message = `The label ${quoted(name)} is ${quoted(cell)} here, and labels are 0 or 1: correct the cell, or leave the column out of the labels.`;
      throw new InputError(message, { file, line: lines?.[read.wrong] });
    }
    const carrying: number[] = [];
    for (let row = 0; row < rows; row++) {
      if (read.cells[row] > 0) carrying.push(row);
      else if (read.cells[row] < 0) unknown[row] = 1;
    }
    return carrying;
  });
  const known = carriers.map((carrying) => carrying.filter((row) => unknown[row] === 0));
  const missing = Uint32Array.from([...unknown.keys()].filter((row) => unknown[row] === 1));
  return { sets: labelSetsFrom([...columns], rows, known), missing };
}

function ofLists(dataset: Dataset, { column: name, separator }: Extract<LabelLayout, { kind: "list" }>): Read {
  const column = columnNamed(dataset, name);
  const carriers = new Map<string, number[]>();
  for (let row = 0; row < dataset.rows; row++) {
    for (const label of labelsIn(cellText(column, row), separator)) {
      const carrying = carriers.get(label);
      if (carrying) carrying.push(row);
      else {
        carriers.set(label, [row]);
        refuseHuge(dataset.rows, carriers.size, dataset.name);
      }
    }
  }
  const names = [...carriers.keys()].sort(naturalOrder);
  const sets = labelSetsFrom(
    names,
    dataset.rows,
    names.map((label) => carriers.get(label)!),
  );
  return { sets, missing: new Uint32Array(0) };
}

function assumptionsOf(
  { rows, lines }: Dataset,
  layout: LabelLayout,
  sets: LabelSets,
  missing: Uint32Array,
): Assumption[] {
  const said: Assumption[] = [];
  if (layout.kind === "list") {
    const text = `${quoted(layout.column)} lists the ${countOf(sets.names.length, "label")} of the rows, separated by ${separatorName(layout.separator)}.`;
    said.push({ text });
  } else if (layout.from !== "given") {
    const text = `${countOf(layout.columns.length, "column")} of zeros and ones are labels, ${reasons[layout.from]}: ${firstOf(layout.columns.map(quoted), 6)}.`;
    said.push({ text });
  }
  if (missing.length > 0) {
    const text = `${countOf(missing.length, "row")} left out: a cell of a label is missing there.`;
    said.push({ text, line: lines?.[missing[0]] });
  }
  const unknown = new Set(missing);
  const { rowPointers } = sets;
  let [without, first] = [0, -1];
  for (let row = 0; row < rows; row++) {
    if (rowPointers[row + 1] > rowPointers[row] || unknown.has(row)) continue;
    if (without++ === 0) first = row;
  }
  if (without > 0) {
    const text = `${countOf(without, "row")} without any label ${without === 1 ? "takes" : "take"} part, as all others.`;
    said.push({ text, line: lines?.[first] });
  }
  return said;
}

const reasons = {
  names: "as their names say",
  xml: "as the XML says",
  relation: "as the relation of the file says",
  values: "for they end the table and rows have several of them",
};

const separatorName = (separator: string): string => (separator === " " ? "blanks" : `“${separator}”`);

/** Labels that say nothing, as no row tells them from others. */
function problemsOf({ names, rowPointers, indices }: LabelSets): Problem[] {
  const rows = rowPointers.length - 1;
  const counts = new Uint32Array(names.length);
  for (const label of indices) counts[label]++;
  const report = (count: number, where: string): Problem[] => {
    const found = names.filter((_, label) => counts[label] === count).map(quoted);
    if (found.length === 0) return [];
    const text = `${countOf(found.length, "label")} ${found.length === 1 ? "is" : "are"} in ${where}, so that nothing can be learnt of ${found.length === 1 ? "it" : "them"}: ${firstOf(found, 6)}.`;
    return [{ code: "rare-class", severity: "warning", text }];
  };
  return [...report(0, "no row"), ...report(rows, "every row")];
}
