// Which columns of a table are the labels of an experiment: those that it names, or those that the table shows.

import { columnNamed } from "../../data/cells";
import type { Dataset } from "../../data/dataset";
import { findLabels, type LabelLayout } from "../../data/labels/layout";
import { listSeparator } from "../../data/labels/lists";
import { InputError } from "../../errors";
import { FieldError } from "../../experiment/field-error";
import { suggestion } from "../../words";
import type { LabelsExperiment } from "./spec";

/** An XML that names the labels of a table, with its path as the experiment has it. */
export interface NamedXml {
  file: string;
  names: string[];
}

/**
 * @throws FieldError where the experiment names columns that are not there, or both a list and columns; InputError where
 *   nothing of the table looks like several labels
 */
export function labelLayout(
  { target, labels }: Pick<LabelsExperiment["data"], "target" | "labels">,
  dataset: Dataset,
  xml?: Pick<NamedXml, "names">,
): LabelLayout {
  const place = { file: dataset.name };
  if (target !== undefined && labels !== undefined) {
    const message = "data.target lists labels, and data.labels names columns of them: leave out one of the two.";
    throw new FieldError(["data", "target"], message, place);
  }
  const names = dataset.columns.map(({ name }) => name);
  const check = (name: string, path: (string | number)[]) => {
    if (names.includes(name)) return;
    throw new FieldError(path, `The data have no column "${name}"${suggestion(name, names)}`, place);
  };
  if (target !== undefined) {
    check(target, ["data", "target"]);
    const separator = listSeparator(columnNamed(dataset, target), true);
    if (separator !== undefined) return { kind: "list", column: target, separator };
    const message = `The column "${target}" holds numbers and lists no labels: name the columns of zeros and ones as data.labels.`;
    throw new FieldError(["data", "target"], message, place);
  }
  if (Array.isArray(labels)) {
    for (const [index, name] of labels.entries()) {
      const path = ["data", "labels", index];
      check(name, path);
      if (labels.indexOf(name) < index) throw new FieldError(path, `"${name}" stands twice: take one out.`, place);
    }
    return { kind: "columns", columns: labels, from: "given" };
  }
  const found = findLabels(dataset, xml?.names, true);
  if (found) return found;
  const message =
    "No columns of this table look like several labels: name columns of zeros and ones as data.labels, or a column that lists labels as data.target.";
  throw new InputError(message, { ...place, line: dataset.lines?.[0] });
}
